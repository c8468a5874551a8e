"""The writers' queue: an advisory lock on a file beside the store.

SQLite's own busy handler polls, and starved one process for 2 s in a run of four; the kernel queues
waiters of `flock` in turn. Does not know: SQLite.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from graphwright.errors import StoreBusyError, StoreError


class WriteLock:
    """Held by one writer of all processes at a time. The kernel frees it when a process dies."""

    def __init__(self, path: str) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"the lock file {path} cannot be opened ({error.strerror}); the store's folder must be writable"
            ) from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Waits its turn, then holds the lock for the body."""
        self._check_open()
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    @contextmanager
    def held_or_busy(self, message: str) -> Iterator[None]:
        """Holds the lock for the body, or raises StoreBusyError at once when somebody else does."""
        self._check_open()
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreBusyError(message) from None
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Gives the lock's file back."""
        if self._file >= 0:
            os.close(self._file)
            # The number will soon be another file's.
            self._file = -1

    def _check_open(self) -> None:
        if self._file < 0:
            raise StoreError("the store is closed")
