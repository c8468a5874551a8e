"""Fills what follows from values that are stored already: token tables of new indexes, new key scopes.

Does not know: when; each call is a part of the caller's transaction.
"""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Text, and_, bindparam, func, insert, select
from sqlalchemy import cast as sql_cast

from graphwright.model.catalog import Catalog, ColumnHome, Index, KeyScope, ListHome, Predicate
from graphwright.storage.elements import insert_ignoring
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.tables import Tables, keys_table
from graphwright.storage.writing.derived import token_rows
from graphwright.storage.writing.session import Session


def fill_tokens(session: Session, predicate: Predicate, index: Index, last: int, size: int) -> tuple[int, float]:
    """Indexes the values of the next nodes behind `last`.

    Returns:
        The last uid reached (the given one when none are left), and the milliseconds it took.
    """
    began = time.perf_counter()
    assert index.table is not None
    table = session.tables.tokens(index.table)
    rows = session.query(
        ("next values", predicate.name), lambda: _next_values(session, predicate), v_last=last, v_size=size
    )
    if not rows:
        return last, 0.0
    snapshot: dict[int, list[str]] = {}
    for uid, value in rows:
        snapshot.setdefault(uid, []).append(value)
    if len(rows) == size and len(snapshot) > 1:
        # The last node's list may be cut; it comes again first in the next batch.
        snapshot.pop(rows[-1][0])
    session.many(
        ("insert token", index.table),
        lambda: insert_ignoring(table, ["token", "uid"]),
        ("v_token", "v_uid"),
        list(token_rows(index.kind, snapshot)),  # type: ignore[arg-type]
    )
    return max(snapshot), (time.perf_counter() - began) * 1000


def _next_values(session: Session, predicate: Predicate) -> Any:
    match predicate.home:
        case ColumnHome(table=name, column=column):
            table = session.tables.family(name)
            value, present = table.c[column], table.c[column].is_not(None)
        case ListHome():
            table = session.tables.values(predicate)
            value, present = table.c.value, table.c.value.is_not(None)
        case _:
            raise AssertionError(f"{predicate.name} has no values to index")
    return (
        select(table.c.uid, value)
        .where(and_(table.c.uid > bindparam("v_last"), present))
        .order_by(table.c.uid)
        .limit(bindparam("v_size"))
    )


def fill_key_scope(
    storage: Storage, connection: Connection, catalog: Catalog, scope: KeyScope
) -> list[tuple[str, int, int]]:
    """Takes the stored values of a predicate that became a key.

    Returns:
        (value, uid, uid) of values that two nodes have; then nothing was taken.
    """
    doubled = doubled_values(storage, connection, catalog, scope)
    if doubled:
        return doubled
    source, condition, value, uid = scope_source(Tables(catalog), scope)
    rows = select(bindparam("v_scope", value=scope.id), value, uid).select_from(source).where(condition)
    _run(storage, connection, insert(keys_table).from_select(["scope", "value", "uid"], rows))
    return []


def doubled_values(
    storage: Storage, connection: Connection, catalog: Catalog, scope: KeyScope
) -> list[tuple[str, int, int]]:
    """(value, uid, uid) of values that two nodes have where they are to be unique."""
    source, condition, value, uid = scope_source(Tables(catalog), scope)
    doubled = (
        select(value, func.min(uid), func.max(uid))
        .select_from(source)
        .where(condition)
        .group_by(value)
        .having(func.count() > 1)
        .limit(100)
    )
    return [(str(text), int(first), int(second)) for text, first, second in _run(storage, connection, doubled)]


def scope_source(tables: Tables, scope: KeyScope) -> tuple[Any, Any, Any, Any]:
    """Where the values of a key scope stand: the FROM clause, who counts, the value as in `keys`, the uid."""
    predicate = tables.catalog.predicates[scope.predicate]
    assert isinstance(predicate.home, ColumnHome), "keys are single values"
    family = tables.family(predicate.home.table)
    value = sql_cast(family.c[predicate.home.column], Text())
    source: Any = family
    condition: Any = family.c[predicate.home.column].is_not(None)
    if scope.node_type is not None:
        member, flag = tables.flag(tables.catalog.node_types[scope.node_type])
        if member is not family:
            source = family.join(member, member.c.uid == family.c.uid)
        condition = and_(condition, flag == 1)
    return source, condition, value, family.c.uid


def _run(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
