"""A PostgreSQL store as it was at one moment, and drafts of what it would become.

A snapshot is a connection in a transaction of REPEATABLE READ. Each use of it runs in a savepoint that is undone, so
between two uses it holds no lock on any table, and schema changes need not wait for it. A draft writes into the very
tables, reads, and undoes all of that: statements run as they are, with every index. Its rows are locked for the
length of that one use. What such a use cannot have is a row that others have changed since; the table of such a row
is copied into a temporary one of the same name, which PostgreSQL finds first. So are all tables that the draft
writes when its read takes long, for then nobody shall wait for its rows. (A view of table and overlay was measured:
PostgreSQL cannot hand a join's look-up into an arm that has a WHERE, 600 ms against 0.4 ms for a search with two
levels on 200,000 nodes.) Does not know: what is written, catalogs.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from psycopg import sql

from graphwright import limits
from graphwright.errors import StoreError
from graphwright.storage.interface import Connection, DraftImpossible, OverBudget, ReadConnection, Result, SqlValue
from graphwright.storage.postgres.connection import PostgresConnection
from graphwright.storage.postgres.problems import OthersInTheWay
from graphwright.storage.tables import state_table

_counters: Final = "SELECT commit_ts, catalog_version FROM gw_state"
_written: Final = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:"((?:[^"]|"")+)"|(\w+))')
"""The table of a statement that writes, as our compiler writes them."""
_own_columns: Final = """
SELECT attname FROM pg_attribute
WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""


class PostgresSnapshot:
    """One moment of a store.

    Args:
        write_lock: The number of the writers' lock.
        give_back: Takes the connection when it is no longer used.
    """

    def __init__(
        self,
        connection: PostgresConnection,
        schema: str,
        write_lock: int,
        give_back: Callable[[PostgresConnection], None],
    ) -> None:
        self.schema = schema
        self.write_lock = write_lock
        self.turn = threading.Lock()
        self.connection = connection
        self._give_back = give_back
        try:
            connection.begin_snapshot()
            [(self.position, self.version)] = connection.run_undone(lambda own: own.rows(_counters))
        except BaseException:
            connection.close()
            raise

    @property
    def is_busy(self) -> bool:
        return self.turn.locked()

    @property
    def is_alive(self) -> bool:
        return not self.connection.raw.closed

    def run(self, body: Callable[[ReadConnection], Result]) -> Result:
        with self.turn:
            return self.connection.run_undone(body)

    def open_draft(self) -> PostgresDraft:
        return PostgresDraft(self)

    def close(self) -> None:
        with self.turn:
            self.connection.end_snapshot()
        self._give_back(self.connection)


class PostgresDraft:
    """A snapshot's private future; made anew for each use."""

    def __init__(self, snapshot: PostgresSnapshot) -> None:
        self._snapshot = snapshot
        self._copied: set[str] = set()

    def run(self, writes: Sequence[Callable[[Connection], None]], body: Callable[[ReadConnection], Result]) -> Result:
        with self._snapshot.turn:
            while True:
                attempt = _Attempt(self._snapshot, frozenset(self._copied))
                try:
                    return attempt.run(writes, body)
                except OthersInTheWay as error:
                    name = _table_of(self._snapshot.connection.wire.failed_text)
                    if name is None or name in self._copied:
                        raise DraftImpossible(error.message) from error
                    self._copied.add(name)
                except _NeedsCopy as need:
                    self._copied.add(need.table)
                except _HoldsTooLong:
                    self._copied |= attempt.touched

    @property
    def is_busy(self) -> bool:
        return self._snapshot.is_busy

    def has_done(self, count: int) -> bool:
        """Never: each use begins anew."""
        return not count

    def close(self) -> None:
        """Nothing is kept."""


