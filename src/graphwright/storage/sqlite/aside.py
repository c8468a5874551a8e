"""A store in a file beside its place, renamed into it.

See `storage/aside.py`. While it is built, its file is `<place>.bulk`; what a power cut leaves of it can be continued.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import apsw

from graphwright.errors import StoreBusyError, StoreError
from graphwright.storage.aside import Aside, refuse_content
from graphwright.storage.sqlite.connection import SqliteConnection, translate_errors
from graphwright.storage.sqlite.lock import WriteLock
from graphwright.storage.sqlite.storage import SqliteStorage

_beside: Final = ("", "-wal", "-shm", "-writers", "-alter")
"""The files of a store."""


class _AsideStorage(SqliteStorage):
    """Flushes at checkpoints only: until it is in its place, nobody relies on its last commits."""

    def __init__(self, path: str, cache_bytes: int) -> None:
        self._cache_kilobytes = cache_bytes // 1024
        super().__init__(path)

    def open_writer(self) -> SqliteConnection:
        connection = super().open_writer()
        connection.raw.execute("PRAGMA synchronous=NORMAL")
        connection.raw.execute(f"PRAGMA cache_size=-{self._cache_kilobytes}")
        return connection


@contextmanager
def sqlite_aside(path: str, *, resumes: bool, cache_bytes: int) -> Iterator[Aside]:
    """The store that is built for a path."""
    place = str(Path(path).absolute())
    _check_place(path)
    lock_path = f"{place}.bulk-lock"
    with closing(WriteLock(lock_path)) as lock, lock.held_or_busy(f"another store is being built for {path}"):
        if not resumes:
            _remove(f"{place}.bulk")
        elif not Path(f"{place}.bulk").exists():
            raise StoreError(f"there is no unfinished bulk load for {path} to go on with; leave --resume out")
        aside = _SqliteAside(place, _AsideStorage(f"{place}.bulk", cache_bytes))
        try:
            yield aside
        finally:
            aside.storage.close()
            with suppress(OSError):
                Path(lock_path).unlink()


class _SqliteAside:
    def __init__(self, place: str, storage: SqliteStorage) -> None:
        self._place = place
        self.storage = storage

    def swap(self) -> None:
        built = f"{self._place}.bulk"
        self.storage.close()
        _as_one_file(built)
        _check_place(self._place)
        if Path(self._place).exists():
            _as_one_file(self._place)
        Path(built).replace(self._place)
        _flush(str(Path(self._place).parent))
        _remove(built)


def _check_place(place: str) -> None:
    if Path(place).exists():
        with closing(SqliteStorage(place)) as storage:
            refuse_content(storage)


@translate_errors
def _as_one_file(path: str) -> None:
    """Has all of a store in its file, flushed, without a journal beside it.

    Raises:
        StoreBusyError: Somebody has it open.
    """
    raw = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Ends the log, which needs the store alone.
        mode = raw.pragma("journal_mode", "delete")
    except (apsw.BusyError, apsw.LockedError):
        mode = ""
    finally:
        raw.close()
    if mode != "delete":
        raise StoreBusyError(f"{path} is open in another program: end the servers on it, and go on with --resume")
    _flush(path)


def _flush(path: str) -> None:
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise StoreError(f"{path} cannot be flushed to the disk: {error.strerror}") from error


def _remove(path: str) -> None:
    for suffix in _beside:
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").unlink()
