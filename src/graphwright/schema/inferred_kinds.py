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
        "password": ValueKind.PASSWORD,
        # No kind of its own: what is kept is the text, in base64.
        "binary": ValueKind.STRING,
    }
)
"""As what Dgraph's kinds are stored."""


def inferred_kind(datatypes: Iterable[str], *, has_languages: bool) -> ValueKind | str:
    """The kind of values of these datatypes ("" for none), some with languages or none; else why there is none.

    Numbers of both kinds are floats, what is beside a password is one, so that none is kept in the open; anything else
    that is mixed is text.
    """
    kinds = {_kind_of(datatype) for datatype in datatypes}
    if ValueKind.PASSWORD in kinds:
        return "a password has no language; take the language away" if has_languages else ValueKind.PASSWORD
    if has_languages:
        kinds.add(ValueKind.STRING)
    if len(kinds) > 1 and kinds <= {ValueKind.INT, ValueKind.FLOAT, ValueKind.BIGFLOAT}:
        return ValueKind.BIGFLOAT if ValueKind.BIGFLOAT in kinds else ValueKind.FLOAT
    return kinds.pop() if len(kinds) == 1 else ValueKind.STRING


def _kind_of(datatype: str) -> ValueKind:
    return _stored_kinds[datatype_kinds[datatype]] if datatype else ValueKind.DEFAULT
