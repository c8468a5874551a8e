"""Deleted nodes: all that they have goes, and every edge that points at them.

In: uids. Out: rows gone. Any node may have any predicate, so one statement first asks every table whether it has
something of the nodes; only those that do are written. Does not know: why the nodes go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Table, Text, bindparam, delete, exists, or_, select

from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.elements import unnest_uids
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.derived import has_derived, read_values, update_derived
from graphwright.storage.writing.edges import drop_edges_of
from graphwright.storage.writing.facets import drop_facets_of
from graphwright.storage.writing.session import Session

_questions_max: Final = 400
"""Tables asked by one statement: databases bound the columns of a result (PostgreSQL by 1,664)."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Columns of a table in which a node may stand."""

    table: str
    columns: tuple[str, ...]


def delete_nodes(session: Session, uids: list[int]) -> None:
    """Removes nodes with all that they have, and every edge that points at them."""
    found = _find(session, uids)
    for predicate in session.catalog.predicates.values():
        if predicate.facet_table is not None:
            drop_facets_of(session, predicate, uids)
        if _place(predicate) in found:
            _delete_values(session, predicate, uids)
        if predicate.tag_table is not None and _row(predicate.tag_table) in found:
            delete_rows(session, predicate.tag_table, session.tables.tagged(predicate.tag_table), uids)
    for name in session.tables.families():
        if _row(name) in found:
            delete_rows(session, name, session.tables.family(name), uids)
    delete_rows(session, memberships_table.name, memberships_table, uids)


def delete_rows(session: Session, name: str, table: Table, uids: list[int]) -> None:
    """Removes the rows of nodes from one table."""
    session.query(
        ("delete rows", name),
        lambda: delete(table).where(table.c.uid.in_(select(_asked("v_uids").c.value))),
        v_uids=session.uid_list(uids),
    )


def _delete_values(session: Session, predicate: Predicate, uids: list[int]) -> None:
    """What a predicate says of the nodes, but for columns of families, and what follows from it."""
    if predicate.kind is ValueKind.UID:
        drop_edges_of(session, predicate, uids)
        return
    if has_derived(session, predicate):
        # Before the memberships go: they tell which key scopes the values were in.
        update_derived(session, predicate, read_values(session, predicate, uids), {}, {}, {})
    if isinstance(predicate.home, ListHome):
        delete_rows(session, predicate.home.table, session.tables.values(predicate), uids)


# ---- which tables have something of the nodes -----------------------------------------------------


def _row(table: str) -> _Place:
    return _Place(table, ("uid",))


def _place(predicate: Predicate) -> _Place | None:
    """Where a predicate's values or edges are, if it has a home of its own."""
    match predicate.home:
        case EdgeHome(table=name):
            return _Place(name, ("src", "dst"))
        case ColumnHome(table=name, column=column):
            # What refers to a node goes with it; its own references are in its family's row.
            return _Place(name, (column,)) if predicate.kind is ValueKind.UID else _row(name)
        case ListHome(table=name):
            return _row(name)
    return None


def _find(session: Session, uids: list[int]) -> frozenset[_Place]:
    """The places in which one of the nodes stands."""
    tables = dict(_places(session))
    places = list(tables)
    found: set[_Place] = set()
    for start in range(0, len(places), _questions_max):
        asked = places[start : start + _questions_max]
        rows = session.query(
            ("find", start),
            lambda asked=asked: select(*(_question(tables[place], place) for place in asked)),  # type: ignore[misc]
            v_uids=session.uid_list(uids),
        )
        found |= {place for place, is_there in zip(asked, rows[0], strict=True) if is_there}
    return frozenset(found)


def _places(session: Session) -> Iterator[tuple[_Place, Table]]:
    tables = session.tables
    for name in tables.families():
        yield _row(name), tables.family(name)
    for predicate in session.catalog.predicates.values():
        place = _place(predicate)
        if predicate.tag_table is not None:
            yield _row(predicate.tag_table), tables.tagged(predicate.tag_table)
        match predicate.home:
            case EdgeHome(table=name):
                yield _Place(name, ("src", "dst")), tables.edges(name)
            case ListHome():
                yield _row(predicate.home.table), tables.values(predicate)
            case ColumnHome(table=name) if place is not None and predicate.kind is ValueKind.UID:
                yield place, tables.family(name)


def _question(table: Table, place: _Place) -> Any:
    asked = _asked("v_uids")
    return or_(*(exists().where(table.c[column].in_(select(asked.c.value))) for column in place.columns))


def _asked(name: str) -> Any:
    return unnest_uids(bindparam(name, type_=Text()), "asked")
