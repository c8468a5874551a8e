"""One step of a transaction that this process has, as a generator that asks for reads, writes and computing.

In: a request, the transaction's view. Out: a `DqlAnswer`. `drive_step` and `AsyncDriver` perform what is asked: reads
by the view, in the event loop while they are short. Does not know: which process has which transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, Final, TypeVar

from graphwright import limits
from graphwright.engine.dql_requests import check_may_write, execute_request
from graphwright.engine.driving import drive, drive_async, later
from graphwright.engine.execution import Compute, Read, Write
from graphwright.engine.slow_statements import SlowStatements
from graphwright.engine.time_limits import budget_ms, too_long
from graphwright.engine.transactions.committing import commit
from graphwright.engine.transactions.conflicts import shown
from graphwright.engine.transactions.open import OpenTransactions, Transaction
from graphwright.engine.transactions.views import TransactionalEngine, View
from graphwright.engine.transactions.writing import Aside, WrittenAside
from graphwright.engine.writer import Writer
from graphwright.errors import AbortedError
from graphwright.model.caller import Caller
from graphwright.model.dql_requests import DqlAnswer, DqlRequest
from graphwright.records import dataclass
from graphwright.storage.interface import OverBudget

Result = TypeVar("Result")
Asked = Read | Write | Compute
Work = Generator[Asked, Any, DqlAnswer]

_group: Final = "1-0-"
"""The reference says before each predicate which group of servers has it, and its namespace."""


@dataclass(frozen=True, slots=True)
class Stepping:
    """Runs steps."""

    engine: TransactionalEngine
    transactions: OpenTransactions
    aside: Aside

    def run(self, view: View, request: DqlRequest, caller: Caller) -> Work:
        """A query, a mutation, or an upsert; with `commits` also the end of the transaction.

        Raises:
            AbortedError: The transaction is over.
            GraphwrightError: The request is refused; the transaction is as before.
        """
        transaction = view.transaction
        if transaction.is_over:
            raise AbortedError
        if not request.mutations:
            read: DqlAnswer = yield from execute_request(view, request, caller)
            return self._answer(transaction, read.data, None)
        check_may_write(replace(request, is_read_only=request.is_read_only or transaction.is_read_only), caller)
        written: WrittenAside = yield from self.aside.write(view, request, caller)
        if not request.commits:
            return self._answer(transaction, written.data, written.uids)
        position = yield from self.commit(transaction)
        return DqlAnswer(
            data=written.data,
            uids=written.uids,
            start_ts=transaction.start_ts,
            commit_ts=position,
            predicates=_shown_predicates(transaction),
            position=position,
        )

    def commit(self, transaction: Transaction) -> Generator[Write, Any, int]:
        """Ends a transaction; gives its commit_ts, 0 where it has written nothing.

        Raises:
            AbortedError: Others were first, or it is over.
        """
        if transaction.is_over or transaction.is_doomed:
            self.transactions.end(transaction)
            raise AbortedError
        if not transaction.pending:
            self.transactions.end(transaction)
            return 0
        try:
            return (yield from commit(self.engine, transaction))
        finally:
            self.transactions.end(transaction)

    def _answer(self, transaction: Transaction, data: bytes | None, uids: Any) -> DqlAnswer:
        return DqlAnswer(
            data=data,
            uids=uids,
            start_ts=transaction.start_ts,
            keys=shown(sorted(transaction.keys, key=repr)),
            predicates=_shown_predicates(transaction),
        )


def _shown_predicates(transaction: Transaction) -> tuple[str, ...]:
    return tuple(f"{_group}{name}" for name in sorted(transaction.predicates))


# ---- what performs it -----------------------------------------------------------------------------


def _read(view: View, asked: Read) -> list[tuple[Any, ...]]:
    ms_max = min(limits.read_ms_max, view.statement_ms_max)
    try:
        return view.run(
            lambda connection: connection.rows_within(budget_ms(asked, ms_max), asked.text, asked.arguments)
        )
    except OverBudget:
        raise too_long(asked, ms_max) from None


def drive_step(work: Generator[Asked, Any, Result], view: View, writer: Writer) -> Result:
    """Runs a step in this thread."""

    def perform(asked: Asked) -> Any:
        match asked:
            case Read():
                return _read(view, asked)
            case Write(job=job):
                return writer.submit(job.run).result()
            case Compute(function=function):
                return function()

    return drive(work, perform)


@dataclass(frozen=True, slots=True)
class AsyncDriver:
    """Runs steps in an event loop.

    Attributes:
        threads: For what takes long.
        slow: Statements that have taken long; None where no read is for the event loop.
    """

    writer: Writer
    threads: Executor
    slow: SlowStatements | None

    async def drive(self, work: Generator[Asked, Any, Result], view: View) -> Result:
        """Runs a step."""
        return await drive_async(
            work, lambda asked: self._perform(asked, view), lambda asked: self._at_once(asked, view)
        )

    def _at_once(self, asked: Asked, view: View) -> Any:
        """The rows of a short read, where reads are for the event loop."""
        slow = self.slow
        if slow is None or not isinstance(asked, Read) or asked.is_slow or view.is_busy or slow.is_away(asked.text):
            return later
        try:
            rows = view.run(
                lambda connection: connection.rows_within(limits.inline_read_ms, asked.text, asked.arguments)
            )
        except OverBudget:
            slow.stopped(asked.text)
            return later
        slow.ran(asked.text)
        return rows

    async def _perform(self, asked: Asked, view: View) -> Any:
        if isinstance(asked, Write):
            return await asyncio.wrap_future(self.writer.submit(asked.job.run))
        loop = asyncio.get_running_loop()
        if isinstance(asked, Compute):
            return await loop.run_in_executor(self.threads, asked.function)
        return await loop.run_in_executor(self.threads, _read, view, asked)
