"""A SQLite store as it was at one moment, and drafts of what it would become.

A snapshot is a connection with an open read transaction. A draft is a second SQLite that looks at the same pages: a
VFS shows it the store's file as it is and a copy of the log (`-wal`) up to the snapshot, takes what it writes into
memory, and locks nothing. So every statement runs in a draft as it is, at full speed; it never commits, and no byte
of it reaches the store. The snapshot's read transaction keeps those pages from being overwritten meanwhile.
Does not know: what is written, catalogs.
"""

from __future__ import annotations

import os
import struct
import tempfile
import threading
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

import apsw

from graphwright.storage.interface import Connection, DraftImpossible, ReadConnection, Result
from graphwright.storage.sqlite.connection import SqliteConnection, translate_errors

_tries_max: Final = 1_000
_log_header_bytes: Final = 32
_frame_header_bytes: Final = 24
_index_form: Final = 3_007_000
"""The form of the log's index that every SQLite since 3.7 writes (https://sqlite.org/walformat.html)."""
_log_memory_bytes: Final = 32 * 1024 * 1024
"""Bytes of a draft's log that stay in memory; more goes into a file that has no name."""
_names: Final = count()
_counters: Final = "SELECT commit_ts, catalog_version FROM gw_state"


class LogIndex:
    """The shared index of a store's log, of which only its head is read: how far the log goes.

    The file stays open until everybody in this process has closed the store: closing it would free the locks that
    SQLite itself has on it (POSIX gives a process's locks on a file back when any of its descriptors is closed).

    Args:
        path: The store's file.
    """

    _known: Final[dict[str, LogIndex]] = {}
    _lock: Final = threading.Lock()

    def __init__(self, path: str) -> None:
        self._path = path
        self._users = 0
        self._file: int | None = None

    @classmethod
    def of(cls, path: str) -> LogIndex:
        """That of a store, for one more user, who closes it with all of his connections closed."""
        real = os.path.realpath(path)
        with cls._lock:
            found = cls._known.setdefault(real, cls(real))
            found._users += 1  # noqa: SLF001 - its own class
            return found

    @property
    def _open(self) -> int:
        with self._lock:
            if self._file is None:
                self._file = os.open(f"{self._path}-shm", os.O_RDONLY | os.O_CLOEXEC)
            return self._file

    def head(self) -> bytes | None:
        """How far the log goes, and which log it is; None while somebody writes that."""
        read = os.pread(self._open, 96, 0)
        first, second = read[:48], read[48:]
        return first if first == second else None

    def log_bytes(self) -> int:
        """How far the log goes."""
        head = self.head()
        if head is None:
            return 0
        _, _, _, _, _, page, frames = struct.unpack_from("=IIIBBHI", head)
        return int(frames * ((65_536 if page == 1 else page) + _frame_header_bytes))

    def close(self) -> None:
        """Leaves it; the last one gives the file back."""
        with self._lock:
            self._users -= 1
            if self._users:
                return
            del self._known[self._path]
            if self._file is not None:
                os.close(self._file)


class SqliteSnapshot:
    """One moment of a store in a file.

    Args:
        give_back: Takes the connection when it is no longer used.
    """

    is_alive = True

    def __init__(
        self,
        connection: SqliteConnection,
        path: str,
        index: LogIndex,
        give_back: Callable[[SqliteConnection], None],
    ) -> None:
        self._connection = connection
        self._path = path
        self._give_back = give_back
        self._turn = threading.Lock()
        self._head = self._begin(index)
        [(self.position, self.version)] = connection.rows(_counters)

    def _begin(self, index: LogIndex) -> bytes:
        """Begins a read transaction; what it sees is what the head tells that was there before and after."""
        for _ in range(_tries_max):
            head = index.head()
            self._connection.rows("BEGIN")
            self._connection.rows(_counters)
            if head is not None and index.head() == head:
                return head
            self._connection.rows("ROLLBACK")
        raise DraftImpossible("others write without a pause")

    @property
    def is_busy(self) -> bool:
        return self._turn.locked()

    def run(self, body: Callable[[ReadConnection], Result]) -> Result:
        with self._turn:
            return body(self._connection)

    @translate_errors
    def open_draft(self) -> SqliteDraft:
        return SqliteDraft(_draft_connection(self._path, _log_of(self._path, self._head)))

    def close(self) -> None:
        with self._turn:
            self._connection.rows("ROLLBACK")
        self._give_back(self._connection)


