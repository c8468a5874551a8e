"""A store in one SQLite file: opening, recognising, locking, compiling.

In: a path. Out: `SqliteStorage`, which is an `interface.Storage`. Does not know: catalogs.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

import apsw
import orjson
from sqlalchemy import Index
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql import ClauseElement

from graphwright import limits
from graphwright.errors import StoreBusyError, StoreError, StoreFormatError
from graphwright.storage.compiling import compile_statement
from graphwright.storage.interface import (
    Capabilities,
    CompiledSql,
    Connection,
    Snapshot,
    SqlValue,
    StoreOptions,
    alter_busy,
)
from graphwright.storage.sqlite.compiler import GraphwrightSQLiteDialect
from graphwright.storage.sqlite.connection import SqliteConnection, busy_ms_max, translate_errors
from graphwright.storage.sqlite.library import set_up_library
from graphwright.storage.sqlite.lock import WriteLock, held_alone
from graphwright.storage.sqlite.snapshots import LogIndex, MemorySnapshot, SqliteSnapshot
from graphwright.storage.sqlite.vectors import VectorCache

_memory_stores: Final = count()
"""Their numbers: a name that comes again would show what a forgotten connection keeps of another store."""
_idle_max: Final = 8
_memory_snapshots_max: Final = 8
"""Each is a copy."""
application_id: Final = 0x47775231
"""Marks a store in the file's header ("GwR1")."""


