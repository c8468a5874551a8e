"""What a type implements is an interface, named once."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, perhaps


def check_interfaces(schema: Declarations) -> Findings:
    """Findings for each interface that a type names."""
    for owner in schema.types:
        seen: set[str] = set()
        for use in owner.interfaces:
            target = schema.type_named.get(use.name)
            if target is None:
                options = [declared.name for declared in schema.types if declared.is_interface]
                yield broken(
                    use.place, f"{owner.name} implements {use.name}, which is unknown.{perhaps(use.name, options)}"
                )
            elif not target.is_interface:
                yield broken(
                    use.place, f"{owner.name} implements {use.name}, which is a type; declare it as an interface"
                )
            elif owner.is_interface:
                yield broken(
                    use.place,
                    f"{owner.name} is an interface, and interfaces do not implement others; let types do both",
                )
            elif use.name in seen:
                yield broken(use.place, f"{owner.name} implements {use.name} twice; keep one")
            seen.add(use.name)
