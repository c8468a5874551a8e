"""`@validate` on a type names a field and what another one must be beside it: fields whose values can be compared."""

from __future__ import annotations

from graphql import ConstValueNode

from graphwright.model.constraints import comparisons
from graphwright.schema.arguments import list_argument, text_argument, text_of, written_predicate
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration, place_of
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.scalars import id_type_name, scalars

of_types = ("field", *comparisons, "requires", "message")
"""The arguments of `@validate` on types; the others stand on fields."""
_numbers = ("Int", "Int64", "Float")
_ordered = (*_numbers, "String", "DateTime")
_never_compared = ("Point", "Polygon", "MultiPolygon")


def check_validate_fields(schema: Declarations) -> Findings:
    """Findings for each use on a type."""
    for owner in schema.types:
        for use in owner.directives:
            if use.name == "validate":
                yield from _check_use(schema, owner, use)


def _check_use(schema: Declarations, owner: TypeDeclaration, use: DirectiveUse) -> Findings:
    for name in use.arguments:
        if name not in of_types:
            yield broken(use.place, f"`{name}` of @validate stands on a field; on {owner.name} name a `field`")
    about = text_argument(use, "field")
    if about is None:
        yield broken(use.place, f"@validate on {owner.name} needs the `field` that it is about")
        return
    field = owner.field(about)
    if field is None:
        yield broken(use.place, _unknown(owner, about))
        return
    yield from _check_kind(schema, owner, use, field)
    compared = [(each, use.arguments[each]) for each in comparisons if each in use.arguments]
    required = list_argument(use, "requires") or ()
    if not compared and not required:
        asked = ", ".join((*comparisons, "requires"))
        yield broken(use.place, f"@validate on {owner.name} asks nothing of {about}; give one of {asked}")
    for operator, node in compared:
        yield from _check_compared(schema, owner, field, operator, node)
    for node in required:
        yield from _check_other(schema, owner, field, node)


def _check_compared(
    schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, operator: str, node: ConstValueNode
) -> Findings:
    yield from _check_other(schema, owner, field, node)
    other = owner.field(text_of(node) or "")
    if other is None:
        return
    if field.is_list or other.is_list:
        yield broken(
            place_of(node), f"{field.name} and {other.name} cannot be compared; `{operator}` takes single fields"
        )
    elif field.type_name != other.type_name and not {field.type_name, other.type_name} <= set(_numbers):
        yield broken(
            place_of(node),
            f"{named(owner, field)} is {field.written_type} and {named(owner, other)} is {other.written_type}; "
            "`@validate` compares fields of one type",
        )
    elif operator not in ("eq", "ne") and field.type_name not in _ordered:
        yield broken(
            place_of(node), f"{named(owner, field)} is {field.written_type}, which has no order; use eq, ne or requires"
        )


def _check_other(
    schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, node: ConstValueNode
) -> Findings:
    name = text_of(node) or ""
    other = owner.field(name)
    if other is None:
        yield broken(place_of(node), _unknown(owner, name))
    elif other.name == field.name:
        yield broken(place_of(node), f"@validate on {owner.name} asks {name} of itself; name another field")
    else:
        yield from _check_kind(schema, owner, node, other)


def _check_kind(
    schema: Declarations, owner: TypeDeclaration, at: DirectiveUse | ConstValueNode, field: FieldDeclaration
) -> Findings:
    is_value = field.type_name in scalars or field.type_name in schema.enum_named
    is_apart = field.type_name in (id_type_name, *_never_compared) or field.directive("embedding") is not None
    if not is_value or is_apart or field.is_remote or written_predicate(field)[1]:
        place = at.place if isinstance(at, DirectiveUse) else place_of(at)
        yield broken(
            place,
            f"{named(owner, field)} is {field.written_type} and cannot stand in @validate on {owner.name}; "
            "name stored values without a language",
        )


def _unknown(owner: TypeDeclaration, name: str) -> str:
    return f"{owner.name} has no field {name}.{perhaps(name, [each.name for each in owner.fields])}"
