"""No type has the name of an input, payload or filter that is generated for another."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken
from graphwright.schema.generation import names
from graphwright.schema.scalars import enum_searches

_payload_fields = ("msg", "numUids")


def check_generated_names(schema: Declarations) -> Findings:
    """Findings for each type or enum whose name is taken."""
    taken = {name: declared.name for declared in schema.types for name in names.names_taken_by(declared.name)}
    for enum in schema.enums:
        taken |= {names.enum_filter_name(enum.name, kind): enum.name for kind in enum_searches}
    for declared in schema.types_and_enums:
        source = taken.get(declared.name)
        if source is not None:
            yield broken(declared.place, f"{declared.name} is also what is generated for {source}; choose another name")
    for owner in schema.types:
        field_name = names.payload_field_name(owner.name)
        if field_name in _payload_fields:
            yield broken(
                owner.place,
                f"{owner.name} would be `{field_name}` in payloads, which has a meaning; choose another name",
            )