class _NeedsCopy(Exception):
    """A row that every writer changes, so it is never held."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class _HoldsTooLong(Exception):
    """A read that takes long while others may be waiting for rows that its draft has changed."""


class _Attempt:
    """One use of a draft."""

    def __init__(self, snapshot: PostgresSnapshot, copied: frozenset[str]) -> None:
        self._snapshot = snapshot
        self._connection = snapshot.connection
        self._copied = copied
        self.touched: set[str] = set()
        self._holds_lock = False

    def run(self, writes: Sequence[Callable[[Connection], None]], body: Callable[[ReadConnection], Result]) -> Result:
        """Writes, reads, and undoes what was written."""

        def use(_: PostgresConnection) -> Result:
            if self._copied:
                self._copy_tables()
            # As every writer: two that wait for each other's rows would not meet the lock's order.
            self._connection.rows("SELECT pg_advisory_lock($1)", (self._snapshot.write_lock,))
            self._holds_lock = True
            drafting = _DraftConnection(self._connection, self.touched, self._copied)
            for write in writes:
                # Without savepoints of their own: who waits for rows of one that has ended waits for the snapshot.
                write(drafting)
            self._connection.rows("SELECT 1")  # what was kept back is sent
            self._free_lock()
            drafting.holds_rows = not self.touched <= self._copied
            return body(drafting)

        try:
            return self._connection.run_undone(use)
        finally:
            if self._holds_lock and not self._connection.raw.closed:
                self._free_lock()
            if self._copied and not self._connection.raw.closed:
                self._connection.rows("DISCARD PLANS")

    def _free_lock(self) -> None:
        self._connection.rows("SELECT pg_advisory_unlock($1)", (self._snapshot.write_lock,))
        self._holds_lock = False

    def _copy_tables(self) -> None:
        """Puts copies before the tables, so that they are found under the same names."""
        for name in sorted(self._copied):
            self._copy_table(sql.Identifier(self._snapshot.schema, name), sql.Identifier("pg_temp", name))
        # Prepared statements know the tables that their names had before.
        self._connection.rows("DISCARD PLANS")

    def _copy_table(self, source: sql.Identifier, target: sql.Identifier) -> None:
        def run(text: str, *parts: sql.Composable) -> list[tuple[Any, ...]]:
            return self._connection.rows(sql.SQL(text).format(*parts).as_string())

        rows_max = limits.draft_copy_rows_max
        [(count,)] = run("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {}) AS t", source, sql.Literal(rows_max + 1))
        if count > rows_max:
            raise DraftImpossible(f"a table with more than {rows_max} rows (draft_copy_rows_max) changed meanwhile")
        names = [name for (name,) in self._connection.rows(_own_columns, (source.as_string(),))]
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        run("CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING ALL)", target, source)
        run("INSERT INTO {} ({}) SELECT {} FROM {}", target, columns, columns, source)
        run("ANALYZE {}", target)


class _DraftConnection:
    """A connection in a draft: notes which tables are written, and lets no read hold their rows for long."""

    def __init__(self, connection: PostgresConnection, touched: set[str], copied: frozenset[str]) -> None:
        self._connection = connection
        self._touched = touched
        self._copied = copied
        self.holds_rows = False

    def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        self._note(text)
        return self._connection.rows(text, arguments)

    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        if not self.holds_rows or budget_ms <= limits.draft_ms_max:
            return self._connection.rows_within(budget_ms, text, arguments)
        try:
            return self._connection.rows_within(limits.draft_ms_max, text, arguments)
        except OverBudget:
            raise _HoldsTooLong from None

    def ask(self, text: str, arguments: Sequence[SqlValue] = ()) -> Callable[[], list[tuple[Any, ...]]]:
        self._note(text)
        return self._connection.ask(text, arguments)

    def execute_many(
        self,
        text: str,
        rows: Iterable[Sequence[SqlValue]],
        *,
        together: str | None = None,
        refused: Callable[[], Exception] | None = None,
    ) -> None:
        self._note(text)
        self._connection.execute_many(text, rows, together=together, refused=refused)

    def _note(self, text: str) -> None:
        name = _table_of(text)
        if name == state_table.name and name not in self._copied:
            raise _NeedsCopy(name)
        if name is not None:
            self._touched.add(name)

    def settle(self) -> None:
        self._connection.settle()

    def stream(self, text: str, arguments: Sequence[SqlValue] = ()) -> Iterator[tuple[Any, ...]]:
        return self._connection.stream(text, arguments)

    def copy_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
        raise StoreError(f"a transaction that is open does not load {len(columns)} columns of {table} from {rows}")

    def read_transaction(self) -> AbstractContextManager[None]:
        return nullcontext()  # it is in one

    def savepoint(self) -> AbstractContextManager[None]:
        return self._connection.savepoint()

    def close(self) -> None:
        """The snapshot does."""


def _table_of(text: str) -> str | None:
    found = _written.match(text)
    if found is None:
        return None
    quoted, bare = found.groups()
    return quoted.replace('""', '"') if quoted is not None else bare
