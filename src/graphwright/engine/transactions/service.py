"""Transactions of DQL, for the rest of the engine: a request or an end comes in, the answer goes out.

A step of a transaction runs in the process that has it; one that comes to another process is passed on. Does not know:
wires.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Final

from sqlalchemy import select

from graphwright import limits
from graphwright.engine.dql_at_once import InUse, data_at_once
from graphwright.engine.drivers import Readers
from graphwright.engine.transactions.gate import Gate
from graphwright.engine.transactions.members import Members
from graphwright.engine.transactions.open import OpenTransactions, Transaction, owner_of
from graphwright.engine.transactions.passing import Step
from graphwright.engine.transactions.snapshots import SharedSnapshot
from graphwright.engine.transactions.steps import AsyncDriver, Stepping, drive_step
from graphwright.engine.transactions.uids import SpareUids
from graphwright.engine.transactions.views import Compilers, TransactionalEngine, View
from graphwright.engine.transactions.writing import Aside
from graphwright.engine.writer import Writer
from graphwright.errors import AbortedError
from graphwright.model.caller import Caller
from graphwright.model.dql_requests import DqlAnswer, DqlRequest
from graphwright.storage.interface import SqlValue, Storage
from graphwright.storage.tables import state_table

_threads_max: Final = 16


class _FirstRead:
    """What may become the first read of a transaction.

    Attributes:
        shared: What it looks at; None until it reads.
    """

    __slots__ = ("_open", "shared")

    def __init__(self, transactions: OpenTransactions) -> None:
        self._open = transactions
        self.shared: SharedSnapshot | None = None

    def rows(self, text: str, arguments: Sequence[SqlValue]) -> list[tuple[Any, ...]]:
        """The rows of a short statement.

        Raises:
            InUse: The snapshot has to be waited for.
            OverBudget: The statement is not short.
        """
        self.shared = self._open.look()
        snapshot = self.shared.snapshot
        if snapshot.is_busy:
            raise InUse
        return snapshot.run(lambda connection: connection.rows_within(limits.inline_read_ms, text, arguments))


class Transactions:
    """The transactions of a database.

    Args:
        gate: Where servers of the store on other machines hand over steps; None: nowhere.
    """

    def __init__(
        self,
        engine: TransactionalEngine,
        storage: Storage,
        readers: Readers,
        writer: Writer,
        gate: Gate | None = None,
    ) -> None:
        self._engine = engine
        self._readers = readers
        self._writer = writer
        self._is_inline = storage.capabilities.runs_in_event_loop
        columns = (state_table.c.commit_ts, state_table.c.catalog_version, state_table.c.next_uid)
        self._counters = storage.compile(select(*columns))
        self._open = OpenTransactions(storage, lambda: self._newest()[:2])
        spare = SpareUids(writer, lambda: self._newest()[2])
        self._stepping = Stepping(engine, self._open, Aside(engine, self._open, spare))
        self._view = View(self._open, Compilers(engine), engine)
        self._members = Members(storage, self._carry_out, gate)
        self._threads = ThreadPoolExecutor(_threads_max, thread_name_prefix="graphwright-transaction")
        self._driver = AsyncDriver(writer, self._threads, readers.slow if self._is_inline else None)
        self._is_used = False

    def _newest(self) -> Any:
        """The store's counters: commit_ts, catalog version, next uid."""
        return self._readers.connection().rows(self._counters.text)[0]

    @staticmethod
    def concerns(request: DqlRequest) -> bool:
        """Whether a request is a step of a transaction that stays open, or may be its first."""
        if request.start_ts:
            return True
        return not request.commits if request.mutations else not request.is_best_effort

    # -- requests

    async def run(self, request: DqlRequest, caller: Caller) -> DqlAnswer:
        """Runs a step.

        Raises:
            AbortedError: The transaction is over, or the process that had it.
            GraphwrightError: The request is refused.
        """
        loop = asyncio.get_running_loop()
        number = self._members.number if self._members.is_known else await loop.run_in_executor(None, self._number)
        if request.start_ts and owner_of(request.start_ts) != number:
            answer: DqlAnswer = await self._members.pass_on_async(Step(request=request, caller=caller))
            return answer
        if self._is_inline and not request.start_ts:
            found = self._begin_at_once(request, caller, number)
            if found is not None:
                return found
        transaction = await self._take_turn(request, number)
        try:
            view = self._view.of(transaction)
            return await self._driver.drive(self._stepping.run(view, request, caller), view)
        except BaseException:
            if not request.start_ts:
                self._open.end(transaction)
            raise
        finally:
            self._open.step_done(transaction)

    def _begin_at_once(self, request: DqlRequest, caller: Caller, number: int) -> DqlAnswer | None:
        """A query that begins a transaction, by a plan that is there; None, and nothing happened, where not."""
        read, start_ts = _FirstRead(self._open), 0
        try:
            data = data_at_once(self._engine.compiler, read.rows, self._readers.slow, request, caller)
            if read.shared is not None and data is not None:
                start_ts = self._open.rest(read.shared, number, is_read_only=request.is_read_only)
        finally:
            if read.shared is not None and not start_ts:
                self._open.look_away(read.shared)
        if data is None:
            return None
        self._engine.count(is_hit=True)
        return DqlAnswer(data=data, uids=None, start_ts=start_ts)

    def run_blocking(self, request: DqlRequest, caller: Caller) -> DqlAnswer:
        """As `run`, in this thread."""
        number = self._number()
        if request.start_ts and owner_of(request.start_ts) != number:
            answer: DqlAnswer = self._members.pass_on(Step(request=request, caller=caller))
            return answer
        with self._turn(request, number) as transaction:
            view = self._view.of(transaction)
            return drive_step(self._stepping.run(view, request, caller), view, self._writer)

    def join(self) -> None:
        """Lets others hand over steps from now on, and not only from the first transaction on.

        Raises:
            StoreError: It cannot listen, or the store is not for several machines.
        """
        self._number()

    def fresh_number(self) -> int:
        """A start_ts for what needs no transaction."""
        return self._open.new_number(0)

    def _number(self) -> int:
        self._is_used = True
        return self._members.number

    @contextmanager
    def _turn(self, request: DqlRequest, number: int) -> Iterator[Transaction]:
        """The request's transaction, for nobody else meanwhile; one that fails at its first step was never there."""
        is_first = not request.start_ts
        transaction = self._begin(request, number) if is_first else self._open.find(request.start_ts)
        with self._held(transaction):
            try:
                yield transaction
            except BaseException:
                if is_first:
                    self._open.end(transaction)
                raise

    @contextmanager
    def _held(self, transaction: Transaction) -> Iterator[None]:
        """The turn of a transaction that was found, for one step."""
        transaction.turn.take()
        try:
            yield
        finally:
            self._open.step_done(transaction)

    async def _take_turn(self, request: DqlRequest, number: int) -> Transaction:
        """As `_turn`, in an event loop; no context manager, which takes as long as a short read."""
        if request.start_ts:
            transaction = self._open.find(request.start_ts)
        elif self._is_inline:
            transaction = self._begin(request, number)
        else:
            transaction = await self._begin_elsewhere(request, number)
        try:
            await transaction.turn.take_async()
        except BaseException:
            self._open.step_done(transaction, has_turn=False)
            raise
        return transaction

    async def _begin_elsewhere(self, request: DqlRequest, number: int) -> Transaction:
        """As `_begin`, on a thread; what it opens is not forgotten if nobody waits for it any more."""
        beginning = asyncio.get_running_loop().run_in_executor(self._threads, self._begin, request, number)
        try:
            return await asyncio.shield(beginning)
        except asyncio.CancelledError:
            beginning.add_done_callback(self._nobody_waits)
            raise

    def _nobody_waits(self, beginning: asyncio.Future[Transaction]) -> None:
        if not beginning.cancelled() and beginning.exception() is None:
            self._open.step_done(beginning.result(), has_turn=False)

    def _begin(self, request: DqlRequest, number: int) -> Transaction:
        return self._open.begin(number, is_read_only=request.is_read_only)

    # -- ends

    async def end(self, start_ts: int, keys: Sequence[str], predicates: Sequence[str], *, is_abort: bool) -> int:
        """Commits a transaction or gives it up; its commit_ts, 0 where it has written nothing."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, lambda: self.end_blocking(start_ts, keys, predicates, is_abort=is_abort)
        )

    def end_blocking(self, start_ts: int, keys: Sequence[str], predicates: Sequence[str], *, is_abort: bool) -> int:
        """As `end`, in this thread."""
        wrote = bool(keys or predicates)
        if owner_of(start_ts) != self._number():
            try:
                position: int = self._members.pass_on(Step(start_ts=start_ts, is_abort=is_abort, wrote=wrote))
                return position
            except AbortedError:
                if wrote and not is_abort:
                    raise
                return 0
        return self._end_here(start_ts, is_abort=is_abort, wrote=wrote)

    def _end_here(self, start_ts: int, *, is_abort: bool, wrote: bool) -> int:
        try:
            transaction = self._open.find(start_ts)
        except AbortedError:
            # What is not there is given up already; and who never wrote has nothing to lose.
            if wrote and not is_abort:
                raise
            return 0
        with self._held(transaction):
            if is_abort:
                self._open.end(transaction)
                return 0
            return drive_step(self._stepping.commit(transaction), self._view.of(transaction), self._writer)

    # -- schema changes

    def abort_on(self, predicates: Iterable[str] | None) -> bool:
        """Gives up the transactions that have written one of some predicates, in every process that is reached.

        Args:
            predicates: None: all transactions, also those that have only read.

        Returns:
            Whether there was one that had written.
        """
        names = None if predicates is None else tuple(predicates)
        found = self._abort_here(names)
        for passed in self._members.tell_all(Step(aborts=True, predicates=names)):
            found = found or bool(passed)
        return found

    def _abort_here(self, names: Sequence[str] | None) -> bool:
        if names is None:
            return self._open.end_all() > 0
        return self._open.end_writing(lambda transaction: any(name in transaction.predicates for name in names)) > 0

    # -- for others' steps

    def _carry_out(self, step: Step) -> Any:
        """A step that another process passed on."""
        if step.aborts:
            return self._abort_here(step.predicates)
        if step.request is None:
            return self._end_here(step.start_ts, is_abort=step.is_abort, wrote=step.wrote)
        with self._turn(step.request, self._members.number) as transaction:
            view = self._view.of(transaction)
            return drive_step(self._stepping.run(view, step.request, step.caller), view, self._writer)

    def close(self) -> None:
        """Gives up what is open."""
        with suppress(Exception):
            self._members.close()
        self._open.close()
        self._threads.shutdown()
