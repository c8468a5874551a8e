"""The open transactions of a process, and the snapshots that they share.

A transaction is named by its `start_ts`: the number of the process that has it (`members.py`) in the low bits, and
above it a clock's ticks, so that no number comes twice. Transactions that began at the same state of the store look at
the same snapshot. What only reads and is idle is given up sooner than what has written, for clients say nothing when
they are done with reading; between two steps it is little more than its number (`resting.py`). Does not know: what
transactions read and write.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import field
from itertools import islice
from typing import Final

from graphwright import limits
from graphwright.engine.catalogs import Loaded
from graphwright.engine.dql_mutating import Bound
from graphwright.engine.transactions.conflicts import Key
from graphwright.engine.transactions.resting import Resting
from graphwright.engine.transactions.snapshots import Leaving, SharedSnapshot, Snapshots
from graphwright.engine.transactions.turns import Turn
from graphwright.errors import AbortedError
from graphwright.records import dataclass
from graphwright.storage.interface import Connection, Draft, Storage

_owner_bits: Final = limits.processes_max.bit_length() - 1
_ticks_per_s: Final = 16_384
_epoch_s: Final = 1_767_225_600
"""2026; so the numbers fit into the 53 bits that JavaScript keeps for another 68 years."""


def owner_of(start_ts: int) -> int:
    """The number of the process that has a transaction."""
    return start_ts & (limits.processes_max - 1)


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
    """An open transaction while a step of it runs, and from its first mutation on.

    Attributes:
        loaded: The catalog that it goes by since it brought new predicates; None: its snapshot's.
        pending: Its mutations so far; `writes` does in a draft what they will do in the store.
        keys: What it conflicts about.
        turn: Held by the step that runs.
        steps: Those that run or wait for their turn.
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
    steps: int = 1
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


