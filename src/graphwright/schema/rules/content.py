"""A schema has at least one type or interface, or there is nothing to ask for."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations, Place
from graphwright.schema.findings import Findings, broken


def check_content(schema: Declarations) -> Findings:
    """A finding if there is no type."""
    if not schema.types:
        yield broken(Place(1, 1), "the schema has no type, so there is nothing to ask for; declare at least one")
