"""A schema has a stored type or interface, or a field of `Query` or `Mutation`: there is something to ask for."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations, Place
from graphwright.schema.findings import Findings, broken


def check_content(schema: Declarations) -> Findings:
    """A finding if there is none."""
    if not schema.types and not any(root.fields for root in schema.roots):
        yield broken(Place(1, 1), "the schema has no type, so there is nothing to ask for; declare at least one")