class OpenTransactions:
    """Those of one process.

    Args:
        newest: Asks for the store's counters as they are now: (commit_ts, catalog version).
    """

    def __init__(self, storage: Storage, newest: Callable[[], tuple[int, int]]) -> None:
        self._storage = storage
        self._lock = threading.Lock()
        self._resting = Resting()
        self._reading: dict[int, Transaction] = {}
        self._writing: OrderedDict[int, Transaction] = OrderedDict()
        self._snapshots = Snapshots(storage, newest, self._lock)
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
        """Opens a transaction at the store's present state, for its first step; `step_done` ends that."""
        shared = self._snapshots.take()
        transaction = Transaction(self.new_number(owner), shared, is_read_only)
        with self._lock:
            self._reading[transaction.start_ts] = transaction
            self._expire_when_idle()
        self._make_room()
        return transaction

    def look(self) -> SharedSnapshot:
        """The store's present state, for one read; `rest` or `look_away` ends that."""
        return self._snapshots.take()

    def look_away(self, shared: SharedSnapshot) -> None:
        """Nothing began with the read."""
        with self._lock:
            shared.awake -= 1
            unused = self._snapshots.unused((shared,))
        self._snapshots.leave(unused)

    def rest(self, shared: SharedSnapshot, owner: int, *, is_read_only: bool) -> int:
        """A transaction that began with the read and rests from now on: its start_ts."""
        start_ts = self.new_number(owner)
        with self._lock:
            shared.awake -= 1
            self._resting.add(start_ts, shared, time.monotonic(), is_read_only=is_read_only)
            self._expire_when_idle()
        self._make_room()
        return start_ts

    def find(self, start_ts: int) -> Transaction:
        """An open transaction, for a further step; `step_done` ends that.

        Raises:
            AbortedError: It is over, or never was.
        """
        with self._lock:
            found = self._writing.get(start_ts)
            if found is not None:
                self._writing.move_to_end(start_ts)
            else:
                found = self._reading.get(start_ts)
            if found is None:
                return self._wake(start_ts)
            if found.is_doomed:
                raise AbortedError
            found.steps += 1
            found.used_at = found.shared.used_at = time.monotonic()
            return found

    def _wake(self, start_ts: int) -> Transaction:
        resting = self._resting.take(start_ts)
        if resting is None:
            raise AbortedError
        shared, is_read_only = resting
        shared.awake += 1
        shared.used_at = time.monotonic()
        found = self._reading[start_ts] = Transaction(start_ts, shared, is_read_only)
        return found

    def step_done(self, transaction: Transaction, *, has_turn: bool = True) -> None:
        """A step of a transaction has ended; where it has only read, it comes to rest.

        Args:
            has_turn: The step came to its turn, which it still has.
        """
        if has_turn:
            transaction.turn.give()
        with self._lock:
            transaction.steps -= 1
            if transaction.steps or transaction.is_over:
                return
            transaction.used_at = now = time.monotonic()
            if not transaction.is_doomed:
                if self._reading.pop(transaction.start_ts, None) is not None:
                    shared = transaction.shared
                    shared.awake -= 1
                    self._resting.add(transaction.start_ts, shared, now, is_read_only=transaction.is_read_only)
                return
        self.end(transaction)

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
            shared.awake -= 1
            draft, transaction.draft = transaction.draft, None
            unused = self._snapshots.unused((shared,))
        # The draft first: it looks at the snapshot's pages.
        leaving = [Leaving(draft, each.snapshot) for each in unused] or [Leaving(draft, None)]
        self._snapshots.leave(leaving)

    def end_writing(self, is_meant: Callable[[Transaction], bool]) -> int:
        """Gives up transactions that have written; how many there were."""
        with self._lock:
            found = [one for one in self._writing.values() if is_meant(one)]
        for transaction in found:
            self._give_up(transaction)
        return len(found)

    def end_all(self) -> int:
        """Gives all up; how many had written."""
        count = self.end_writing(lambda _: True)
        with self._lock:
            unused = self._snapshots.unused(self._resting.forget_oldest(self._resting.count))
            reading = list(self._reading.values())
        self._snapshots.leave(unused)
        for transaction in reading:
            self._give_up(transaction)
        return count

    def _give_up(self, transaction: Transaction) -> None:
        """Ends a transaction; one in use sees it before it commits."""
        transaction.is_doomed = True
        if transaction.turn.take(wait_s=_give_up_wait_s):
            try:
                self.end(transaction)
            finally:
                transaction.turn.give()

    # -- where there is too much

    def _make_room(self) -> None:
        """Gives up what has been idle for longest where there is too much; what has written goes last."""
        if self._has_room():
            return
        with self._lock:
            unused = self._snapshots.unused(self._resting.forget_oldest(self._reading_excess()))
            left = self._snapshots.excess()
            excess = max(0, len(self._writing) - limits.transactions_open_max)
            gone = list(islice(self._writing.values(), excess))
            gone += [one for one in self._writing.values() if one.shared in left]
        self._snapshots.leave(unused)
        self._end_idle(gone)
        with self._lock:
            given_up = self._snapshots.give_up(left)
        self._snapshots.leave(given_up)

    def _has_room(self) -> bool:
        return (
            self._resting.count + len(self._reading) <= limits.transactions_reading_max
            and len(self._writing) <= limits.transactions_open_max
            and len(self._snapshots) <= self._storage.snapshots_max
        )

    def _reading_excess(self) -> int:
        """How many of those that rest must go; some at a time where there is room for many."""
        excess = self._resting.count + len(self._reading) - limits.transactions_reading_max
        return excess + limits.transactions_reading_max // 100 if excess > 0 else 0

    def _end_idle(self, transactions: Iterable[Transaction]) -> None:
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
            self._snapshots.leave_late()

    def expire(self, now: float) -> None:
        """Gives up what is idle."""
        reading_s = _held_back_idle_s if self._storage.is_held_back() else limits.transaction_reading_idle_s_max
        with self._lock:
            unused = self._snapshots.unused(self._resting.forget_before(now - reading_s))
            gone = [one for one in self._writing.values() if now - one.used_at > limits.transaction_idle_s_max]
        self._snapshots.leave(unused)
        self._end_idle(gone)

    def close(self) -> None:
        """Gives all up."""
        self._closed.set()
        self.end_all()
        if self._expiring is not None:
            self._expiring.join()
        self._snapshots.leave_late(waits=True)


_give_up_wait_s: Final = 1.0
_held_back_idle_s: Final = 1.0
"""Seconds for which what only reads is kept where snapshots hold the store back."""


def _pause_s() -> float:
    return min(1.0, limits.transaction_reading_idle_s_max / 4, limits.transaction_idle_s_max / 4)
