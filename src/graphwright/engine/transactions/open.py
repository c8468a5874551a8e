"""The open transactions of a process, and the snapshots that they share.

A transaction is named by its `start_ts`: the number of the process that has it (`members.py`) in the low bits, and
above it a clock's ticks, so that no number comes twice. Transactions that began at the same state of the store look at
the same snapshot. What only reads and is idle is given up sooner than what has written, for clients say nothing when
they are done with reading. Does not know: what transactions read and write.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from graphwright import limits
from graphwright.engine.catalogs import Loaded
from graphwright.engine.dql_mutating import Bound
from graphwright.engine.transactions.conflicts import Key
from graphwright.engine.transactions.turns import Turn
from graphwright.errors import AbortedError
from graphwright.storage.interface import Connection, Draft, Snapshot, Storage

_owner_bits: Final = limits.processes_max.bit_length() - 1
_ticks_per_s: Final = 16_384
_epoch_s: Final = 1_767_225_600
"""2026; so the numbers fit into the 53 bits that JavaScript keeps for another 68 years."""


def owner_of(start_ts: int) -> int:
    """The number of the process that has a transaction."""
    return start_ts & (limits.processes_max - 1)


@dataclass(slots=True, eq=False)
class SharedSnapshot:
    """A snapshot and how many transactions look at it."""

    snapshot: Snapshot
    users: int = 0
    writers: int = 0
    used_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pending:
    """A mutation of an open transaction.

    Attributes:
        loaded: The catalog that it was bound by.
        predicates: Those it writes.
    """

    bound: Bound
    loaded: Loaded
    predicates: frozenset[str]


@dataclass(slots=True, eq=False)
class Transaction:
    """An open transaction.

    Attributes:
        loaded: The catalog that it goes by since it brought new predicates; None: its snapshot's.
        pending: Its mutations so far; `writes` does in a draft what they will do in the store.
        keys: What it conflicts about.
        turn: Held by the step that runs.
        is_doomed: It was given up while a step ran, which must not commit it.
        reason: Why it is over, where that is not plain.
    """

    start_ts: int
    shared: SharedSnapshot
    is_read_only: bool = False
    loaded: Loaded | None = None
    pending: list[Pending] = field(default_factory=list)
    writes: list[Callable[[Connection], None]] = field(default_factory=list)
    keys: set[Key] = field(default_factory=set)
    predicates: dict[str, None] = field(default_factory=dict)
    draft: Draft | None = None
    turn: Turn = field(default_factory=Turn)
    used_at: float = field(default_factory=time.monotonic)
    is_doomed: bool = False
    is_over: bool = False
    reason: str = ""

    @property
    def position(self) -> int:
        """The last commit that it sees."""
        return self.shared.snapshot.position

    @property
    def version(self) -> int:
        """The catalog that it goes by."""
        return self.shared.snapshot.version if self.loaded is None else self.loaded.version


@dataclass(frozen=True, slots=True)
class _Leaving:
    """What is no longer needed: the draft first, for it looks at the snapshot's pages."""

    draft: Draft | None
    snapshot: Snapshot | None

    @property
    def is_busy(self) -> bool:
        return any(each is not None and each.is_busy for each in (self.draft, self.snapshot))

    def close(self) -> None:
        for each in (self.draft, self.snapshot):
            if each is not None:
                each.close()


