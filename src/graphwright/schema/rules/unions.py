"""A union's members are object types, named once."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations, UnionDeclaration
from graphwright.schema.findings import Findings, broken, perhaps
from graphwright.schema.generation.names import member_field_name
from graphwright.schema.scalars import id_type_name, scalars


def check_unions(schema: Declarations) -> Findings:
    """Findings for each union and the types that it names."""
    for union in schema.unions:
        if not union.members:
            yield broken(union.place, f"the union {union.name} has no members; name the types that it is one of")
        yield from _check_members(schema, union)


def _check_members(schema: Declarations, union: UnionDeclaration) -> Findings:
    seen: set[str] = set()
    inputs: dict[str, str] = {}
    for use in union.members:
        declared = schema.type_named.get(use.name)
        if use.name in seen:
            yield broken(use.place, f"{union.name} names {use.name} twice; keep one")
        elif declared is not None and declared.is_interface:
            yield broken(
                use.place,
                f"{union.name} has the member {use.name}, which is an interface; name the types that implement it",
            )
        elif declared is None and _is_something_else(schema, use.name):
            yield broken(use.place, f"{union.name} has the member {use.name}, which is no type; name types only")
        elif declared is None:
            options = perhaps(use.name, schema.type_named)
            yield broken(use.place, f"{union.name} has the member {use.name}, which is unknown.{options}")
        seen.add(use.name)
        other = inputs.setdefault(member_field_name(use.name, ""), use.name)
        if other != use.name:
            yield broken(
                use.place,
                f"{union.name} has the members {other} and {use.name}, which would be one field of its inputs; "
                "rename one",
            )


def _is_something_else(schema: Declarations, name: str) -> bool:
    others = (*scalars, *schema.enum_named, *schema.union_named, id_type_name)
    return name in others
