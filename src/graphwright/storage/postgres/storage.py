"""A store in one schema of a PostgreSQL database: opening, recognising, locking, compiling.

In: a URL. Out: `PostgresStorage`, which is an `interface.Storage`. Does not know: catalogs.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from typing import Any, Final

import psycopg
from psycopg import errors, sql
from sqlalchemy import Index
from sqlalchemy.schema import CreateIndex, DropIndex
from sqlalchemy.sql import ClauseElement

from graphwright.errors import StoreBusyError, StoreError, StoreFormatError
from graphwright.storage.compiling import compile_statement
from graphwright.storage.interface import (
    Capabilities,
    CompiledSql,
    Connection,
    SqlValue,
    StoreOptions,
    alter_busy,
)
from graphwright.storage.postgres.address import Address, parse_address, replica_address
from graphwright.storage.postgres.compiler import GraphwrightPostgresDialect
from graphwright.storage.postgres.connection import PostgresConnection
from graphwright.storage.postgres.opening import connect
from graphwright.storage.postgres.problems import translated
from graphwright.storage.postgres.processes import Processes, create_table, has_table
from graphwright.storage.postgres.replicas import Reads
from graphwright.storage.postgres.rowsets import over_rows
from graphwright.storage.postgres.snapshots import PostgresSnapshot
from graphwright.storage.postgres.vector_indexes import PostgresVectorIndexes

_idle_max: Final = 4
"""Connections of snapshots that are kept for the next ones."""
capabilities = Capabilities(
    runs_in_event_loop=False,
    calls_python=False,
    chooses_plans=True,
    lists_as_json=False,
    unions_in_turn=False,
    orders_recursion=False,
    builds_indexes_online=True,
    changes_lock_readers=True,
    copies_rows=True,
    selects_after_limit=True,
)


class PostgresStorage:
    """One schema of a database. Makes the schema at construction when it is not there.

    Args:
        url: `postgresql://user:password@host/database?schema=name`; the schema is "graphwright" when none is named.

    Raises:
        StoreFormatError: The schema belongs to another program.
        StoreError: The server is not there, does not let us in, or does not let us make the schema.
    """

    capabilities = capabilities

    def __init__(self, url: str, options: StoreOptions | None = None) -> None:
        self.options = options or StoreOptions()
        self._address = parse_address(url)
        self._replica = replica_address(self.options.read_store, self._address)
        self.dialect = GraphwrightPostgresDialect()
        self.snapshots_max = self.options.read_connections
        self.vector_indexes = PostgresVectorIndexes(self)
        self._idle: list[PostgresConnection] = []
        self._idle_lock = threading.Lock()
        self._building = 0
        self._is_closed = False
        self._write_lock = _lock_number("write", self._address.schema)
        self._alter_lock = _lock_number("alter", self._address.schema)
        self._processes = Processes(
            self.open_writer, lambda number: _lock_number(f"process {number}", self._address.schema)
        )
        with connect(self._address, is_writer=True) as raw:
            try:
                _prepare_schema(raw, self._address)
                self.dialect.collations = _collations(raw)
            except psycopg.Error as error:
                raise translated(error, self._address) from error

    def compile(self, statement: ClauseElement) -> CompiledSql:
        return compile_statement(statement, self.dialect)

    def compile_together(self, statement: ClauseElement) -> str | None:
        made = over_rows(statement)
        if made is None:
            return None
        one, many = self.compile(statement), self.compile(made)
        return many.text if many.names == one.names else None

    def list_argument(self, values: Sequence[Any]) -> SqlValue:
        return list(values)

    def open_event_loop_reads(self) -> Reads:
        return Reads(self._address, self._replica, self.options)

    def open_reader(self) -> PostgresConnection:
        return PostgresConnection(self._address, is_writer=False)

    def open_writer(self) -> PostgresConnection:
        return PostgresConnection(self._address, is_writer=True)

    def commit_mark(self) -> None:
        """None: only a server knows."""

    def open_snapshot(self) -> PostgresSnapshot:
        with self._idle_lock:
            idle = self._idle.pop() if self._idle else None
        return PostgresSnapshot(
            idle or PostgresConnection(self._address, is_writer=True),
            self._address.schema,
            self._write_lock,
            self._take_back,
        )

    def _take_back(self, connection: PostgresConnection) -> None:
        with self._idle_lock:
            if len(self._idle) < _idle_max and not self._is_closed and not connection.raw.closed:
                self._idle.append(connection)
                return
        connection.close()

    def is_held_back(self) -> bool:
        """An index that is being built waits for every snapshot taken before; dead rows alone do no harm so soon."""
        return self._building > 0

    def claim_number(self) -> AbstractContextManager[int]:
        return self._processes.claim()

    def holds_number(self, number: int) -> bool:
        return self._processes.holds(number)

    def meeting_place(self) -> str:
        return self._address.shown

    def is_elsewhere(self, number: int) -> bool:
        with closing(self.open_writer()) as connection:
            return bool(self._processes.living(connection, (number,)))

    def announce(self, number: int, notice: str | None) -> None:
        with closing(self.open_writer()) as connection:
            if notice is not None and not has_table(connection):
                with self.write_transaction(connection):  # no two may make it at once
                    create_table(connection)
            self._processes.announce(connection, number, notice)

    def announced(self) -> Mapping[int, str]:
        with closing(self.open_writer()) as connection:
            return self._processes.announced(connection)

    @contextmanager
    def write_transaction(self, connection: Connection) -> Iterator[None]:
        """Queues behind the other writers, then begins; commits unless the body raises.

        The queue is an advisory lock, which the server hands on in turn and frees whenever the
        transaction ends. A row lock on the counters would do the same, but needs the table to be there
        and leaves a dead row for each wait; those counters are written by every mutation anyway, so two
        writers would meet there even on a database whose advisory locks do nothing.
        """
        assert isinstance(connection, PostgresConnection)
        with connection.write_transaction(self._write_lock):
            yield

    @contextmanager
    def alter_lock(self) -> Iterator[None]:
        """One schema change at a time, over all processes; a connection of its own holds the lock."""
        connection = self.open_writer()
        try:
            if connection.rows("SELECT pg_try_advisory_lock($1)", (self._alter_lock,)) != [(True,)]:
                raise StoreBusyError(alter_busy)
            try:
                yield
            finally:
                # Closing alone frees it too, but a moment later.
                connection.rows("SELECT pg_advisory_unlock($1)", (self._alter_lock,))
        finally:
            connection.close()

    def build_index(self, index: Index) -> None:
        """Builds a native index beside readers and writers (`CREATE INDEX CONCURRENTLY`).

        It waits for transactions that began before it, so for the time of the build no lock waits too long. What broke
        off leaves an index that is kept up to date and never read; it goes first.
        """
        with closing(self.open_writer()) as connection:
            self.build_index_on(connection, index)

    def build_index_on(self, connection: PostgresConnection, index: Index) -> None:
        """The same by a connection that is given."""
        self._building += 1
        try:
            connection.rows("SET lock_timeout TO 0")
            index.dialect_options["postgresql"]["concurrently"] = True
            if connection.rows(_index_is_valid, (index.name or "",)) == [(False,)]:
                connection.rows(self.compile(DropIndex(index, if_exists=True)).text)
            connection.rows(self.compile(CreateIndex(index, if_not_exists=True)).text)
        finally:
            self._building -= 1

    def keep_copy(self, name: str) -> str | None:
        """None: a server has backups of its own, and what changes tables here can be undone to the last word."""
        del name
        return None

    def refresh_statistics(self, connection: Connection, tables: Sequence[str]) -> None:
        """The server does so by itself, but a minute late, and until then it plans for empty tables."""
        for name in tables:
            connection.rows(sql.SQL("ANALYZE {}").format(sql.Identifier(name)).as_string())

    def describe(self) -> str:
        return self._address.shown

    def close(self) -> None:
        with self._idle_lock:
            self._is_closed = True
        for connection in self._idle:
            connection.close()


def _lock_number(purpose: str, schema: str) -> int:
    """The number of an advisory lock; every process, of whatever version, must come to the same."""
    digest = hashlib.blake2b(f"graphwright {purpose} {schema}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


_look_at_schema: Final = """
SELECT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')),
       EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'gw_state'),
       EXISTS (
         SELECT FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'gw_digest'
         WHERE c.relnamespace = n.oid AND c.relname = 'gw_keys'
       )
