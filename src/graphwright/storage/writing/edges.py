"""Edges: set and removed in either direction of an inverse pair, both ends always agreeing.

A pair is stored once, so most of it is free; what is left is one-to-one references (the old partners
of both ends let go) and symmetric ones. Does not know: values, single references that show a part of edges
(`single_views`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Integer, Select, Text, bindparam, delete, literal_column, or_, select, true, update
from sqlalchemy.sql import ColumnElement

from graphwright.model.catalog import ColumnHome, EdgeHome, Predicate, ReverseHome
from graphwright.storage.elements import insert_ignoring, unnest_uids
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.rows import FamilyRows
from graphwright.storage.writing.session import Session, is_one_to_one

Edges = Iterable[tuple[int, int]]


def _turned(edges: Edges) -> list[tuple[int, int]]:
    return [(dst, src) for src, dst in edges]


def set_edges(session: Session, rows: FamilyRows, predicate: Predicate, edges: Edges) -> None:
    """Adds edges; a single reference's replaces the one before."""
    match predicate.home:
        case EdgeHome(table=name):
            pairs = list(edges)
            if predicate.inverse == predicate.name:
                pairs += _turned(pairs)
            table = session.tables.edges(name)
            session.many(("insert", name), lambda: insert_ignoring(table, ["src", "dst"]), ("v_src", "v_dst"), pairs)
        case ColumnHome() as home:
            if predicate.inverse == predicate.name:
                _set_symmetric(session, rows, home, edges)
            else:
                _set_column(session, rows, home, edges, is_exclusive=is_one_to_one(session.catalog, predicate))
        case ReverseHome(predicate=other_name, node_type=type_name):
            other = session.catalog.predicates[other_name]
            if isinstance(other.home, EdgeHome):
                set_edges(session, rows, other, _turned(edges))
                return
            assert isinstance(other.home, ColumnHome)
            if not predicate.is_list and type_name is None:
                # One to one, written from the end that has no column.
                _let_go(session, rows, other.home, [src for src, _ in edges])
            _set_column(session, rows, other.home, _turned(edges), is_exclusive=False)
        case _:
            raise AssertionError(f"{predicate.name} holds values, not edges")


def _set_column(session: Session, rows: FamilyRows, home: ColumnHome, edges: Edges, *, is_exclusive: bool) -> None:
    for src, dst in edges:
        if is_exclusive:
            _let_go(session, rows, home, [dst])
        rows.put(home.table, src, home.column, dst)


def _let_go(session: Session, rows: FamilyRows, home: ColumnHome, targets: list[int]) -> None:
    """Clears whoever refers to these nodes, stored or in this change set."""
    table = session.tables.family(home.table)
    rows.clear_where(home.table, home.column, set(targets))
    session.many(
        ("let go", home.table, home.column),
        lambda: update(table).where(table.c[home.column] == bindparam("v_dst")).values({home.column: None}),
        ("v_dst",),
        [(target,) for target in targets if target not in rows.fresh],
    )


def _set_symmetric(session: Session, rows: FamilyRows, home: ColumnHome, edges: Edges) -> None:
    for src, dst in edges:
        _let_go(session, rows, home, [src, dst])
        rows.put(home.table, src, home.column, dst)
        rows.put(home.table, dst, home.column, src)


def remove_edges(session: Session, predicate: Predicate, edges: Edges) -> None:
    """Removes exactly these edges."""
    match predicate.home:
        case EdgeHome(table=name):
            pairs = list(edges)
            if predicate.inverse == predicate.name:
                pairs += _turned(pairs)
            table = session.tables.edges(name)
            session.many(
                ("remove", name),
                lambda: delete(table).where(table.c.src == bindparam("v_src"), table.c.dst == bindparam("v_dst")),
                ("v_src", "v_dst"),
                pairs,
            )
        case ColumnHome(table=name, column=column):
            pairs = list(edges)
            if predicate.inverse == predicate.name:
                pairs += _turned(pairs)
            family = session.tables.family(name)
            session.many(
                ("remove", name, column),
                lambda: (
                    update(family)
                    .where(family.c.uid == bindparam("v_src"), family.c[column] == bindparam("v_dst"))
                    .values({column: None})
                ),
                ("v_src", "v_dst"),
                pairs,
            )
        case ReverseHome(predicate=other):
            remove_edges(session, session.catalog.predicates[other], _turned(edges))
        case _:
            raise AssertionError(f"{predicate.name} holds values, not edges")


def clear_edges(session: Session, predicate: Predicate, uids: list[int]) -> None:
    """Removes every edge of a predicate from these nodes."""
    match predicate.home:
        case ReverseHome(predicate=other, node_type=type_name):
            _clear_end(session, session.catalog.predicates[other], uids, at_target=True, type_name=type_name)
        case _:
            _clear_end(session, predicate, uids, at_target=predicate.inverse == predicate.name)
            if predicate.inverse == predicate.name:
                _clear_end(session, predicate, uids, at_target=False)


def _clear_end(
    session: Session, predicate: Predicate, uids: list[int], *, at_target: bool, type_name: str | None = None
) -> None:
    """Removes the edges that end in these nodes; of a type: those alone that begin in nodes of it."""
    listed = session.uid_list(uids)

    def begins_in_type(uid: ColumnElement[int]) -> ColumnElement[bool]:
        if type_name is None:
            return true()
        type_id = literal_column(str(session.catalog.node_types[type_name].id), Integer())
        table = memberships_table
        return uid.in_(select(table.c.uid).where(table.c.type_id == type_id))

    match predicate.home:
        case EdgeHome(table=name):
            table = session.tables.edges(name)
            end = table.c.dst if at_target else table.c.src
            session.query(
                ("clear", name, at_target, type_name),
                lambda: delete(table).where(end.in_(_asked()), begins_in_type(table.c.src)),
                v_uids=listed,
            )
        case ColumnHome(table=name, column=column):
            family = session.tables.family(name)
            tested = family.c[column] if at_target else family.c.uid
            session.query(
                ("clear", name, column, at_target, type_name),
                lambda: update(family).where(tested.in_(_asked()), begins_in_type(family.c.uid)).values({column: None}),
                v_uids=listed,
            )
        case _:
            raise AssertionError(f"{predicate.name} has no edges of its own")


def drop_edges_of(session: Session, predicate: Predicate, uids: list[int]) -> None:
    """Removes every edge that leaves or reaches these nodes (they are being deleted)."""
    match predicate.home:
        case EdgeHome(table=name):
            table = session.tables.edges(name)
            session.query(
                ("drop", name),
                lambda: delete(table).where(or_(table.c.src.in_(_asked("v_uids")), table.c.dst.in_(_asked("v_again")))),
                v_uids=session.uid_list(uids),
                v_again=session.uid_list(uids),
            )
        case ColumnHome():
            _clear_end(session, predicate, uids, at_target=True)
        case _:
            return


def _asked(name: str = "v_uids") -> Select[tuple[int]]:
    """The uids of a list parameter."""
    table = unnest_uids(bindparam(name, type_=Text()), f"asked_{name}")
    return select(table.c.value)
