"""Indexes of stored data: absent → building → ready, each step in transactions of its own; ready ones are planned.

In: a catalog whose indexes are building. Out: the same with them ready, in force. Who finds a building one that nobody
builds (a process ended) builds it. Does not know: what a schema is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import Any, Protocol

from graphwright import limits
from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.vector_indexes import build_vector_indexes
from graphwright.engine.writer import Lease
from graphwright.errors import StoreBusyError
from graphwright.model.catalog import Catalog, Index, IndexState, Predicate
from graphwright.storage import backfill, ddl
from graphwright.storage.catalog_store import read_catalog, read_state, write_catalog
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.loads import unfinished_load
from graphwright.storage.tables import Tables
from graphwright.storage.writing.session import Session


class Altering(Protocol):
    """What an alter needs of the database."""

    storage: Storage
    assembler: Assembler

    def submit(self, run: Callable[[Connection, Lease], Any]) -> Future[Any]:
        """Queues a job that commits alone."""

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force in this process."""

    def newest(self) -> Loaded:
        """The catalog as the store has it now."""


def building_indexes(catalog: Catalog) -> list[tuple[Predicate, Index]]:
    """The indexes that are not ready."""
    return [
        (predicate, index)
        for predicate in catalog.predicates.values()
        for index in predicate.indexes
        if index.state is IndexState.BUILDING
    ]


def build_indexes(database: Altering, loaded: Loaded) -> Loaded:
    """Builds what is not ready, each index in transactions of its own, then plans with it."""
    pending = building_indexes(loaded.catalog)
    if not pending:
        build_vector_indexes(database, loaded)
        return loaded
    for predicate, index in pending:
        if index.table is None:
            _build_native(database, loaded.catalog, predicate)
        else:
            _fill_tokens(database, loaded, predicate, index)
    ready: Loaded = database.submit(lambda connection, _: _set_ready(database, connection, loaded)).result()
    database.install(ready)
    build_vector_indexes(database, ready)
    return ready


def resume_indexes(database: Altering) -> None:
    """Builds the indexes that a process which ended left unfinished; whoever alters at the moment does it otherwise.

    Those that a load put aside are the load's to build, when it is continued or taken back.
    """
    if database.submit(lambda connection, _: unfinished_load(database.storage, connection)).result() is not None:
        return
    with suppress(StoreBusyError), database.storage.alter_lock():
        build_indexes(database, database.newest())


def index_empty(storage: Storage, connection: Connection, catalog: Catalog) -> Catalog:
    """Builds the indexes of predicates without data at once: there is nothing to wait for."""
    ready: set[tuple[int, str]] = set()
    tables = Tables(catalog)
    for predicate in dict.fromkeys(predicate.name for predicate, _ in building_indexes(catalog)):
        found = catalog.predicates[predicate]
        if ddl.has_data(storage, connection, catalog, found, tables):
            continue
        for native in ddl.native_indexes(tables, found):
            ddl.create_native_index(storage, connection, native)
        ready |= {(found.id, index.kind) for index in found.indexes}
    return _with_ready(catalog, ready)


def _with_ready(catalog: Catalog, finished: set[tuple[int, str]]) -> Catalog:
    """The catalog with these indexes (predicate id, kind) ready."""
    predicates = {
        name: replace(
            predicate,
            indexes=tuple(
                replace(index, state=IndexState.READY) if (predicate.id, index.kind) in finished else index
                for index in predicate.indexes
            ),
        )
        for name, predicate in catalog.predicates.items()
    }
    return replace(catalog, predicates=predicates)


def _build_native(database: Altering, catalog: Catalog, predicate: Predicate) -> None:
    """Where a build holds writers up, it waits its turn among those of this process."""
    indexes = list(ddl.native_indexes(Tables(catalog), predicate))
    if database.storage.capabilities.builds_indexes_online:
        for native in indexes:
            database.storage.build_index(native)
        return

    def build(connection: Connection, _: Lease) -> None:
        for native in indexes:
            ddl.create_native_index(database.storage, connection, native)

    database.submit(build).result()


def _fill_tokens(database: Altering, loaded: Loaded, predicate: Predicate, index: Index) -> None:
    """Fills a token table in batches, so that other writers wait briefly only.

    Between two batches it rests for as long as one took: tokens are made in Python, of which a process runs one thread
    at a time, and its reads are to have half of that.
    """
    last = 0
    size = 500
    while True:

        def fill(connection: Connection, _: Lease, last: int = last, size: int = size) -> tuple[int, float]:
            session = Session(loaded.statements, connection)
            return backfill.fill_tokens(session, predicate, index, last, size)

        reached, took_ms = database.submit(fill).result()
        if reached == last:
            return
        last = reached
        size = max(50, min(20_000, int(size * limits.index_batch_ms / max(took_ms, 1.0))))
        _rest(took_ms)


def _rest(took_ms: float) -> None:
    time.sleep(took_ms / 1000)


def _set_ready(database: Altering, connection: Connection, built: Loaded) -> Loaded:
    storage = database.storage
    catalog, text = read_catalog(storage, connection)
    finished = {(predicate.id, index.kind) for predicate, index in building_indexes(built.catalog)}
    ready = replace(_with_ready(catalog, finished), version=catalog.version + 1)
    write_catalog(storage, connection, ready, read_state(storage, connection).next_id)
    return database.assembler.assemble(ready, text, built.api)
