"""Which nodes are linked with others by a predicate, as a mutation finds it.

In: uids, a predicate. Out: (source, target) in the predicate's direction. Does not know: what they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, assert_never

from sqlalchemy import Integer, Text, bindparam, literal_column, select

from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.storage.elements import unnest_uids
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.session import Session


def linked_pairs(
    session: Session, predicate: Predicate, uids: Sequence[int], among: Iterable[int] | None = None
) -> set[tuple[int, int]]:
    """The edges of a predicate that begin in these nodes.

    Args:
        among: Only those that end in these.
    """
    values = {"v_uids": session.uid_list(uids)}
    if among is not None:
        values["v_among"] = session.uid_list(among)
    is_bounded = among is not None
    rows = session.query(
        ("linked", predicate.name, is_bounded),
        lambda: _pairs_select(session, predicate, is_bounded=is_bounded),
        **values,
    )
    return {(source, target) for source, target in rows}


def _pairs_select(session: Session, predicate: Predicate, *, is_bounded: bool) -> Any:
    turned = predicate.home if isinstance(predicate.home, ReverseHome) else None
    held = predicate if turned is None else session.catalog.predicates[turned.predicate]
    match held.home:
        case EdgeHome(table=name):
            edges = session.tables.edges(name)
            begin, end = edges.c.src, edges.c.dst
        case ColumnHome(table=name, column=column):
            family = session.tables.family(name)
            begin, end = family.c.uid, family.c[column]
        case ReverseHome() | ListHome():
            raise AssertionError(f"{held.name} holds no edges")
        case _:
            assert_never(held.home)
    source, target = (begin, end) if turned is None else (end, begin)
    statement = select(source, target).where(source.in_(_asked("v_uids")), target.is_not(None))
    if is_bounded:
        statement = statement.where(target.in_(_asked("v_among")))
    if turned is not None and turned.node_type is not None:
        # Of an inherited inverse: the edges that begin in nodes of the type alone.
        type_id = literal_column(str(session.catalog.node_types[turned.node_type].id), Integer())
        members = select(memberships_table.c.uid).where(memberships_table.c.type_id == type_id)
        statement = statement.where(begin.in_(members))
    return statement


def _asked(name: str) -> Any:
    asked = unnest_uids(bindparam(name, type_=Text()), f"asked_{name}")
    return select(asked.c.value)