FROM pg_namespace n WHERE n.nspname = $1
"""
"""Of a schema, if it is there: whether it has tables, whether they are ours, and whether they can hold long keys."""


_index_is_valid: Final = """
SELECT i.indisvalid
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relname = $1
"""


def _collations(raw: psycopg.Connection[tuple[Any, ...]]) -> frozenset[str]:
    """The orders of languages that the server has by its ICU library; a server may be built without."""
    names = raw.execute("SELECT collname FROM pg_collation WHERE collprovider = 'i'").fetchall()
    return frozenset(name for (name,) in names)


def _prepare_schema(raw: psycopg.Connection[tuple[Any, ...]], address: Address) -> None:
    """Makes the schema, or sees that it is one of ours before anything is written to it."""
    [(encoding,)] = raw.execute("SELECT current_setting('server_encoding')").fetchall()
    if encoding != "UTF8":
        raise StoreError(
            f"the database of {address.shown} keeps its texts as {encoding}; make one with ENCODING 'UTF8'"
        )
    found = raw.execute(_look_at_schema, (address.schema,)).fetchall()
    if not found:
        # Another process may be faster.
        with suppress(errors.DuplicateSchema, errors.UniqueViolation):
            raw.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(address.schema)))
    elif found == [(True, False, False)]:
        raise StoreFormatError(
            f'the schema "{address.schema}" holds tables of another program; name another one: {address.shown}'
        )
    elif found == [(True, True, False)]:
        raise StoreFormatError(
            f'the schema "{address.schema}" is of a trial version, whose PostgreSQL stores held no long keys; load the '
            f"data into another one: {address.shown}"
        )
