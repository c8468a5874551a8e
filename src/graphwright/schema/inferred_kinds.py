"""The kind of a predicate that no schema names: inferred from the datatypes of the first values that it gets.

Does not know: where the values stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from graphwright.lang.quads import datatype_kinds
from graphwright.model.values import ValueKind

_stored_kinds: Final[Mapping[str, ValueKind]] = MappingProxyType(
    {
        "int": ValueKind.INT,
        "float": ValueKind.FLOAT,
        "bigfloat": ValueKind.BIGFLOAT,
        "bool": ValueKind.BOOL,
        "datetime": ValueKind.DATETIME,
        "string": ValueKind.STRING,
        "geo": ValueKind.GEO,
        "float32vector": ValueKind.VECTOR,
    }
)
"""Dgraph's kinds that can be stored, and as what."""


def inferred_kind(datatypes: Iterable[str], *, has_languages: bool) -> ValueKind | str:
    """The kind of values of these datatypes ("" for none), some with languages or none; else why there is none.

    Numbers of both kinds are floats, anything mixed is text.
    """
    given = list(datatypes)
    kinds = {_kind_of(datatype) for datatype in given}
    if has_languages:
        kinds.add(ValueKind.STRING)
    if kinds == {None}:
        return f"values of the datatype {given[0]} cannot be stored yet; a String field in a schema keeps their text"
    kinds.discard(None)
    if len(kinds) > 1 and kinds <= {ValueKind.INT, ValueKind.FLOAT, ValueKind.BIGFLOAT}:
        kinds = {ValueKind.BIGFLOAT if ValueKind.BIGFLOAT in kinds else ValueKind.FLOAT}
    kind = kinds.pop() if len(kinds) == 1 else ValueKind.STRING
    assert kind is not None, "taken out above"
    return kind


def _kind_of(datatype: str) -> ValueKind | None:
    return _stored_kinds.get(datatype_kinds[datatype]) if datatype else ValueKind.DEFAULT
