"""No type has the name of an input, payload or filter that is generated for another, and no two share one."""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.schema.declarations import Declarations, EnumDeclaration, TypeDeclaration, UnionDeclaration
from graphwright.schema.findings import Findings, broken
from graphwright.schema.generation import names
from graphwright.schema.scalars import enum_searches

_payload_fields = ("msg", "numUids")


def check_generated_names(schema: Declarations) -> Findings:
    """Findings for each type or enum whose name, or what it generates, is taken."""
    taken: dict[str, str] = {}
    for declared in schema.types_and_enums:
        for name in _generated_for(declared):
            source = taken.setdefault(name, declared.name)
            if source != declared.name:
                yield broken(
                    declared.place,
                    f"{name} would be generated for both {source} and {declared.name}; choose another name",
                )
    for one in schema.all_named:
        if one.name in taken:
            yield broken(one.place, f"{one.name} is also what is generated for {taken[one.name]}; choose another name")
    yield from _check_payloads(schema)


def _generated_for(declared: TypeDeclaration | EnumDeclaration | UnionDeclaration) -> Iterator[str]:
    if isinstance(declared, TypeDeclaration):
        return names.names_taken_by(declared.name)
    if isinstance(declared, UnionDeclaration):
        return names.names_taken_by_union(declared.name)
    return (names.enum_filter_name(declared.name, kind) for kind in enum_searches)


def _check_payloads(schema: Declarations) -> Findings:
    for owner in schema.types:
        field_name = names.payload_field_name(owner.name)
        if field_name in _payload_fields:
            yield broken(
                owner.place,
                f"{owner.name} would be `{field_name}` in payloads, which has a meaning; choose another name",
            )
