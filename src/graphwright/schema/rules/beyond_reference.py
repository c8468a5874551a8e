"""Under `--strict-dgraph` a schema uses no directive that the reference does not have."""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.schema.declarations import Declarations, DirectiveUse
from graphwright.schema.findings import Findings, broken
from graphwright.schema.generation.constraint_directives import constraint_directives


def check_no_own_directives(schema: Declarations) -> Findings:
    """Findings for each directive of ours."""
    own = {directive.name for directive in constraint_directives()}
    for use in _all_uses(schema):
        if use.name in own:
            yield broken(use.place, f"the directive @{use.name} is none of Dgraph's, and --strict-dgraph is given")


def _all_uses(schema: Declarations) -> Iterator[DirectiveUse]:
    for owner in schema.types:
        yield from owner.directives
        for field in owner.fields:
            yield from field.directives
