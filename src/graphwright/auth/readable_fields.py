"""READ permissions with `fields`: which of them show which field, and which fields they may hide.

What is hidden is null with an error, as by a rule on the field; null where the schema requires a value makes the object
null. Nothing can be hidden that other ways to the data tell. In: the compiled permissions of a type. Out: by predicate
those that show it, or what is wrong. Does not know: callers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphwright.auth.permissions import CompiledPermission, Permissions
from graphwright.errors import GraphwrightError, SchemaError
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role

_shapes = ("Point", "Polygon", "MultiPolygon")


def readable_fields(permissions: Permissions) -> dict[str, tuple[CompiledPermission, ...]]:
    """By predicate the permissions that show it, for each that some READ permission of its type does not show."""
    found: dict[str, tuple[CompiledPermission, ...]] = {}
    for name, given in permissions.by_type.items():
        reading = _reading(given)
        for field in _left_out(permissions.api.types[name], reading):
            found[field.predicate] = tuple(each for each in reading if each.is_about(frozenset({field.name})))
    return found


def check_readable_fields(permissions: Permissions) -> Iterator[GraphwrightError]:
    """What cannot be hidden and is."""
    for name, given in permissions.by_type.items():
        api_type, reading = permissions.api.types[name], _reading(given)
        for each in reading:
            for field in _left_out(api_type, [each]):
                problem = _problem(permissions.api, api_type, field)
                if problem is not None:
                    yield SchemaError(
                        f"@permission on {name}: READ leaves out {field.name}, which cannot be hidden: {problem}",
                        line=each.permission.line,
                        column=each.permission.column,
                    )


def _reading(given: Sequence[CompiledPermission]) -> list[CompiledPermission]:
    return [each for each in given if "READ" in each.permission.operations]


def _left_out(api_type: ApiType, reading: Sequence[CompiledPermission]) -> Iterator[ApiField]:
    """The fields, but the ID, that some of these permissions are not about."""
    for field in api_type.fields.values():
        if field.role is not Role.ID and not all(each.is_about(frozenset({field.name})) for each in reading):
            yield field


def _problem(api: ApiSchema, api_type: ApiType, field: ApiField) -> str | None:
    if field.role is Role.REFERENCE:
        return (
            f"it refers to nodes of {field.type_name}, which filters, counts and the other end of the edge would tell; "
            f"name it in `fields`, and let permissions of {field.type_name} say who sees these nodes"
        )
    if field.is_embedding or field.type_name in _shapes:
        kind = "vector" if field.is_embedding else field.type_name
        return (
            f"searches for what is near would tell a {kind}; name it in `fields`, or keep it in a node of a type with "
            "permissions of its own"
        )
    compared = {name for names in api_type.unique_sets for name in names}
    compared |= {name for rule in api_type.field_rules for name in (rule.field, rule.other)}
    if field.name in compared:
        return "@validate or @unique of the type compares it, which would tell what it is; name it in `fields`"
    shared = any(
        other.predicate == field.predicate and (owner is not api_type or other is not field)
        for owner in api.types.values()
        for other in owner.fields.values()
    )
    if not shared:
        return None
    return "another field or type shows the same value; name it in `fields`, or give it a predicate of its own"