class SqliteStorage:
    """One file. Opens it at construction; creates it when it is not there.

    Args:
        path: The file, or ":memory:" for a store that lives as long as this object.
        vfs: Name of a registered SQLite VFS (fault tests).

    Raises:
        StoreFormatError: The file is no store of ours.
        StoreError: It cannot be opened or created.
    """

    capabilities = Capabilities(
        runs_in_event_loop=True,
        calls_python=True,
        chooses_plans=False,
        lists_as_json=True,
        unions_in_turn=True,
        orders_recursion=True,
        snapshots_have_schema=True,
        relation_reads_max=450,
    )
    vector_indexes = None

    def __init__(self, path: str, *, vfs: str | None = None, options: StoreOptions | None = None) -> None:
        self.options = options or StoreOptions()
        if self.options.read_store is not None:
            raise StoreError("a store in a file has no replicas: leave --read-store out, or keep it on PostgreSQL")
        set_up_library()
        self.dialect = GraphwrightSQLiteDialect()
        self._vfs = vfs
        self._vectors = VectorCache()
        self._is_memory = path == ":memory:"
        self._path = (
            f"file:/graphwright-{os.getpid()}-{next(_memory_stores)}?vfs=memdb"
            if self._is_memory
            else str(Path(path).absolute())
        )
        self._shown = path
        _check_folder(path, self._is_memory)
        _recognise(self._path, self._vfs, self._is_memory)
        self._lock = None if self._is_memory else WriteLock(f"{self._path}-writers")
        self._memory_lock = threading.Lock()
        self._index: LogIndex | None = None if self._is_memory else LogIndex.of(self._path)
        self._idle: list[SqliteConnection] = []
        self._is_closed = False
        self.snapshots_max = _memory_snapshots_max if self._is_memory else limits.snapshots_open_max
        self._alter_lock = None if self._is_memory else WriteLock(f"{self._path}-alter")
        self._alter_threads = threading.Lock()
        self._keep = SqliteConnection(self._path, is_writer=True, vfs=vfs)
        with self._turn():  # several workers start at once, and going to WAL does not wait for the others
            _mark(self._keep, self._is_memory)
        # Whoever has read once holds the file, so that it cannot be replaced meanwhile (`aside.py`).
        self._keep.rows("PRAGMA schema_version")

    def compile(self, statement: ClauseElement) -> CompiledSql:
        return compile_statement(statement, self.dialect)

    def compile_together(self, statement: ClauseElement) -> None:
        """None: a row after the other is as fast."""

    def list_argument(self, values: Sequence[Any]) -> SqlValue:
        return orjson.dumps(values).decode()

    def open_event_loop_reads(self) -> None:
        """None: most reads are so short that they run in the loop, the others on threads."""

    def open_reader(self) -> SqliteConnection:
        return SqliteConnection(self._path, is_writer=False, vfs=self._vfs, vectors=self._vectors)

    def open_writer(self) -> SqliteConnection:
        return SqliteConnection(self._path, is_writer=True, vfs=self._vfs)

    def commit_mark(self) -> bytes | None:
        return None if self._index is None else self._index.head()

    def open_snapshot(self) -> Snapshot:
        if self._is_memory:
            with self._turn():
                return MemorySnapshot(self._keep)
        assert self._index is not None
        with self._memory_lock:
            idle = self._idle.pop() if self._idle else None
        return SqliteSnapshot(idle or self.open_reader(), self._path, self._index, self._take_back)

    def _take_back(self, connection: SqliteConnection) -> None:
        """Keeps a few connections of snapshots, with the statements that they know."""
        with self._memory_lock:
            if len(self._idle) < _idle_max and not self._is_closed:
                self._idle.append(connection)
                return
        connection.close()

    def is_held_back(self) -> bool:
        """The log is cut only when nobody looks at it, and grows until then."""
        return self._index is not None and self._index.log_bytes() > limits.snapshot_log_bytes_max

    @contextmanager
    def claim_number(self) -> Iterator[int]:
        """A number by a lock on a file beside the store, which the kernel frees when the process dies."""
        folder = self.meeting_place()
        if folder is None:
            yield 0
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        for number in range(limits.processes_max):
            with ExitStack() as stack:
                try:
                    stack.enter_context(held_alone(folder / f"{number}.lock"))
                except StoreBusyError:
                    continue
                yield number
                return
        raise StoreBusyError(f"the store is open in {limits.processes_max} processes (processes_max); end some")

    def holds_number(self, number: int) -> bool:  # noqa: ARG002 - the system takes no lock of a file away
        return True

    def meeting_place(self) -> Path | None:
        return None if self._is_memory else Path(f"{os.path.realpath(self._path)}-processes")

    def is_elsewhere(self, number: int) -> bool:  # noqa: ARG002 - all processes of a file are on its machine
        return False

    def announce(self, number: int, notice: str | None) -> None:
        del number
        if notice is not None:
            raise StoreError(
                f"no server on another machine can have the file {self._shown} open; leave --internal-address out, or "
                "use a postgresql:// store"
            )

    def announced(self) -> Mapping[int, str]:
        return {}

    @contextmanager
    def write_transaction(self, connection: Connection) -> Iterator[None]:
        """Queues behind the other writers, then begins; commits unless the body raises."""
        with self._turn():
            connection.rows("BEGIN IMMEDIATE")
            try:
                yield
                connection.rows("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise

    @contextmanager
    def alter_lock(self) -> Iterator[None]:
        """One schema change at a time, over all processes."""
        if not self._alter_threads.acquire(blocking=False):
            raise StoreBusyError(alter_busy)
        try:
            with self._alter_lock.held_or_busy(alter_busy) if self._alter_lock else nullcontext():
                yield
        finally:
            self._alter_threads.release()

    def build_index(self, index: Index) -> None:
        """Builds a native index in a transaction of its own; other writers wait for it."""
        connection = self.open_writer()
        try:
            with self.write_transaction(connection):
                connection.rows(self.compile(CreateIndex(index, if_not_exists=True)).text)
        finally:
            connection.close()

    def _turn(self) -> AbstractContextManager[Any]:
        return self._lock.held() if self._lock else self._memory_lock

    @translate_errors
    def keep_copy(self, name: str) -> str | None:
        """Copies the file to `<file>.<name>`; a copy of that name is replaced once the new one is whole."""
        if self._is_memory:
            return None
        target = f"{self._path}.{name}"
        unfinished = f"{target}.unfinished"
        Path(unfinished).unlink(missing_ok=True)
        copy = apsw.Connection(unfinished)
        try:
            with copy.backup("main", self._keep.raw, "main") as backup:
                backup.step()
            copy.pragma("journal_mode", "delete")  # one file, without a journal beside it
        finally:
            copy.close()
        Path(unfinished).replace(target)
        return target

    def refresh_statistics(self, connection: Connection, tables: Sequence[str]) -> None:
        """Nothing: our statements say by what they go (`chooses_plans`)."""

    def describe(self) -> str:
        return self._shown

    def close(self) -> None:
        with self._memory_lock:
            self._is_closed = True
        for connection in (*self._idle, self._keep):
            # Who closes last moves the log into the file; what cannot be moved stays in the log, and nothing is lost.
            with suppress(StoreError):
                connection.close()
        if self._index is not None:
            self._index.close()
            self._index = None
        for lock in (self._lock, self._alter_lock):
            if lock is not None:
                lock.close()


def _roll_back(connection: Connection) -> None:
    assert isinstance(connection, SqliteConnection)
    # A failed commit or a full disk may have ended the transaction already.
    if connection.raw.in_transaction:
        connection.rows("ROLLBACK")


def _check_folder(path: str, is_memory: bool) -> None:
    if is_memory:
        return
    folder = Path(path).absolute().parent
    if not folder.is_dir():
        raise StoreError(f"the folder {folder} is not there; create it, or name another store")
    if Path(path).is_dir():
        raise StoreError(f"{path} is a folder; name a file for the store")
    if not os.access(folder, os.W_OK):
        raise StoreError(f"the folder {folder} cannot be written; a store needs its journal beside it")


@translate_errors
def _recognise(path: str, vfs: str | None, is_memory: bool) -> None:
    """Refuses a file that belongs to somebody else, before anything is written to it."""
    if is_memory or not Path(path).exists() or Path(path).stat().st_size == 0:
        return
    with apsw.Connection(path, flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs) as connection:
        # The last of others to close the file holds it alone for a moment.
        connection.set_busy_timeout(busy_ms_max)
        found = connection.pragma("application_id")
        is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchall() == [(0,)]
    connection.close()
    if found != application_id and not is_empty:
        raise StoreFormatError(f"{path} is an SQLite database of another program; name another file for the store")


def _mark(connection: SqliteConnection, is_memory: bool) -> None:
    if connection.rows("PRAGMA application_id") != [(application_id,)]:
        connection.rows(f"PRAGMA application_id={application_id}")
    if not is_memory:
        connection.rows("PRAGMA journal_mode=WAL")