class OpenTransactions:
    """Those of one process.

    Args:
        newest: Asks for the store's counters as they are now: (commit_ts, catalog version).
    """

    def __init__(self, storage: Storage, newest: Callable[[], tuple[int, int]]) -> None:
        self._storage = storage
        self._newest = newest
        self._lock = threading.Lock()
        self._reading: OrderedDict[int, Transaction] = OrderedDict()
        self._writing: OrderedDict[int, Transaction] = OrderedDict()
        self._snapshots: list[SharedSnapshot] = []
        self._leaving: list[_Leaving] = []
        self._last_tick = 0
        self._expiring: threading.Thread | None = None
        self._closed = threading.Event()

    # -- beginning and ending

    def new_number(self, owner: int) -> int:
        """A start_ts that no transaction has."""
        with self._lock:
            self._last_tick = max(self._last_tick + 1, int((time.time() - _epoch_s) * _ticks_per_s))
            return self._last_tick << _owner_bits | owner

    def begin(self, owner: int, *, is_read_only: bool) -> Transaction:
        """Opens a transaction at the store's present state."""
        shared = self._take_snapshot()
        transaction = Transaction(self.new_number(owner), shared, is_read_only)
        with self._lock:
            self._reading[transaction.start_ts] = transaction
            self._expire_when_idle()
        self._make_room()
        return transaction

    def find(self, start_ts: int) -> Transaction:
        """An open transaction.

        Raises:
            AbortedError: It is over, or never was.
        """
        with self._lock:
            group = self._writing if start_ts in self._writing else self._reading
            found = group.get(start_ts)
            if found is None or found.is_doomed:
                raise AbortedError
            group.move_to_end(start_ts)
            found.used_at = found.shared.used_at = time.monotonic()
            return found

    def note_writing(self, transaction: Transaction) -> None:
        """A transaction that has written is kept longer."""
        with self._lock:
            if self._reading.pop(transaction.start_ts, None) is not None:
                self._writing[transaction.start_ts] = transaction
                transaction.shared.writers += 1
        self._make_room()

    def end(self, transaction: Transaction) -> None:
        """Forgets a transaction; what it wrote is gone."""
        with self._lock:
            if transaction.is_over:
                return
            transaction.is_over = True
            self._reading.pop(transaction.start_ts, None)
            shared = transaction.shared
            if self._writing.pop(transaction.start_ts, None) is not None:
                shared.writers -= 1
            shared.users -= 1
            draft, transaction.draft = transaction.draft, None
            leaves = not shared.users and shared in self._snapshots
            if leaves:
                self._snapshots.remove(shared)
        self._leave(_Leaving(draft, shared.snapshot if leaves else None))

    def _leave(self, leaving: _Leaving, *, waits: bool = False) -> None:
        """Closes what is no longer used; later, where a read that was given up still uses it."""
        if waits or not leaving.is_busy:
            leaving.close()
            return
        with self._lock:
            self._leaving.append(leaving)

    def _leave_late(self, *, waits: bool = False) -> None:
        with self._lock:
            found, self._leaving = self._leaving, []
        for each in found:
            self._leave(each, waits=waits)

    def end_those(self, is_meant: Callable[[Transaction], bool]) -> int:
        """Gives transactions up; how many there were."""
        with self._lock:
            found = [one for group in (self._reading, self._writing) for one in group.values() if is_meant(one)]
        for transaction in found:
            self._give_up(transaction)
        return len(found)

    def _give_up(self, transaction: Transaction) -> None:
        """Ends a transaction; one in use sees it before it commits."""
        transaction.is_doomed = True
        if transaction.turn.take(wait_s=_give_up_wait_s):
            try:
                self.end(transaction)
            finally:
                transaction.turn.give()

    # -- snapshots

    def _take_snapshot(self) -> SharedSnapshot:
        """One of the store's present state."""
        newest = self._newest()
        with self._lock:
            same = [one for one in self._snapshots if (one.snapshot.position, one.snapshot.version) == newest]
            free = [one for one in same if not one.snapshot.is_busy]
            if not free and len(self._snapshots) >= self._storage.snapshots_max:
                free = sorted(same, key=lambda shared: shared.users)  # to wait is better than to give others up
            if free:
                free[0].users += 1
                free[0].used_at = time.monotonic()
                return free[0]
        shared = SharedSnapshot(self._storage.open_snapshot(), users=1)
        with self._lock:
            self._snapshots.append(shared)
        return shared

    def _make_room(self) -> None:
        """Gives up what has been idle for longest where there is too much; what has written goes last."""
        with self._lock:
            gone = _beyond(self._reading, limits.transactions_reading_max)
            gone += _beyond(self._writing, limits.transactions_open_max)
            excess = len(self._snapshots) - self._storage.snapshots_max
            if excess > 0:
                by_worth = sorted(self._snapshots, key=lambda shared: (shared.writers > 0, shared.used_at))
                left = set(map(id, by_worth[:excess]))
                groups = (self._reading, self._writing)
                gone += [one for group in groups for one in group.values() if id(one.shared) in left]
        self._end_all(gone)

    def _end_all(self, transactions: Iterable[Transaction]) -> None:
        for transaction in transactions:
            if transaction.turn.take(wait_s=0):  # one in use is not idle
                try:
                    self.end(transaction)
                finally:
                    transaction.turn.give()

    # -- expiry

    def _expire_when_idle(self) -> None:
        if self._expiring is None and not self._closed.is_set():
            self._expiring = threading.Thread(target=self._expire, name="graphwright-transactions", daemon=True)
            self._expiring.start()

    def _expire(self) -> None:
        while not self._closed.wait(_pause_s()):
            self.expire(time.monotonic())
            self._leave_late()

    def expire(self, now: float) -> None:
        """Gives up what is idle."""
        reading_s = _held_back_idle_s if self._storage.is_held_back() else limits.transaction_reading_idle_s_max
        with self._lock:
            gone = [one for one in self._reading.values() if now - one.used_at > reading_s]
            gone += [one for one in self._writing.values() if now - one.used_at > limits.transaction_idle_s_max]
        self._end_all(gone)

    def close(self) -> None:
        """Gives all up."""
        self._closed.set()
        self.end_those(lambda _: True)
        if self._expiring is not None:
            self._expiring.join()
        self._leave_late(waits=True)


_give_up_wait_s: Final = 1.0
_held_back_idle_s: Final = 1.0
"""Seconds for which what only reads is kept where snapshots hold the store back."""


def _pause_s() -> float:
    return min(1.0, limits.transaction_reading_idle_s_max / 4, limits.transaction_idle_s_max / 4)


def _beyond(transactions: OrderedDict[int, Transaction], most: int) -> list[Transaction]:
    excess = len(transactions) - most
    if excess <= 0:
        return []
    values = iter(transactions.values())
    return [next(values) for _ in range(excess)]
