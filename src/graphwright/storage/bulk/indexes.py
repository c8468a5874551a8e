"""Indexes out of the way of much data, and back.

An index of a table that is empty before a load is built when all is there, in one go and in order. Its state says so
(`BUILDING`); the indexes by which edges are read backwards have no state, so who puts them aside keeps their
predicates' names. Does not know: when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Index as SqlIndex
from sqlalchemy import Table, bindparam, select
from sqlalchemy.schema import CreateIndex, DropIndex

from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, IndexState, ListHome, Predicate, ReverseHome
from graphwright.storage import ddl
from graphwright.storage.bulk.adding import Target, put_rows
from graphwright.storage.elements import insert_ignoring
from graphwright.storage.tables import Tables
from graphwright.storage.writing.derived import token_rows
from graphwright.storage.writing.session import Session


def is_empty(session: Session, table: Table) -> bool:
    """Whether a table has no row."""
    column = next(iter(table.primary_key.columns))
    return not session.query(("any row", table.name), lambda: select(column).limit(1))


def empty_homes(session: Session) -> list[Predicate]:
    """The predicates with a home of their own whose table has no row."""
    emptiness: dict[str, bool] = {}
    found = []
    for predicate in session.catalog.predicates.values():
        table = _home_table(session.tables, predicate)
        if table is None:
            continue
        if table.name not in emptiness:
            emptiness[table.name] = is_empty(session, table)
        if emptiness[table.name]:
            found.append(predicate)
    return found


def _home_table(tables: Tables, predicate: Predicate) -> Table | None:
    match predicate.home:
        case ColumnHome(table=name):
            return tables.family(name)
        case ListHome():
            return tables.values(predicate)
        case EdgeHome(table=name):
            return tables.edges(name)
        case ReverseHome():
            return None


def put_aside(session: Session, predicates: Iterable[Predicate]) -> None:
    """Drops the native indexes of these predicates; token tables stay, empty."""
    for predicate in predicates:
        for index in indexes_of(session.tables, predicate):
            session.query(("drop index", index.name), lambda index=index: DropIndex(index, if_exists=True))  # type: ignore[misc]


def indexes_of(tables: Tables, predicate: Predicate) -> Iterator[SqlIndex]:
    """All native indexes of a predicate, those that come with an edge table among them."""
    yield from ddl.native_indexes(tables, predicate)
    if isinstance(predicate.home, EdgeHome):
        yield from tables.edges(predicate.home.table).indexes


def with_state(catalog: Catalog, names: Iterable[str], state: IndexState) -> Catalog:
    """The catalog with all indexes of these predicates in a state; the same catalog when they are."""
    predicates = dict(catalog.predicates)
    for name in names:
        predicate = predicates[name]
        predicates[name] = replace(predicate, indexes=tuple(replace(i, state=state) for i in predicate.indexes))
    if predicates == catalog.predicates:
        return catalog
    return replace(catalog, version=catalog.version + 1, predicates=predicates)


def build_index(session: Session, index: SqlIndex) -> None:
    """Builds a native index if it is not there."""
    session.query(("build index", index.name), lambda: CreateIndex(index, if_not_exists=True))


def build_all(session: Session) -> None:
    """Builds every native index that is not there; of empty tables."""
    for predicate in session.catalog.predicates.values():
        for index in indexes_of(session.tables, predicate):
            build_index(session, index)


def values_after(session: Session, predicate: Predicate, last: int, size: int) -> list[tuple[int, Any]]:
    """(uid, value) of the nodes behind `last`: `size` values, and those that the last node has besides."""
    uid, statement = _values(session, predicate)
    rows = session.query(
        ("values after", predicate.name),
        lambda: statement.where(uid > bindparam("v_last")).order_by(uid).limit(bindparam("v_size")),
        v_last=last,
        v_size=size,
    )
    if len(rows) < size:
        return rows
    end = rows[-1][0]
    whole = [row for row in rows if row[0] != end]
    return [*whole, *values_between(session, predicate, end - 1, end)]


def values_between(session: Session, predicate: Predicate, last: int, end: int) -> list[tuple[int, Any]]:
    """(uid, value) of the nodes behind `last` up to `end`."""
    uid, statement = _values(session, predicate)
    return session.query(
        ("values between", predicate.name),
        lambda: statement.where(uid > bindparam("v_last"), uid <= bindparam("v_end")),
        v_last=last,
        v_end=end,
    )


def _values(session: Session, predicate: Predicate) -> tuple[Any, Any]:
    table = _home_table(session.tables, predicate)
    assert table is not None
    value = table.c[predicate.home.column] if isinstance(predicate.home, ColumnHome) else table.c.value
    return table.c.uid, select(table.c.uid, value).where(value.is_not(None))


def sorted_tokens(kind: str, rows: Iterable[tuple[int, Any]]) -> list[tuple[str, int]]:
    """The rows of a token table that follow from values, in the order of its key."""
    snapshot: dict[int, list[Any]] = {}
    for uid, value in rows:
        snapshot.setdefault(uid, []).append(value)
    return sorted(token_rows(kind, snapshot))


def write_tokens(session: Session, name: str, rows: Iterable[tuple[str, int]]) -> None:
    """Adds rows to a token table."""
    table = session.tables.tokens(name)
    target = Target("ignore", table, ("token", "uid"))
    put_rows(session, target, rows, partial(insert_ignoring, table, ["token", "uid"]))
