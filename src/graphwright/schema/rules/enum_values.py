"""Each value of an enum has a name of its own."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken


def check_enum_values(schema: Declarations) -> Findings:
    """Findings for each repeated or reserved value."""
    for enum in schema.enums:
        seen: set[str] = set()
        for value in enum.values:
            if value.name in seen:
                yield broken(value.place, f"{enum.name} has the value {value.name} twice; keep one")
            elif value.name.startswith("__"):
                yield broken(
                    value.place,
                    f"{enum.name}.{value.name} begins with `__`, which GraphQL keeps for introspection; rename it",
                )
            seen.add(value.name)