class MemorySnapshot:
    """One moment of a store in memory: a copy."""

    is_alive = True

    def __init__(self, source: SqliteConnection) -> None:
        self._image = source.raw.serialize("main")
        self._turn = threading.Lock()
        self._connection = self._copy()
        self._connection.raw.execute("PRAGMA query_only=ON")
        [(self.position, self.version)] = self._connection.rows(_counters)

    def _copy(self) -> SqliteConnection:
        connection = SqliteConnection(":memory:", is_writer=True)
        connection.raw.deserialize("main", self._image)
        return connection

    @property
    def is_busy(self) -> bool:
        return self._turn.locked()

    def run(self, body: Callable[[ReadConnection], Result]) -> Result:
        with self._turn:
            return body(self._connection)

    def open_draft(self) -> SqliteDraft:
        return SqliteDraft(self._copy())

    def close(self) -> None:
        self._connection.close()


class SqliteDraft:
    """A snapshot's private future."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._turn = threading.Lock()
        self._done = 0
        connection.rows("BEGIN IMMEDIATE")

    def run(self, writes: Sequence[Callable[[Connection], None]], body: Callable[[ReadConnection], Result]) -> Result:
        """Does the writes that are new, then reads; a write that fails leaves nothing behind."""
        with self._turn:
            for write in writes[self._done :]:
                with self._connection.savepoint():
                    write(self._connection)
                self._done += 1
            return body(self._connection)

    @property
    def is_busy(self) -> bool:
        return self._turn.locked()

    def has_done(self, count: int) -> bool:
        return self._done >= count

    def close(self) -> None:
        with self._turn:
            self._connection.close()


# ---- the second SQLite ----------------------------------------------------------------------------


def _log_of(path: str, head: bytes) -> bytes:
    """The log up to a snapshot; nothing where all of it is in the store's file by now."""
    form, _, _, _, _, page, frames = struct.unpack_from("=IIIBBHI", head)
    if form != _index_form:
        raise DraftImpossible(f"this SQLite keeps its log in form {form}, not {_index_form}")
    if not frames:
        return b""
    # 65,536 does not fit into two bytes, and is written as 1.
    size = _log_header_bytes + frames * ((65_536 if page == 1 else page) + _frame_header_bytes)
    salts = head[32:40]
    with Path(f"{path}-wal").open("rb") as file:
        read = file.read(size)
        file.seek(0)
        again = file.read(_log_header_bytes)
    # Another log begins only where nobody needs this one: what the snapshot sees is in the store's file then.
    is_same = len(read) == size and read[16:24] == salts and again[16:24] == salts
    return read if is_same else b""


def _draft_connection(path: str, log: bytes) -> SqliteConnection:
    name = f"graphwright-draft-{next(_names)}"
    vfs = _DraftVfs(name, log)
    connection = SqliteConnection(path, is_writer=True, vfs=name, is_draft=True)
    connection.kept = vfs  # it must live as long as the connection
    return connection


class _DraftVfs(apsw.VFS):
    """Shows the store's file to one connection that cannot change it."""

    def __init__(self, name: str, log: bytes) -> None:
        super().__init__(name, "")
        self._log = log

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802 - the name is APSW's
        return _Log(self._log) if flags[0] & apsw.SQLITE_OPEN_WAL else _StoreFile("", name, flags)

    def xAccess(self, path: str, flags: int) -> bool:  # noqa: N802
        return path.endswith("-wal") or super().xAccess(path, flags)

    def xDelete(self, path: str, sync: bool) -> None:  # noqa: N802
        """Nothing: no file here is the draft's."""


class _StoreFile(apsw.VFSFile):
    """The store's file, read and never locked or written."""

    def xLock(self, level: int) -> None:  # noqa: N802
        """None is needed: the snapshot's read transaction keeps the pages."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """None is held."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xWrite(self, _data: bytes, _offset: int) -> None:  # noqa: N802
        raise apsw.ReadOnlyError("a draft is never committed")

    def xTruncate(self, _size: int) -> None:  # noqa: N802
        raise apsw.ReadOnlyError("a draft is never committed")


class _Log:
    """The log of a draft, which begins as a copy of the store's."""

    def __init__(self, log: bytes) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_log_memory_bytes)  # noqa: SIM115 - xClose does
        self._file.write(log)
        self._size = len(log)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._file.seek(offset)
        return self._file.read(amount)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._file.seek(offset)
        self._file.write(data)
        self._size = max(self._size, offset + len(data))

    def xFileSize(self) -> int:  # noqa: N802
        return self._size

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._file.truncate(size)
        self._size = size

    def xSync(self, flags: int) -> None:  # noqa: N802
        """Nothing of it shall last."""

    def xClose(self) -> None:  # noqa: N802
        self._file.close()

    def xLock(self, level: int) -> None:  # noqa: N802
        """Nobody else can see it."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """Nobody else can see it."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, _operation: int, _pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return 4096

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0
