"""Applies a change set: the one place where data is written outside of bulk loads.

In: a change set, in an open write transaction. Out: rows, tokens, keys and edges changed together.
The order is: deletes of values, sets, derived rows, types that go, edges that others replace, deleted nodes.
Does not know: commits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import bindparam, delete, update

from graphwright.model.catalog import ColumnHome, ListHome, Predicate
from graphwright.model.changes import ChangeSet
from graphwright.model.values import StoredValue, ValueKind
from graphwright.storage.elements import insert_ignoring, upsert
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.deleting import delete_nodes, delete_rows
from graphwright.storage.writing.derived import (
    Snapshot,
    TypeIds,
    ask_values,
    has_derived,
    read_values,
    types_of,
    update_derived,
)
from graphwright.storage.writing.edges import clear_edges, remove_edges, set_edges
from graphwright.storage.writing.facets import forget_facets, set_facets
from graphwright.storage.writing.memberships import remove_types
from graphwright.storage.writing.rows import FamilyRows
from graphwright.storage.writing.session import Session, cells, columns_of, compared
from graphwright.storage.writing.single_views import settle_single_views

_same_when_read: Final = frozenset({ValueKind.STRING, ValueKind.DEFAULT, ValueKind.INT})
"""Kinds whose values are stored as they are given."""


def apply_changes(session: Session, changes: ChangeSet) -> None:
    """Writes a change set.

    Raises:
        DuplicateKeyError: A key value belongs to another node; the caller undoes everything.
    """
    predicates = session.catalog.predicates
    added = _types_added(session, changes)
    derived = _derived_before(session, changes, added)
    forget_facets(session, changes)
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
    set_facets(session, changes)
    if derived:
        new_types = _new_types(session, changes)
        for name, before in derived.items():
            after = _after(session, predicates[name], changes, before)
            update_derived(session, predicates[name], before, after, new_types, added)
    if changes.remove_types:
        # Behind what follows from values: that goes by the types that nodes have.
        remove_types(session, set(changes.remove_types) - set(changes.types))
    settle_single_views(session, changes, added)
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


def _types_added(session: Session, changes: ChangeSet) -> TypeIds:
    """The types that nodes get which were there before, without those that they have."""
    node_types = session.catalog.node_types
    wanted: TypeIds = {}
    for uid, name in changes.types:
        if uid not in changes.fresh:
            wanted.setdefault(uid, set()).add(node_types[name].id)
    if not wanted:
        return {}
    present = types_of(session, list(wanted))
    return {uid: types - present[uid] for uid, types in wanted.items() if types - present[uid]}


def _newly_keyed(session: Session, added: TypeIds) -> dict[str, list[int]]:
    """Predicates whose values identify nodes of the added types, and these nodes."""
    names = {node_type.name: node_type.id for node_type in session.catalog.node_types.values()}
    found: dict[str, list[int]] = {}
    for scope in session.catalog.key_scopes if added else ():
        if scope.node_type is not None:
            found[scope.predicate] = [uid for uid, types in added.items() if names[scope.node_type] in types]
    return {name: uids for name, uids in found.items() if uids}


def _changed_uids(changes: ChangeSet, name: str) -> set[int]:
    uids = set(changes.clear.get(name, ()))
    uids.update(uid for uid, _ in changes.remove_values.get(name, ()))
    uids.update(uid for uid, _ in changes.set_values.get(name, ()))
    return uids


def _derived_before(session: Session, changes: ChangeSet, added: TypeIds) -> dict[str, Snapshot]:
    """Predicates with derived rows, and the old values of the nodes that were there before."""
    asked: dict[str, Callable[[], Snapshot]] = {}
    keyed = _newly_keyed(session, added)
    for name in {**changes.set_values, **changes.remove_values, **changes.clear, **keyed}:
        predicate = session.catalog.predicates[name]
        if has_derived(session, predicate):
            uids = _changed_uids(changes, name).union(keyed.get(name, ()))
            asked[name] = ask_values(session, predicate, [uid for uid in uids if uid not in changes.fresh])
    return {name: values() for name, values in asked.items()}


def _after(session: Session, predicate: Predicate, changes: ChangeSet, before: Snapshot) -> Snapshot:
    """The new values: known for new nodes and where one value replaces another, read back for the others."""
    uids = _changed_uids(changes, predicate.name).union(before)
    pairs = changes.set_values.get(predicate.name, ())
    is_replaced = not predicate.is_list and predicate.kind in _same_when_read
    known = {uid for uid, _ in pairs if is_replaced or uid in changes.fresh}
    after = read_values(session, predicate, [uid for uid in uids if uid not in known and uid not in changes.fresh])
    for uid, value in pairs:
        if uid in known:
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
    if predicate.tag_table is not None:
        delete_rows(session, predicate.tag_table, session.tables.tagged(predicate.tag_table), uids)
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
    for name, removed in changes.remove_tagged.items():
        _remove_tagged(session, session.catalog.predicates[name], removed)
    for name, entries in changes.tagged.items():
        table_name = session.catalog.predicates[name].tag_table
        assert table_name is not None, f"{name} has no language tags"
        table = session.tables.tagged(table_name)
        last = {(uid, lang): value for uid, lang, value in entries}
        sets = [(uid, lang, value) for (uid, lang), value in last.items() if value is not None]
        gone = [(uid, lang) for (uid, lang), value in last.items() if value is None]
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


def _remove_tagged(session: Session, predicate: Predicate, entries: list[tuple[int, str, str]]) -> None:
    """Removes values with a language that are equal to the ones given."""
    assert predicate.tag_table is not None, f"{predicate.name} has no language tags"
    table = session.tables.tagged(predicate.tag_table)
    session.many(
        ("remove tag", predicate.tag_table),
        lambda: delete(table).where(
            table.c.uid == bindparam("v_uid"),
            table.c.lang == bindparam("v_lang"),
            table.c.value == bindparam("v_value"),
        ),
        ("v_uid", "v_lang", "v_value"),
        entries,
    )
