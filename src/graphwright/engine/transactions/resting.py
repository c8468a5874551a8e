"""Transactions that have only read and wait for a further step: nearly all that clients begin, and few go on.

Such a one is an entry of a dict, from its number to the snapshot that it looks at, and no object of its own: 20,000 of
them take neither much memory nor the garbage collector's time. When each was used last is known by the group in which
it is, to a second. Does not know: clocks, locks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import field
from itertools import islice
from typing import Final

from graphwright.engine.transactions.snapshots import SharedSnapshot
from graphwright.records import dataclass

_span_s_max: Final = 1.0


@dataclass(slots=True, eq=False)
class _Group:
    """What came to rest within a second, by number, in order.

    Attributes:
        read_only: Those that may not write.
        used_at: When the last one came.
    """

    began_at: float
    used_at: float
    seats: dict[int, SharedSnapshot] = field(default_factory=dict)
    read_only: set[int] = field(default_factory=set)


class Resting:
    """All of a process, the one longest unused first."""

    def __init__(self) -> None:
        self._groups: deque[_Group] = deque()
        self.count = 0

    def add(self, start_ts: int, shared: SharedSnapshot, now: float, *, is_read_only: bool) -> None:
        """One comes to rest."""
        group = self._groups[-1] if self._groups else None
        if group is None or now - group.began_at > _span_s_max:
            group = _Group(now, now)
            self._groups.append(group)
        group.used_at = now
        group.seats[start_ts] = shared
        if is_read_only:
            group.read_only.add(start_ts)
        shared.resting += 1
        self.count += 1

    def take(self, start_ts: int) -> tuple[SharedSnapshot, bool] | None:
        """One goes on: its snapshot, and whether it is read-only. None: there is none."""
        for group in reversed(self._groups):
            shared = group.seats.pop(start_ts, None)
            if shared is not None:
                is_read_only = start_ts in group.read_only
                group.read_only.discard(start_ts)
                shared.resting -= 1
                self.count -= 1
                return None if shared.is_over else (shared, is_read_only)
        return None

    def forget_before(self, moment: float) -> set[SharedSnapshot]:
        """Gives up what was not used since; the snapshots that they looked at."""
        found: set[SharedSnapshot] = set()
        while self._groups and self._groups[0].used_at < moment:
            group = self._groups.popleft()
            for shared in group.seats.values():
                shared.resting -= 1
            found.update(group.seats.values())
            self.count -= len(group.seats)
        return found

    def forget_oldest(self, number: int) -> set[SharedSnapshot]:
        """Gives up so many, those longest unused; the snapshots that they looked at."""
        found: set[SharedSnapshot] = set()
        while number > 0 and self._groups:
            group = self._groups[0]
            # At once: a dict passes over what was taken from its front each time that one asks for its first.
            oldest = list(islice(group.seats, number))
            for start_ts in oldest:
                shared = group.seats.pop(start_ts)
                group.read_only.discard(start_ts)
                shared.resting -= 1
                found.add(shared)
            self.count -= len(oldest)
            number -= len(oldest)
            if not group.seats:
                self._groups.popleft()
        return found
