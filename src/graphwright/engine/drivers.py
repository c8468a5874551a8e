"""Runs execution's generators: inline under a budget, on threads, for `await` and for blocking calls.

A hop to a thread costs more than most reads, so a read first runs in the event loop; if it exceeds its
budget it is stopped and runs again on a thread. Does not know: requests, plans.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from graphwright import limits
from graphwright.engine.driving import drive, drive_async, later
from graphwright.engine.execution import Compute, Read, Write
from graphwright.engine.slow_statements import SlowStatements
from graphwright.engine.time_limits import budget_ms, too_long
from graphwright.engine.writer import Writer
from graphwright.storage.interface import Freshness, OverBudget, ReadConnection, Storage
from graphwright.storage.verifying import needs_steps

Result = TypeVar("Result")
Work = Generator[Read | Write | Compute, Any, Result]


class Readers:
    """Read connections: one for the event loop, one for each thread that reads."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._in_loop = storage.open_event_loop_reads()
        self.catalog_version = 0
        self._local = threading.local()
        self._opened: list[ReadConnection] = []
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self.slow = SlowStatements()
        self.database_s = 0.0
        self.moved_to_thread = 0

    def connection(self) -> ReadConnection:
        """This thread's connection."""
        present: ReadConnection | None = getattr(self._local, "connection", None)
        if present is None:
            present = self._local.connection = self._storage.open_reader()
            with self._lock:
                self._opened.append(present)
        return present

    def read(self, work: Read) -> list[tuple[Any, ...]]:
        """Runs a read to its end in this thread.

        Raises:
            LimitError: It takes longer than any read may.
        """
        began = time.perf_counter()
        try:
            return self.connection().rows_within(budget_ms(work, self._ms_max()), work.text, work.arguments)
        except OverBudget:
            raise too_long(work, self._ms_max()) from None
        finally:
            self.database_s += time.perf_counter() - began

    def read_briefly(self, work: Read) -> list[tuple[Any, ...]]:
        """Runs a read in the event loop.

        Raises:
            OverBudget: It takes longer than may be borne here.
        """
        began = time.perf_counter()
        try:
            rows = self.connection().rows_within(limits.inline_read_ms, work.text, work.arguments)
            self.slow.ran(work.text)
            return rows
        finally:
            self.database_s += time.perf_counter() - began

    async def read_elsewhere(self, work: Read, position: int = 0) -> list[tuple[Any, ...]]:
        """Runs a read where it does not hold up the event loop: on a server, or else on a thread.

        Args:
            position: The commit that it must see at least, where replicas are asked.
        """
        if self._in_loop is not None and not needs_steps(work.arguments):
            return await self._read_of_server(work, position)
        self.moved_to_thread += 1
        return await asyncio.get_running_loop().run_in_executor(self._threads(), self.read, work)

    async def _read_of_server(self, work: Read, position: int) -> list[tuple[Any, ...]]:
        assert self._in_loop is not None
        began = time.perf_counter()
        freshness = Freshness(position=position, version=self.catalog_version, is_newest=work.is_newest)
        rows = self._in_loop.rows(work.text, work.arguments, freshness)
        try:
            timeout_s = None if work.ms_max is None else budget_ms(work, self._ms_max()) / 1000
            return await (rows if timeout_s is None else asyncio.wait_for(rows, timeout_s))
        except (OverBudget, TimeoutError):
            raise too_long(work, self._ms_max()) from None
        finally:
            self.database_s += time.perf_counter() - began

    def _ms_max(self) -> float:
        return min(limits.read_ms_max, self._storage.options.statement_ms_max)

    @property
    def has_replica(self) -> bool:
        """Whether some reads are asked of a replica."""
        return self._in_loop is not None and self._in_loop.has_replica

    async def compute(self, function: Callable[[], Any]) -> Any:
        """Runs what takes long, but reads nothing, on a thread of the pool."""
        return await asyncio.get_running_loop().run_in_executor(self._threads(), function)

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(limits.read_threads_max, thread_name_prefix="graphwright-read")
        return self._pool

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        if self._in_loop is not None:
            self._in_loop.close()
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()


def run_blocking(work: Work[Result], readers: Readers, writer: Writer) -> Result:
    """Runs a generator in this thread, waiting for what it asks."""

    def perform(asked: Read | Write | Compute) -> Any:
        match asked:
            case Read():
                return readers.read(asked)
            case Write(job=job):
                return writer.submit(job.run).result()
            case Compute(function=function):
                return function()

    return drive(work, perform)


async def run_async(work: Work[Result], readers: Readers, writer: Writer, *, inline: bool, position: int = 0) -> Result:
    """Runs a generator in the event loop; only what is slow leaves it.

    Args:
        position: The commit that its reads must see at least.
    """

    def at_once(asked: Read | Write | Compute) -> Any:
        if not inline or not isinstance(asked, Read) or asked.is_slow or readers.slow.is_away(asked.text):
            return later
        try:
            return readers.read_briefly(asked)
        except OverBudget:
            readers.slow.stopped(asked.text)
            return later

    async def perform(asked: Read | Write | Compute) -> Any:
        if isinstance(asked, Write):
            return await asyncio.wrap_future(writer.submit(asked.job.run))
        if isinstance(asked, Compute):
            return await readers.compute(asked.function)
        return await readers.read_elsewhere(asked, position)

    return await drive_async(work, perform, at_once)
