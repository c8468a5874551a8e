"""Schema changes in DQL: a schema text, or something dropped; from the request to a changed store.

In the order of `alter.py`: what needs only the text; then, in one transaction, what stored data say against it, tables,
conversions, the catalog; then the indexes. Does not know: requests, HTTP.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Final, Protocol

from sqlalchemy import select

from graphwright.engine.alter import dropped_indexes
from graphwright.engine.catalogs import Loaded
from graphwright.engine.emptying import drop_all, drop_data
from graphwright.engine.generated import read_api
from graphwright.engine.indexing import Altering, build_indexes, building_indexes, index_empty, resume_indexes
from graphwright.engine.obstacles import shown_misfits
from graphwright.errors import RequestError, SchemaChangeRefused, StoreError
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.dql_requests import DqlAlter
from graphwright.model.values import ValueKind
from graphwright.schema.dql_definitions import define
from graphwright.schema.dql_physical import (
    DqlChange,
    plan_definitions,
    plan_drop_predicate,
    plan_drop_type,
)
from graphwright.storage import converting, ddl
from graphwright.storage.catalog_store import read_catalog, read_state, write_catalog
from graphwright.storage.discarding import discard_predicate, drop_empty_families
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.listing_facets import list_facets
from graphwright.storage.turns import alter_lock_in_turn
from graphwright.storage.writing.session import Session, Statements

_Plan = Callable[[Catalog, int], DqlChange]
_attempts_max: Final = 100
_pause_s: Final = 0.2


class DqlAltering(Altering, Protocol):
    """What an alter in DQL needs of the database."""

    def abort_transactions(self) -> None:
        """Gives up all open transactions."""

    def refuse_pending(self, predicates: Iterable[str]) -> None:
        """Gives up the transactions that have written one of these, and says so by PendingTransactionsError."""


def alter_dql(database: DqlAltering, alter: DqlAlter) -> None:
    """Carries out an alter; of several members the one that drops most.

    Raises:
        ParseError, SchemaError, ErrorList: The schema breaks a rule.
        SchemaChangeRefused: The stored data, or the GraphQL schema in force, do not allow it.
        RequestError: Nothing is asked for.
        PendingTransactionsError: Open transactions had written what is to be changed; they are given up.
        StoreBusyError: Another schema change is under way, for longer than a write may wait.
    """
    if alter.drops_all:
        database.abort_transactions()
        drop_all(database)
    elif alter.drops_data:
        database.abort_transactions()
        drop_data(database)
    elif alter.drop_predicate:
        database.refuse_pending([alter.drop_predicate])
        _change(database, lambda old, next_id: plan_drop_predicate(old, alter.drop_predicate, next_id))
    elif alter.drop_type:
        _change(database, lambda old, next_id: plan_drop_type(old, alter.drop_type, next_id))
    elif alter.schema.strip():
        definitions = define(alter.schema)
        database.refuse_pending(each.name for each in definitions.predicates)
        _change(
            database,
            lambda old, next_id: plan_definitions(old, definitions, next_id),
            is_background=alter.is_background,
        )
    else:
        raise RequestError(
            "the alter asks for nothing; give it a schema, drop_attr, drop_all, or drop_op with drop_value"
        )


def _change(database: Altering, plan: _Plan, *, is_background: bool = False) -> None:
    with alter_lock_in_turn(database.storage):
        changed = database.submit(lambda connection, _: _change_catalog(database, connection, plan)).result()
        if changed is None:
            return
        database.install(changed)
        if not is_background:
            build_indexes(database, changed)
            return
    if building_indexes(changed.catalog):
        _build_behind(database)


def _build_behind(database: Altering) -> None:
    """Builds indexes after the answer; requests do without them meanwhile."""

    def run() -> None:
        # A store that is closed, or fails: the next one to open it goes on.
        with suppress(StoreError):
            for _ in range(_attempts_max):
                resume_indexes(database)
                if not building_indexes(database.newest().catalog):
                    return
                # Another alter was under way, and looked at the catalog before this one was in force.
                time.sleep(_pause_s)

    threading.Thread(target=run, name="graphwright-dql-indexes", daemon=True).start()


def _change_catalog(database: Altering, connection: Connection, plan: _Plan) -> Loaded | None:
    """The catalog in its next version; None where nothing changes."""
    storage = database.storage
    stored, text = read_catalog(storage, connection)
    api = read_api(text) if text.strip() else None
    old = replace(stored, api=api)
    change = plan(old, read_state(storage, connection).next_id)
    new = change.catalog
    if new == old:
        return None
    for name in change.replaced:
        _check_convertible(storage, connection, change, old, name)
    ddl.create_missing(storage, connection, old, new)
    for source, target in change.carried:
        ddl.carry_edges(storage, connection, old, new, source, target)
    before, after = Session(Statements(storage, old), connection), Session(Statements(storage, new), connection)
    for name in change.replaced:
        converting.convert(before, after, old.predicates[name], new.predicates[name], None)
        if new.predicates[name].is_list and not old.predicates[name].is_list:
            list_facets(after, new.predicates[name])
    gone = [predicate for name, predicate in old.predicates.items() if name not in new.predicates]
    kept = replace(old, predicates={name: old.predicates[name] for name in old.predicates if name in new.predicates})
    ddl.abandon_homes(storage, connection, kept, new)
    for predicate in gone:
        discard_predicate(storage, connection, old, predicate)
    drop_empty_families(storage, connection, old, new)
    for predicate, index in dropped_indexes(old, new):
        ddl.drop_index(storage, connection, old, predicate, index)
    catalog = index_empty(storage, connection, new)
    write_catalog(storage, connection, catalog, change.next_id)
    return database.assembler.assemble(catalog, text, api)


# ---- what stored data say against it --------------------------------------------------------------


def _check_convertible(storage: Storage, connection: Connection, change: DqlChange, old: Catalog, name: str) -> None:
    """Refuses a change of type that would lose something.

    Raises:
        SchemaChangeRefused: Values do not convert, or are too many.
    """
    before, after = old.predicates[name], change.catalog.predicates[name]
    if not ddl.has_data(storage, connection, old, before):
        return
    title = f"{name} cannot become {_written(after)} while nodes have it as {_written(before)}"
    if ValueKind.UID in {before.kind, after.kind} and before.kind is not after.kind:
        raise _refused(change, name, f"{title}; drop the predicate first")
    if ValueKind.PASSWORD in {before.kind, after.kind} and before.kind is not after.kind:
        raise _refused(change, name, f"{title}: passwords are kept as hashes; drop the predicate first")
    if before.is_list and not after.is_list:
        raise _refused(change, name, f"{title}; drop the predicate first")
    session = Session(Statements(storage, old), connection)
    misfits = converting.unconvertible(session, before, after, None)
    if misfits.nodes:
        raise _refused(change, name, f"{title}: {shown_misfits(misfits)} that do not convert; change these first")
    for table, what in ((before.tag_table, "values with a language"), (before.facet_table, "facets")):
        # Facets of edges belong to the other node, those of values in a list to the value.
        is_kept = table in {after.tag_table, after.facet_table} and (what != "facets" or _keeps_facets(before, after))
        if table is not None and not is_kept and _has_rows(session, table, what):
            raise _refused(change, name, f"{title} and {what}, which would be lost; take these away first")


def _keeps_facets(before: Predicate, after: Predicate) -> bool:
    return before.kind is after.kind is ValueKind.UID or not before.is_list


def _has_rows(session: Session, table: str, what: str) -> bool:
    found = session.tables.facets(table) if what == "facets" else session.tables.tagged(table)
    return bool(session.query(("any row", table), lambda: select(found.c.uid).limit(1)))


def _written(predicate: Predicate) -> str:
    return f"[{predicate.kind}]" if predicate.is_list else str(predicate.kind)


def _refused(change: DqlChange, name: str, message: str) -> SchemaChangeRefused:
    node = change.nodes.get(name)
    return SchemaChangeRefused(message, line=node.line if node else None, column=node.column if node else None)
