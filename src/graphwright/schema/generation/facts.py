"""Which parts of the generated API a type gets.

In: `ApiType`s. Out: answers that all generators share, so that a field never refers to an input that is
not there. Does not know: graphql-core.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.schema.scalars import scalars


def has_many_languages(declared: ApiField) -> bool:
    """Reads the first of several languages; such a field cannot be written, ordered by or asked for."""
    return len(declared.languages) > 1


def is_orderable(declared: ApiField) -> bool:
    """Can be ordered by, and has a minimum and a maximum."""
    scalar = scalars.get(declared.type_name)
    return scalar is not None and scalar.is_orderable and not declared.is_list and not has_many_languages(declared)


def is_numeric(declared: ApiField) -> bool:
    """Has a sum and an average."""
    return is_orderable(declared) and scalars[declared.type_name].is_numeric


def has_order(declared: ApiType) -> bool:
    """Whether there is an order input for the type."""
    return any(is_orderable(field) for field in declared.fields.values())


def fields_to_ask_for(declared: ApiType) -> Iterator[ApiField]:
    """The fields that `has` can name."""
    for field in declared.fields.values():
        if field.role is not Role.ID and not has_many_languages(field):
            yield field


def embeddings(declared: ApiType) -> tuple[ApiField, ...]:
    """The fields that hold vectors."""
    return tuple(field for field in declared.fields.values() if field.is_embedding)


def find_referable_types(api: ApiSchema) -> frozenset[str]:
    """The types and unions with a `…Ref` input.

    An interface has one if its nodes can be named by an ID or an `@id` field; an object type unless that
    leaves it without any field; a union if one of its members has. Leaving out one may empty another, hence
    the repetition.
    """
    referable = {
        declared.name
        for declared in api.types.values()
        if not declared.is_interface or declared.id_field is not None or declared.key_fields
    }
    referable |= api.unions.keys()
    while True:
        empty = {name for name in referable if _is_empty_reference(api, name, frozenset(referable))}
        if not empty:
            return frozenset(referable)
        referable -= empty


def _is_empty_reference(api: ApiSchema, name: str, referable: frozenset[str]) -> bool:
    union = api.unions.get(name)
    if union is not None:
        return referable.isdisjoint(union.members)
    declared = api.types[name]
    is_named = declared.id_field is not None or declared.is_interface
    return not is_named and not any(True for _ in writable_fields(declared, referable))


def writable_fields(declared: ApiType, referable: frozenset[str]) -> Iterator[ApiField]:
    """What mutations can set: all fields but the ID, and the password."""
    for field in declared.fields.values():
        is_writable = field.role is Role.VALUE or field.type_name in referable
        is_one_value = not has_many_languages(field) and field.languages != (".",)
        # Edges read backwards are written from their other end.
        if field.role is not Role.ID and is_writable and is_one_value and not field.is_reverse:
            yield field
    if declared.secret is not None:
        yield declared.secret
