"""The writers' queue: an advisory lock on a file beside the store.

SQLite's own busy handler polls, and starved one process for 2 s in a run of four; the kernel queues
waiters of `flock` in turn. Does not know: SQLite.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graphwright import limits
from graphwright.errors import StoreBusyError, StoreError


class WriteLock:
    """Held by one writer of all processes at a time. The kernel frees it when a process dies."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"the lock file {path} cannot be opened ({error.strerror}); the store's folder must be writable"
            ) from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Waits its turn, then holds the lock for the body.

        Raises:
            StoreBusyError: Others held it for `write_wait_ms_max`.
        """
        self._check_open()
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file = self._file
        except BlockingIOError:
            file = self._wait()
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
            if file != self._file:
                os.close(file)

    def _wait(self) -> int:
        """A file of its own that holds the lock, which whoever gives up can leave to the waiting thread to close."""
        waiter = _Waiter(os.open(self._path, os.O_RDWR | os.O_CLOEXEC))
        # A daemon: the process may end while it still waits.
        threading.Thread(target=waiter.acquire, name="graphwright-write-lock", daemon=True).start()
        if not waiter.is_settled.wait(limits.write_wait_ms_max / 1000) and waiter.gives_up():
            raise StoreBusyError(
                f"other writers held the store for longer than {limits.write_wait_ms_max} ms (write_wait_ms_max); "
                "nothing was changed, try again"
            )
        return waiter.file

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

    def is_at(self, path: Path) -> bool:
        """Whether the file is still there under its name, so that others meet this lock."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return False
        mine = os.fstat(self._file)
        return (found.st_dev, found.st_ino) == (mine.st_dev, mine.st_ino)

    def close(self) -> None:
        """Gives the lock's file back."""
        if self._file >= 0:
            os.close(self._file)
            # The number will soon be another file's.
            self._file = -1

    def _check_open(self) -> None:
        if self._file < 0:
            raise StoreError("the store is closed")


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Holds a file that is there only for its lock, and goes with it; the last one to leave removes the folder.

    Raises:
        StoreBusyError: Somebody else holds it.
    """
    lock = WriteLock(str(path))
    try:
        with lock.held_or_busy(f"{path} is held by another process"):
            if not lock.is_at(path):
                raise StoreBusyError(f"{path} was just given up")
            try:
                yield
            finally:
                path.unlink(missing_ok=True)
    finally:
        lock.close()
        with suppress(OSError):  # others are there
            path.parent.rmdir()


class _Waiter:
    """A place in the kernel's queue, held by a thread, which may be given up before its turn comes."""

    def __init__(self, file: int) -> None:
        self.file = file
        self.is_settled = threading.Event()
        self._has_given_up = False
        self._lock = threading.Lock()

    def acquire(self) -> None:
        """Waits as long as it takes."""
        fcntl.flock(self.file, fcntl.LOCK_EX)
        with self._lock:
            if self._has_given_up:
                os.close(self.file)
            else:
                self.is_settled.set()

    def gives_up(self) -> bool:
        """Leaves the queue; False when the turn has just come."""
        with self._lock:
            self._has_given_up = not self.is_settled.is_set()
            return self._has_given_up
