"""pgvector's indexes of one store: looked for, built and dropped, always beside readers and writers.

The extension is used where an administrator has made it in the database (`CREATE EXTENSION vector`), and never made
here. In: what a catalog says of its vectors. Out: indexes named by `VectorIndex.name`. Does not know: the catalog, who
searches.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql
from sqlalchemy import Column, Index, LargeBinary, MetaData, Table

from graphwright import limits
from graphwright.errors import StoreError
from graphwright.records import dataclass
from graphwright.storage.postgres import pgvector
from graphwright.storage.postgres.problems import OthersInTheWay
from graphwright.storage.vector_elements import VectorKey, VectorNumbers
from graphwright.storage.vector_indexes import VectorIndex, names_begin

if TYPE_CHECKING:
    from graphwright.storage.postgres.connection import PostgresConnection
    from graphwright.storage.postgres.storage import PostgresStorage

_again_s: Final = 600.0
"""Seconds after which an index that is wanted, and was not there to be had, is asked for again."""
_attempts_max: Final = 5
_pause_s: Final = 2.0
_present: Final = """
SELECT c.relname, t.relname, i.indisvalid
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace s ON s.oid = c.relnamespace AND s.nspname = current_schema()
WHERE starts_with(c.relname, $1)
"""
_lengths: Final = "SELECT octet_length({column}) / 4, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be done.

    Attributes:
        schema: Where the extension is.
        missing: With the length of vectors.
    """

    schema: str
    missing: Sequence[tuple[VectorIndex, int]]
    leftovers: Sequence[str]


class PostgresVectorIndexes:
    """See `storage.vector_indexes.VectorIndexes`."""

    look = pgvector.look
    numbers_max = pgvector.numbers_max

    def __init__(self, storage: PostgresStorage) -> None:
        self._storage = storage
        self.on_wanted: Callable[[], None] | None = None
        self._wanted: dict[str, float] = {}
        self._connections: set[PostgresConnection] = set()
        self._is_stopped = threading.Event()

    def want(self, index: VectorIndex, numbers: int) -> None:
        """Says now and then that an index would be of use."""
        name, now = index.name(numbers), time.monotonic()
        if self.on_wanted is not None and now >= self._wanted.get(name, now):
            self._wanted[name] = now + _again_s
            self.on_wanted()

    def has_work(self, wanted: Sequence[VectorIndex]) -> bool:
        """See the protocol."""
        with self._building() as connection:
            plan = self._plan(connection, wanted, again=True)
            return plan is not None and bool(plan.missing)

    def build(self, wanted: Sequence[VectorIndex], *, again: bool) -> None:
        """See the protocol; nothing happens where the server has no extension.

        Raises:
            StoreError: An index could not be built; those before it are there.
        """
        with self._building() as connection:
            plan = self._plan(connection, wanted, again=again)
            if plan is None:
                return
            for index, numbers in plan.missing:
                if self._is_stopped.is_set():
                    return
                self._build(connection, index, numbers, plan.schema)
            for name in plan.leftovers:
                self._drop(connection, name)

    @contextmanager
    def _building(self) -> Iterator[PostgresConnection]:
        """A connection whose statements `stop` breaks off."""
        with closing(self._storage.open_writer()) as connection:
            self._connections.add(connection)
            try:
                if self._is_stopped.is_set():
                    raise StoreError("the store is being closed")
                yield connection
            finally:
                self._connections.discard(connection)

    def _plan(self, connection: PostgresConnection, wanted: Sequence[VectorIndex], *, again: bool) -> _Plan | None:
        extension = connection.rows(pgvector.find_extension, (pgvector.extension,))
        if not extension:
            return None
        present = connection.rows(_present, (names_begin,))
        goal: set[str] = set()
        missing = []
        for index in wanted:
            found = [name for name, table, is_valid in present if is_valid and table == index.table]
            for numbers in self._lengths_in(connection, index, found, again=again):
                goal.add(index.name(numbers))
                if index.name(numbers) not in found:
                    missing.append((index, numbers))
        leftovers = [name for name, _, _ in present if name not in goal]
        return _Plan(schema=extension[0][0], missing=missing, leftovers=leftovers)

    def _lengths_in(
        self, connection: PostgresConnection, index: VectorIndex, found: Sequence[str], *, again: bool
    ) -> Iterator[int]:
        """The lengths of vectors that shall have an index: of those that had one, or of which there are enough."""
        had = {int(name.split("_")[3]) for name in found if name.startswith(f"{names_begin}{index.predicate_id}_")}
        yield from had
        if had and not again:
            return
        asked = sql.SQL(_lengths).format(column=sql.Identifier(index.column), table=sql.Identifier(index.table))
        for numbers, count in connection.rows(asked.as_string()):
            if numbers not in had and numbers <= self.numbers_max and count >= limits.vector_index_rows_min:
                yield numbers

    def _build(self, connection: PostgresConnection, index: VectorIndex, numbers: int, schema: str) -> None:
        connection.rows(pgvector.conversion(schema))
        made = native_index(index, numbers, schema)
        try:
            self._build_in_turn(connection, made)
            # What the server would gather of converted vectors tells it nothing, and costs seconds each time.
            name = sql.Identifier(index.name(numbers))
            connection.rows(sql.SQL("ALTER INDEX {} ALTER COLUMN 1 SET STATISTICS 0").format(name).as_string())
        except StoreError:
            # It would be kept up to date and never read.
            with suppress(StoreError):
                self._drop(connection, index.name(numbers))
            if not self._is_stopped.is_set():
                raise

    def _build_in_turn(self, connection: PostgresConnection, made: Index) -> None:
        """Two that are built at once in one database may wait for each other; one of them tries again."""
        for attempt in range(_attempts_max):
            try:
                self._storage.build_index_on(connection, made)
            except OthersInTheWay:
                if attempt == _attempts_max - 1 or self._is_stopped.wait(_pause_s):
                    raise
            else:
                return

    def _drop(self, connection: PostgresConnection, name: str) -> None:
        connection.rows(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(name)).as_string())

    def stop(self) -> None:
        """Breaks off what is being built, and builds nothing any more."""
        self._is_stopped.set()
        for connection in tuple(self._connections):
            with suppress(psycopg.Error):
                connection.raw.cancel_safe()


def native_index(index: VectorIndex, numbers: int, schema: str) -> Index:
    """The index over the vectors of one length.

    Args:
        schema: Where the extension is, as SQL writes it.
    """
    table = Table(index.table, MetaData(), Column(index.column, LargeBinary()))
    stored = table.c[index.column]
    return Index(
        index.name(numbers),
        VectorKey(stored, metric=index.metric, numbers=numbers, schema=schema),
        postgresql_using="hnsw",
        postgresql_with={"m": index.build.links, "ef_construction": index.build.effort},
        postgresql_where=VectorNumbers(stored, numbers),
        _table=table,
    )
