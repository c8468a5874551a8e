"""Each field has a name of its own in its type that neither GraphQL nor the generated API needs."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named


def check_field_names(schema: Declarations) -> Findings:
    """Findings for each repeated or reserved field name."""
    for owner in schema.types:
        seen: dict[str, int] = {}
        for field in owner.fields:
            name = field.name
            if name in seen:
                yield broken(
                    field.place, f"{named(owner, field)} is declared already, in line {seen[name]}; rename one"
                )
                continue
            seen[name] = field.place.line
            if name.startswith("__"):
                yield broken(
                    field.place,
                    f"{named(owner, field)} begins with `__`, which GraphQL keeps for introspection; rename it",
                )
            elif name == "uid":
                yield broken(
                    field.place, f"{named(owner, field)}: `uid` names a node's own id in DQL; choose another name"
                )
            elif name.endswith("Aggregate"):
                yield broken(
                    field.place,
                    f"{named(owner, field)} ends in `Aggregate`, as generated fields do; choose another name",
                )
