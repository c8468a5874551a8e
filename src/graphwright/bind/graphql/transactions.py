"""Whether an operation asks for a transaction of its own (`@transaction`, `@dryRun`).

Does not know: how transactions run.
"""

from __future__ import annotations

from graphql import OperationDefinitionNode

from graphwright.schema.generation.own_directives import dry_run, transaction

__all__ = ["asks_for", "dry_run", "transaction"]


def asks_for(operation: OperationDefinitionNode, directive: str) -> bool:
    """Whether an operation has a directive."""
    return any(node.name.value == directive for node in operation.directives or ())
