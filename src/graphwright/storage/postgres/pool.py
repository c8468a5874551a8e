"""Reads of an event loop: a few connections, each with one statement under way, and no thread.

libpq is asked through psycopg's own wrapper (`psycopg.pq`) and the loop watches the sockets: a hop to a thread, or
psycopg's general path, costs more than most reads. In: compiled text and arguments. Out: rows, as
`PostgresConnection.rows` gives them. A lost connection is replaced and its read asked again, for reads change nothing.
Does not know: what the statements mean, replicas.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from typing import Any, Final

import psycopg
from psycopg import abc, errors
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

from graphwright import limits
from graphwright.errors import StoreBusyError, StoreError
from graphwright.storage.interface import Freshness, OverBudget, SqlValue
from graphwright.storage.postgres.address import Address
from graphwright.storage.postgres.opening import open_async
from graphwright.storage.postgres.problems import translated
from graphwright.storage.postgres.sending import dump

_statements_prepared_max: Final = 400
_connect_again_s: Final = 0.1
_counters: Final = "SELECT commit_ts, catalog_version FROM gw_state"
_failed: Final = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.NONFATAL_ERROR, ExecStatus.BAD_RESPONSE})


class ConnectionLost(Exception):
    """The server went away while a read waited for it."""


class ReadPool:
    """Connections of one event loop; opened when needed, kept until closed.

    Args:
        size: Connections at most; who finds none free waits for one.
        statement_ms: Milliseconds that the server gives a statement.
    """

    def __init__(self, address: Address, *, size: int, statement_ms: int) -> None:
        self._address = address
        self._size = size
        self._statement_ms = statement_ms
        self._loop: asyncio.AbstractEventLoop | None = None
        self._idle: list[_Line] = []
        self._opened = 0
        self._waiting: deque[asyncio.Future[_Line | None]] = deque()

    async def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """Runs a statement that reads.

        Raises:
            OverBudget, StoreBusyError, StoreError: As `rows_past`.
        """
        rows = await self.rows_past(text, arguments, None)
        assert rows is not None
        return rows

    async def rows_past(
        self, text: str, arguments: Sequence[SqlValue], freshness: Freshness | None
    ) -> list[tuple[Any, ...]] | None:
        """Runs a statement that reads; None, and nothing is asked, if the server is not as far as it must be.

        Raises:
            OverBudget: The server stopped it after `statement_ms`.
            StoreBusyError: No connection became free in time.
            StoreError: The server is not there.
        """
        if self._loop is not asyncio.get_running_loop():
            self._move(asyncio.get_running_loop())
        until = 0.0
        while True:
            line = self._idle.pop() if self._idle else await self._line(until)
            try:
                is_there = freshness is None or await line.is_past(freshness)
                rows = await line.run(text, arguments) if is_there else None
            except ConnectionLost as error:
                self._drop(line)
                now = time.monotonic()
                if until and now > until:
                    shown = self._address.shown
                    raise StoreError(f"the server of {shown} went away again and again: {error}") from None
                until = until or now + limits.read_retry_ms_max / 1000
            except psycopg.Error as error:
                self._release(line)
                if isinstance(error, errors.QueryCanceled) and line.ran_for_ms >= self._statement_ms:
                    raise OverBudget from error
                raise translated(error, self._address) from error
            except BaseException:
                self._drop(line)  # somebody stopped waiting: what the server sends now is nobody's
                raise
            else:
                self._release(line)
                return rows

    # -- connections

    async def _line(self, until: float) -> _Line:
        """A connection that waits for nothing: a new one where there may be more, else the next that is free."""
        while self._opened >= self._size:
            future: asyncio.Future[_Line | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            try:
                line = await asyncio.wait_for(future, limits.connection_wait_ms_max / 1000)
            except TimeoutError:
                raise StoreBusyError(
                    f"no connection to the database became free within {limits.connection_wait_ms_max} ms "
                    f"(connection_wait_ms_max): all {self._size} are reading; try again, or raise read_connections"
                ) from None
            if line is not None:
                return line
        self._opened += 1
        try:
            return await self._connect(until)
        except BaseException:
            self._opened -= 1
            self._wake(None)
            raise

    async def _connect(self, until: float) -> _Line:
        """Opens a connection; where one was lost just now, for as long as a server may take to come back."""
        while True:
            try:
                raw = await open_async(self._address, statement_ms=self._statement_ms)
            except StoreError:
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(_connect_again_s)
            else:
                return _Line(raw, asyncio.get_running_loop())

    def _release(self, line: _Line) -> None:
        if line.is_lost:
            self._drop(line)
        elif not self._wake(line):
            self._idle.append(line)

    def _wake(self, line: _Line | None) -> bool:
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(line)
                return True
        return False

    def _drop(self, line: _Line) -> None:
        """Forgets a connection, and those that died with it."""
        line.close()
        self._opened -= 1
        dead = [other for other in self._idle if other.is_lost]
        self._idle = [other for other in self._idle if not other.is_lost]
        for other in dead:
            other.close()
            self._opened -= 1
        self._wake(None)

    def _move(self, loop: asyncio.AbstractEventLoop) -> None:
        """A program may run one loop after the other; sockets stay with theirs."""
        self.close()
        self._loop = loop
        self._waiting.clear()
        self._opened = 0

    def close(self) -> None:
        """Closes what is idle; what reads now ends with its read."""
        for line in self._idle:
            line.close()
        self._idle.clear()


class _Line:
    """One connection. Its socket is watched all the time, so that it is known when the server closes it."""

    def __init__(self, raw: psycopg.AsyncConnection[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._raw = raw
        self._pq = raw.pgconn
        self._transformer: abc.Transformer = Transformer(raw)
        self._loop = loop
        self._socket = self._pq.socket
        self._prepared: dict[str, bytes] = {}
        self._seen: set[str] = set()
        self._results: list[PGresult] = []
        self._answered: asyncio.Future[None] | None = None
        self._position = self._version = -1
        self.is_lost = False
        self.ran_for_ms = 0.0
        self._pq.nonblocking = 1
        loop.add_reader(self._socket, self._on_readable)

    async def is_past(self, freshness: Freshness) -> bool:
        """Whether what this connection reads from now on shows a commit and a catalog; both only grow."""
        if self._position < freshness.position or self._version < freshness.version:
            [(self._position, self._version)] = await self.run(_counters, ())
        return self._position >= freshness.position and self._version >= freshness.version

    async def run(self, text: str, arguments: Sequence[SqlValue]) -> list[tuple[Any, ...]]:
        """Runs a statement; a second time as a prepared one.

        Raises:
            ConnectionLost: The server went away.
            psycopg.Error: It refused the statement.
        """
        began = time.perf_counter()
        transformer = self._transformer
        values = dump(transformer, text, arguments)
        try:
            name = self._prepared.get(text)
            if name is None:
                name = await self._prepare(text, transformer.types or ())
            if name is None:
                self._pq.send_query_params(text.encode(), values, transformer.types, transformer.formats)
            else:
                self._pq.send_query_prepared(name, values, transformer.formats)
            result = await self._answer()
        except psycopg.OperationalError as error:
            if self._pq.status == ConnStatus.OK and error.sqlstate and not _is_end(error):
                raise
            self.is_lost = True
            raise ConnectionLost(" ".join(str(error).split())) from error
        finally:
            self.ran_for_ms = (time.perf_counter() - began) * 1000
        if not result.ntuples:
            return []
        transformer.set_pgresult(result)
        rows: list[tuple[Any, ...]] = transformer.load_rows(0, result.ntuples, tuple)
        transformer.set_pgresult(None)  # it would keep the result, however large
        return rows

    async def _prepare(self, text: str, types: Sequence[int]) -> bytes | None:
        """The name of the prepared statement; None for a text that comes for the first time."""
        if text not in self._seen:
            if len(self._seen) > _statements_prepared_max * 4:
                self._seen.clear()
            self._seen.add(text)
            return None
        if len(self._prepared) >= _statements_prepared_max:
            self._prepared.clear()
            self._pq.send_query(b"DEALLOCATE ALL")
            await self._answer()
        name = b"gw%d" % len(self._prepared)
        self._pq.send_prepare(name, text.encode(), types)
        await self._answer()
        self._prepared[text] = name
        return name

    async def _answer(self) -> PGresult:
        self._results.clear()
        self._answered = self._loop.create_future()
        if self._pq.flush():
            self._loop.add_writer(self._socket, self._on_writable)
        try:
            await self._answered
        finally:
            self._answered = None
        result = self._results[-1]
        if result.status in _failed:
            raise error_from_result(result)
        return result

    def _on_writable(self) -> None:
        try:
            if not self._pq.flush():
                self._loop.remove_writer(self._socket)
        except psycopg.OperationalError as error:
            self._on_lost(error)

    def _on_readable(self) -> None:
        try:
            self._pq.consume_input()
            while not self._pq.is_busy():
                result = self._pq.get_result()
                if result is None:
                    if self._results and self._answered is not None and not self._answered.done():
                        self._answered.set_result(None)
                    elif self._pq.status != ConnStatus.OK:
                        raise psycopg.OperationalError("the server closed the connection")
                    return
                self._results.append(result)
        except psycopg.OperationalError as error:
            self._on_lost(error)

    def _on_lost(self, error: psycopg.OperationalError) -> None:
        self.is_lost = True
        self._unwatch()
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(error)

    def _unwatch(self) -> None:
        if self._socket >= 0 and not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
        self._socket = -1

    def close(self) -> None:
        """Closes the connection; from any thread once its loop has ended."""
        self.is_lost = True
        self._unwatch()
        self._pq.finish()


def _is_end(error: psycopg.Error) -> bool:
    """Whether the server ends the session with this error."""
    ends = errors.AdminShutdown | errors.CrashShutdown | errors.CannotConnectNow | errors.IdleSessionTimeout
    return isinstance(error, ends)
