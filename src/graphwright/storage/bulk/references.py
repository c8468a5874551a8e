"""What edges are stored already: for counting, and for single references of which only one can stand.

Does not know: which edges are to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Text, bindparam, select, update

from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.storage.elements import InList
from graphwright.storage.writing.session import Session

Edges = list[tuple[int, int]]
_uids = bindparam("v_uids", type_=Text())


def references_of(session: Session, home: ColumnHome, uids: Iterable[int]) -> dict[int, int]:
    """The single references of these nodes, of those that have one."""
    table = session.tables.family(home.table)
    column = table.c[home.column]
    return dict(_edges(session, ("references of", home), table.c.uid, column, table.c.uid, uids))


def referrers_of(session: Session, home: ColumnHome, targets: Iterable[int]) -> Edges:
    """The single references to these nodes: (who refers, to whom)."""
    table = session.tables.family(home.table)
    column = table.c[home.column]
    return _edges(session, ("referrers of", home), table.c.uid, column, column, targets)


def edges_from(session: Session, name: str, sources: Iterable[int]) -> Edges:
    """The edges in an edge table that leave these nodes."""
    table = session.tables.edges(name)
    return _edges(session, ("edges from", name), table.c.src, table.c.dst, table.c.src, sources)


def let_go(session: Session, home: ColumnHome, uids: Iterable[int]) -> None:
    """Clears the single references of these nodes."""
    table = session.tables.family(home.table)
    session.query(
        ("let go", home),
        lambda: update(table).where(InList(table.c.uid, _uids, ValueKind.UID)).values({home.column: None}),
        v_uids=session.uid_list(uids),
    )


def _edges(session: Session, key: Any, source: Any, target: Any, asked: Any, uids: Iterable[int]) -> Edges:
    return session.query(
        key,
        lambda: select(source, target).where(InList(asked, _uids, ValueKind.UID), target.is_not(None)),
        v_uids=session.uid_list(uids),
    )
