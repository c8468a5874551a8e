"""The processes that have a store open: numbers that no two living ones have, and what they announce about themselves.

A number is an advisory lock of a connection of its own, which the server frees when that ends. What is announced are
rows of a table that the first makes who has something to tell; it is no part of the store's content, so what copies,
exports or counts that does not know of it. Does not know: what the notices say.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from graphwright import limits
from graphwright.errors import StoreBusyError
from graphwright.storage.postgres.connection import PostgresConnection

_held: Final = """
SELECT (classid::bigint << 32) | objid::bigint, pid = pg_backend_pid() FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_has_table: Final = "SELECT to_regclass(format('%I.gw_processes', current_schema())) IS NOT NULL"
_create: Final = "CREATE TABLE IF NOT EXISTS gw_processes (number integer PRIMARY KEY, notice text NOT NULL)"
_write: Final = """
INSERT INTO gw_processes (number, notice) VALUES ($1, $2) ON CONFLICT (number) DO UPDATE SET notice = excluded.notice
"""
_remove: Final = "DELETE FROM gw_processes WHERE number = $1 AND notice = $2"
_read: Final = "SELECT number, notice FROM gw_processes"


class Processes:
    """Those of one store.

    Args:
        open_connection: To the primary server.
        lock_of: The advisory lock of a number.
    """

    def __init__(self, open_connection: Callable[[], PostgresConnection], lock_of: Callable[[int], int]) -> None:
        self._open_connection = open_connection
        self._lock_of = lock_of
        self._claims: dict[int, PostgresConnection] = {}
        self._lock = threading.Lock()

    @contextmanager
    def claim(self) -> Iterator[int]:
        """A number for this process.

        Any that is free: with the lowest one a process would often have that of one that has just ended, whose numbers
        of transactions it could give out again where its machine's clock is behind.
        """
        connection = self._open_connection()
        try:
            first = secrets.randbelow(limits.processes_max)
            for offset in range(limits.processes_max):
                number = (first + offset) % limits.processes_max
                if connection.rows("SELECT pg_try_advisory_lock($1)", (self._lock_of(number),)) == [(True,)]:
                    with self._kept(number, connection):
                        yield number
                    return
            raise StoreBusyError(f"the store is open in {limits.processes_max} processes (processes_max); end some")
        finally:
            connection.close()

    @contextmanager
    def _kept(self, number: int, connection: PostgresConnection) -> Iterator[None]:
        with self._lock:
            self._claims[number] = connection
        try:
            yield
        finally:
            with self._lock:
                del self._claims[number]

    def holds(self, number: int) -> bool:
        """Whether a number is still this process's own; not if the server was started anew, or another took over."""
        with self._lock:
            connection = self._claims.get(number)
            return connection is not None and self._lock_of(number) in _locks(connection, own=True)

    def living(self, connection: PostgresConnection, numbers: Collection[int]) -> set[int]:
        """Those among some numbers that processes have."""
        locks = _locks(connection) if numbers else ()
        return {number for number in numbers if self._lock_of(number) in locks}

    def announce(self, connection: PostgresConnection, number: int, notice: str | None) -> None:
        """Writes or takes away what a process has to tell, and takes away what the dead have left."""
        if not has_table(connection):
            return
        told = dict(connection.rows(_read))
        for dead in told.keys() - self.living(connection, told.keys() - {number}):
            connection.rows(_remove, (dead, told[dead]))  # not what a new one has written meanwhile
        if notice is not None:
            connection.rows(_write, (number, notice))

    def announced(self, connection: PostgresConnection) -> Mapping[int, str]:
        """What the living have to tell."""
        if not has_table(connection):
            return {}
        found = dict(connection.rows(_read))
        return {number: found[number] for number in self.living(connection, found)}


def has_table(connection: PostgresConnection) -> bool:
    """Whether somebody has ever announced something."""
    return connection.rows(_has_table) == [(True,)]


def create_table(connection: PostgresConnection) -> None:
    """Makes the table of what is announced."""
    connection.rows(_create)


def _locks(connection: PostgresConnection, *, own: bool = False) -> set[int]:
    """The advisory locks that are held in the database, of all or of this connection."""
    return {lock for lock, is_own in connection.rows(_held) if is_own or not own}
