"""Applies a change set: the one place where data is written outside of bulk loads.

In: a change set, in an open write transaction. Out: rows, tokens, keys and edges changed together.
The order is: deletes of values, sets, derived rows, deleted nodes. Does not know: commits.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, Text, bindparam, delete, select, update

from graphwright.model.catalog import ColumnHome, ListHome, Predicate
from graphwright.model.changes import ChangeSet
from graphwright.model.values import StoredValue, ValueKind
from graphwright.storage.elements import insert_ignoring, unnest_uids, upsert
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.derived import (
    Snapshot,
    TypeIds,
    has_derived,
    read_values,
    update_derived,
)
from graphwright.storage.writing.edges import clear_edges, drop_edges_of, remove_edges, set_edges
from graphwright.storage.writing.rows import FamilyRows
from graphwright.storage.writing.session import Session, cells, columns_of, compared


def apply_changes(session: Session, changes: ChangeSet) -> None:
    """Writes a change set.

    Raises:
        DuplicateKeyError: A key value belongs to another node; the caller undoes everything.
    """
    predicates = session.catalog.predicates
    derived = _derived_before(session, changes)
    rows = FamilyRows(changes.fresh)
    _add_types(session, rows, changes)
    for name, uids in changes.clear.items():
        _clear(session, predicates[name], uids)
    for name, pairs in changes.remove_values.items():
        _remove_values(session, predicates[name], pairs)
    for name, edges in changes.remove_edges.items():
        remove_edges(session, predicates[name], edges)
    for name, pairs in changes.set_values.items():
        _set_values(session, rows, predicates[name], pairs)
    for name, edges in changes.set_edges.items():
        set_edges(session, rows, predicates[name], edges)
    rows.write(session)
    _set_tagged(session, changes)
    if derived:
        new_types = _new_types(session, changes)
        for name, before in derived.items():
            after = _after(session, predicates[name], changes)
            update_derived(session, predicates[name], before, after, new_types)
    if changes.deleted:
        delete_nodes(session, changes.deleted)


def _new_types(session: Session, changes: ChangeSet) -> TypeIds:
    """The types of the nodes that this change set makes."""
    node_types = session.catalog.node_types
    found: TypeIds = {}
    for uid, name in changes.types:
        if uid in changes.fresh:
            found.setdefault(uid, set()).add(node_types[name].id)
    return found


def _changed_uids(changes: ChangeSet, name: str) -> set[int]:
    uids = set(changes.clear.get(name, ()))
    uids.update(uid for uid, _ in changes.remove_values.get(name, ()))
    uids.update(uid for uid, _ in changes.set_values.get(name, ()))
    return uids


def _derived_before(session: Session, changes: ChangeSet) -> dict[str, Snapshot]:
    """Predicates with derived rows, and the old values of the nodes that were there before."""
    before: dict[str, Snapshot] = {}
    for name in {**changes.set_values, **changes.remove_values, **changes.clear}:
        predicate = session.catalog.predicates[name]
        if has_derived(session, predicate):
            old = [uid for uid in _changed_uids(changes, name) if uid not in changes.fresh]
            before[name] = read_values(session, predicate, old)
    return before


def _after(session: Session, predicate: Predicate, changes: ChangeSet) -> Snapshot:
    """The new values: known for new nodes, read back for the others."""
    old = [uid for uid in _changed_uids(changes, predicate.name) if uid not in changes.fresh]
    after = read_values(session, predicate, old)
    for uid, value in changes.set_values.get(predicate.name, ()):
        if uid in changes.fresh:
            present = after.setdefault(uid, [])
            if predicate.is_list:
                present.append(value)
            else:
                present[:] = [value]
    return after


def _add_types(session: Session, rows: FamilyRows, changes: ChangeSet) -> None:
    if not changes.types:
        return
    node_types = session.catalog.node_types
    session.many(
        "insert membership",
        lambda: insert_ignoring(memberships_table, ["uid", "type_id"]),
        ("v_uid", "v_type_id"),
        [(uid, node_types[name].id) for uid, name in changes.types],
    )
    for uid, name in changes.types:
        node_type = node_types[name]
        rows.put(node_type.table, uid, node_type.flag, 1)
        for family in node_type.families:
            rows.touch(family, uid)


def _clear(session: Session, predicate: Predicate, uids: list[int]) -> None:
    if predicate.kind is ValueKind.UID:
        clear_edges(session, predicate, uids)
        return
    match predicate.home:
        case ColumnHome(table=name, column=column) as home:
            table = session.tables.family(name)
            session.many(
                ("clear value", name, column),
                lambda: update(table).where(table.c.uid == bindparam("v_uid")).values(dict.fromkeys(columns_of(home))),
                ("v_uid",),
                [(uid,) for uid in uids],
            )
        case ListHome(table=name):
            values = session.tables.values(predicate)
            session.many(
                ("clear list", name),
                lambda: delete(values).where(values.c.uid == bindparam("v_uid")),
                ("v_uid",),
                [(uid,) for uid in uids],
            )
        case _:
            raise AssertionError(f"{predicate.name} has no values")


def _remove_values(session: Session, predicate: Predicate, pairs: list[tuple[int, StoredValue]]) -> None:
    """Removes values that are equal to the ones given; DateTimes are equal by instant."""
    rows = [(uid, compared(value)) for uid, value in pairs]
    names = ("v_uid", "v_compared")
    match predicate.home:
        case ColumnHome(table=name, column=column, key_column=key) as home:
            table = session.tables.family(name)
            tested = table.c[key or column]
            session.many(
                ("remove value", name, column),
                lambda: (
                    update(table)
                    .where(table.c.uid == bindparam("v_uid"), tested == bindparam("v_compared", type_=tested.type))
                    .values(dict.fromkeys(columns_of(home)))
                ),
                names,
                rows,
            )
        case ListHome(table=name, has_key=has_key):
            values = session.tables.values(predicate)
            tested = values.c.key if has_key else values.c.value
            session.many(
                ("remove from list", name),
                lambda: delete(values).where(
                    values.c.uid == bindparam("v_uid"), tested == bindparam("v_compared", type_=tested.type)
                ),
                names,
                rows,
            )
        case _:
            raise AssertionError(f"{predicate.name} has no values")


def _set_values(session: Session, rows: FamilyRows, predicate: Predicate, pairs: list[tuple[int, StoredValue]]) -> None:
    match predicate.home:
        case ColumnHome(table=table) as home:
            columns = columns_of(home)
            for uid, value in pairs:
                row = rows.touch(table, uid)
                row.update(zip(columns, cells(value), strict=True))
        case ListHome(table=name, has_key=has_key):
            values = session.tables.values(predicate)
            columns = ("uid", "value", "key") if has_key else ("uid", "value")
            session.many(
                ("insert value", name),
                lambda: insert_ignoring(values, columns),
                tuple(f"v_{column}" for column in columns),
                [(uid, *cells(value)) for uid, value in pairs],
            )
        case _:
            raise AssertionError(f"{predicate.name} has no values")


def _set_tagged(session: Session, changes: ChangeSet) -> None:
    for name, entries in changes.tagged.items():
        table_name = session.catalog.predicates[name].tag_table
        assert table_name is not None, f"{name} has no language tags"
        table = session.tables.tagged(table_name)
        sets = [(uid, lang, value) for uid, lang, value in entries if value is not None]
        gone = [(uid, lang) for uid, lang, value in entries if value is None]
        if sets:
            session.many(
                ("upsert tag", table_name),
                lambda table=table: upsert(table, ["uid", "lang"], ["value"]),  # type: ignore[misc]
                ("v_uid", "v_lang", "v_value"),
                sets,
            )
        if gone:
            session.many(
                ("delete tag", table_name),
                lambda table=table: delete(table).where(  # type: ignore[misc]
                    table.c.uid == bindparam("v_uid"), table.c.lang == bindparam("v_lang")
                ),
                ("v_uid", "v_lang"),
                gone,
            )


# ---- deleted nodes --------------------------------------------------------------------------------


def delete_nodes(session: Session, uids: list[int]) -> None:
    """Removes nodes with all that they have, and every edge that points at them."""
    for predicate in session.catalog.predicates.values():
        if predicate.kind is ValueKind.UID:
            drop_edges_of(session, predicate, uids)
            continue
        if has_derived(session, predicate):
            # Before the memberships go: they tell which key scopes the values were in.
            update_derived(session, predicate, read_values(session, predicate, uids), {}, {})
        if isinstance(predicate.home, ListHome):
            _delete_rows(session, predicate.home.table, session.tables.values(predicate), uids)
        if predicate.tag_table is not None:
            _delete_rows(session, predicate.tag_table, session.tables.tagged(predicate.tag_table), uids)
    for name in session.tables.families():
        _delete_rows(session, name, session.tables.family(name), uids)
    _delete_rows(session, "gw_memberships", memberships_table, uids)


def _delete_rows(session: Session, name: str, table: Table, uids: list[int]) -> None:
    session.query(("delete rows", name), lambda: _delete_by_uid(table), v_uids=session.uid_list(uids))


def _delete_by_uid(table: Table) -> Any:
    asked = unnest_uids(bindparam("v_uids", type_=Text()), "asked")
    return delete(table).where(table.c.uid.in_(select(asked.c.value)))
