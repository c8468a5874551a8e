"""The names of everything that is generated for a type.

Out: one function per kind of name, and `names_taken_by` for the rule against clashes.
Does not know: whether a name is generated in the end (`facts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator


def filter_name(type_name: str) -> str:
    """`FilmFilter`."""
    return f"{type_name}Filter"


def has_filter_name(type_name: str) -> str:
    """`FilmHasFilter`, the enum of the fields that `has` can ask for."""
    return f"{type_name}HasFilter"


def order_name(type_name: str) -> str:
    """`FilmOrder`."""
    return f"{type_name}Order"


def orderable_name(type_name: str) -> str:
    """`FilmOrderable`, the enum of the fields to order by."""
    return f"{type_name}Orderable"


def reference_name(type_name: str) -> str:
    """`FilmRef`."""
    return f"{type_name}Ref"


def patch_name(type_name: str) -> str:
    """`FilmPatch`."""
    return f"{type_name}Patch"


def aggregate_name(type_name: str) -> str:
    """`FilmAggregateResult`."""
    return f"{type_name}AggregateResult"


def input_name(operation: str, type_name: str) -> str:
    """`AddFilmInput`, `UpdateFilmInput`."""
    return f"{operation}{type_name}Input"


def payload_name(operation: str, type_name: str) -> str:
    """`AddFilmPayload`, `UpdateFilmPayload`, `DeleteFilmPayload`."""
    return f"{operation}{type_name}Payload"


def payload_field_name(type_name: str) -> str:
    """`film`, the nodes in a payload."""
    return type_name[0].lower() + type_name[1:]


def enum_filter_name(enum_name: str, index_kind: str) -> str:
    """`Genre_hash`."""
    return f"{enum_name}_{index_kind}"


def aggregate_field_name(field_name: str) -> str:
    """`filmsAggregate`."""
    return f"{field_name}Aggregate"


def names_taken_by(type_name: str) -> Iterator[str]:
    """Every type name that the generated API may need for a type."""
    for name in (filter_name, has_filter_name, order_name, orderable_name, reference_name, patch_name, aggregate_name):
        yield name(type_name)
    for operation in ("Add", "Update", "Delete"):
        yield input_name(operation, type_name)
        yield payload_name(operation, type_name)
