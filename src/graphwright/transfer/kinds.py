"""What a predicate that no schema names shall be: inferred from the quads of the block where it first appears.

In: its rows. Out: a `NewPredicate`, or why there can be none. Does not know: the catalog, tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphwright.lang.quads import Row
from graphwright.model.values import ValueKind
from graphwright.schema.additions import NewPredicate
from graphwright.schema.inferred_kinds import inferred_kind


def infer_predicate(name: str, rows: Sequence[Row], *, is_list: bool) -> NewPredicate | str:
    """The predicate that these rows are of.

    Args:
        is_list: Whether a list was given (JSON tells, RDF does not): then it holds several values.

    Returns:
        References are lists of nodes (Dgraph's [uid]); whether a predicate has values or references, its first row
        tells. Numbers of both kinds are floats, anything mixed is text. Else why it cannot be stored.
    """
    if name.startswith("~"):
        return f"it is an edge seen from its other end; write {name[1:]} from the node that it starts at"
    if rows[0][2]:
        return NewPredicate(name=name, kind=ValueKind.UID, is_list=True)
    plain = [row[5] for row in rows if not row[2] and not row[4]]
    kind = inferred_kind(plain, has_languages=any(row[4] for row in rows))
    return kind if not isinstance(kind, ValueKind) else NewPredicate(name=name, kind=kind, is_list=is_list)
