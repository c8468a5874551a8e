"""What a predicate that no schema names shall be: inferred from the quads of the block where it first appears.

In: its rows. Out: a `NewPredicate`, or why there can be none. Does not know: the catalog, tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from graphwright.lang.quads import Row, datatype_kinds
from graphwright.model.values import ValueKind
from graphwright.schema.additions import NewPredicate

_stored_kinds: Final[Mapping[str, ValueKind]] = MappingProxyType(
    {
        "int": ValueKind.INT,
        "float": ValueKind.FLOAT,
        "bigfloat": ValueKind.FLOAT,
        "bool": ValueKind.BOOL,
        "datetime": ValueKind.DATETIME,
        "string": ValueKind.STRING,
    }
)
"""Dgraph's kinds that can be stored, and as what."""


def infer_predicate(name: str, rows: Sequence[Row], *, is_list: bool) -> NewPredicate | str:
    """The predicate that these rows are of.

    Args:
        is_list: Whether a list was given (JSON tells, RDF does not): then it holds several values.

    Returns:
        References are lists of nodes (Dgraph's [uid]); whether a predicate has values or references, its first row
        tells. Numbers of both kinds are floats, anything mixed is text. Else why it cannot be stored.
    """
    if rows[0][2]:
        return NewPredicate(name=name, kind=ValueKind.UID, is_list=True)
    plain = [row for row in rows if not row[2] and not row[4]]
    kinds = {_kind_of(row[5]) for row in plain}
    if any(row[4] for row in rows):
        kinds.add(ValueKind.STRING)
    if kinds == {None}:
        return f"values of the datatype {plain[0][5]} cannot be stored yet; a String field in a schema keeps their text"
    kinds.discard(None)
    if kinds == {ValueKind.INT, ValueKind.FLOAT}:
        kinds = {ValueKind.FLOAT}
    kind = kinds.pop() if len(kinds) == 1 else ValueKind.STRING
    assert kind is not None, "taken out above"
    return NewPredicate(name=name, kind=kind, is_list=is_list)


def _kind_of(datatype: str) -> ValueKind | None:
    return _stored_kinds.get(datatype_kinds[datatype]) if datatype else ValueKind.DEFAULT
