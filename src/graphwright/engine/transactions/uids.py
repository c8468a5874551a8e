"""New uids for the nodes of open transactions: leased in blocks by the writer, given out by any thread.

Does not know: transactions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, Protocol, TypeVar

from graphwright.engine.writer import Lease, NeedUids
from graphwright.storage.interface import Connection

Result = TypeVar("Result")

_block_uids: Final = 1_000


class Submits(Protocol):
    """The writer."""

    def submit(self, run: Callable[[Connection, Lease], range]) -> Future[range]: ...


class SpareUids(Lease):
    """A lease that is asked by several threads.

    Args:
        next_uid: Asks the store for the first uid that was never leased.
    """

    __slots__ = ("_lock", "_next_uid", "_writer")

    def __init__(self, writer: Any, next_uid: Callable[[], int]) -> None:
        super().__init__()
        self._writer = writer
        self._next_uid = next_uid
        self._lock = threading.RLock()

    @property
    def known_end(self) -> int:
        """What others have leased is more than a snapshot knows of."""
        return self._next_uid()

    def take(self, count: int) -> range:
        with self._lock:
            return super().take(count)

    def enough_for(self, work: Callable[[], Result]) -> Result:
        """Runs what takes uids, again with more where they do not suffice."""
        while True:
            try:
                return work()
            except NeedUids as need:
                self._draw(max(need.count, _block_uids))

    def _draw(self, count: int) -> None:
        taken = self._writer.submit(lambda _, lease: lease.take(count)).result()
        with self._lock:
            if self.end - self.next < len(taken):
                self.next, self.end = taken.start, taken.stop
