"""The states of the store that open transactions of a process look at, each kept once for all that began at it.

Does not know: what transactions are.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Final

from graphwright.engine.kept import Kept
from graphwright.records import dataclass
from graphwright.storage.interface import Draft, Snapshot, Storage

_times_for_writers: Final = 4
"""Times `snapshots_max` that snapshots of those who have written may come to."""


@dataclass(slots=True, eq=False)
class SharedSnapshot:
    """A snapshot and how many transactions look at it.

    Attributes:
        awake: Those that run a step or have written.
        writers: Of these, those that have written.
        resting: Those that have only read and wait.
        is_over: It was given up; those that rest on it do not know yet.
    """

    snapshot: Snapshot
    awake: int = 0
    writers: int = 0
    resting: int = 0
    used_at: float = field(default_factory=time.monotonic)
    is_over: bool = False

    @property
    def state(self) -> tuple[int, int]:
        """Which state of the store it shows: (commit_ts, catalog version)."""
        return self.snapshot.position, self.snapshot.version


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is no longer needed: the draft first, for it looks at the snapshot's pages."""

    draft: Draft | None
    snapshot: Snapshot | None

    @property
    def is_busy(self) -> bool:
        """Whether a read that was given up still uses it."""
        return any(each is not None and each.is_busy for each in (self.draft, self.snapshot))

    def close(self) -> None:
        """Gives it back."""
        for each in (self.draft, self.snapshot):
            if each is not None:
                each.close()


class Snapshots:
    """Those of one process.

    Args:
        newest: Asks for the store's counters as they are now: (commit_ts, catalog version).
        lock: Of the transactions. Methods that say so are called with it held, the others without.
    """

    def __init__(self, storage: Storage, newest: Callable[[], tuple[int, int]], lock: threading.Lock) -> None:
        self._storage = storage
        self._newest = newest
        self._counters: Kept[tuple[int, int]] = Kept(storage)
        self._lock = lock
        self._kept: list[SharedSnapshot] = []
        self._leaving: list[Leaving] = []

    def __len__(self) -> int:
        return len(self._kept)

    def take(self) -> SharedSnapshot:
        """One of the store's present state, for one more transaction that is awake."""
        newest = self._present()
        with self._lock:
            found = self._one_of(newest)
            if found is not None:
                found.awake += 1
                found.used_at = time.monotonic()
                return found
        shared = SharedSnapshot(self._storage.open_snapshot(), awake=1)
        with self._lock:
            self._kept.append(shared)
        return shared

    def _one_of(self, state: tuple[int, int]) -> SharedSnapshot | None:
        """One of a state of the store, which nobody is just using; with the lock."""
        busy = []
        for shared in reversed(self._kept):  # the newest are last
            if shared.state != state:
                break
            if not shared.snapshot.is_busy:
                return shared
            busy.append(shared)
        if not busy or len(self._kept) < self._storage.snapshots_max:
            return None
        return min(busy, key=lambda shared: shared.awake)  # to wait is better than to give others up

    def _present(self) -> tuple[int, int]:
        """The store's counters as they are now."""
        mark, newest = self._counters.look()
        if newest is None:
            newest = self._newest()
            self._counters.keep(mark, newest)
        return newest

    def excess(self) -> list[SharedSnapshot]:
        """Those that are too many, of the least worth; with the lock.

        Where many write at once each may have begun at another commit, so what was written has more room.
        """
        most = self._storage.snapshots_max
        count = len(self._kept) - most
        if count <= 0:
            return []
        least = sorted(self._kept, key=lambda shared: (shared.writers > 0, shared.used_at))[:count]
        may_give_up_writers = len(self._kept) > _times_for_writers * most
        return least if may_give_up_writers else [shared for shared in least if not shared.writers]

    def give_up(self, those: Iterable[SharedSnapshot]) -> list[Leaving]:
        """Gives snapshots up, and with them what rests on them, where nobody is awake; with the lock."""
        return [self._dismiss(shared) for shared in those if not shared.awake and not shared.is_over]

    def unused(self, those: Iterable[SharedSnapshot]) -> list[Leaving]:
        """Those among some that nobody looks at any more; with the lock."""
        return self.give_up(shared for shared in those if not shared.resting)

    def _dismiss(self, shared: SharedSnapshot) -> Leaving:
        shared.is_over = True
        self._kept.remove(shared)
        return Leaving(None, shared.snapshot)

    def leave(self, those: Iterable[Leaving], *, waits: bool = False) -> None:
        """Closes what is no longer used; later, where a read that was given up still uses it."""
        for leaving in those:
            if waits or not leaving.is_busy:
                leaving.close()
            else:
                with self._lock:
                    self._leaving.append(leaving)

    def leave_late(self, *, waits: bool = False) -> None:
        """Closes what could not be closed before."""
        with self._lock:
            found, self._leaving = self._leaving, []
        self.leave(found, waits=waits)
