"""An HTTP/1.1 load client that is not the bottleneck: kept connections, ready-made request bytes, little parsing.

In: a `LoadPlan` (address, source of request bytes, connections, bounds). Out: a `Measurement`.
Does not know: GraphQL, workloads, which server it talks to. Runs in processes of its own (`LoadClient`).
"""

from __future__ import annotations

import asyncio
import gc
import math
import multiprocessing
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from time import perf_counter, process_time
from types import TracebackType
from typing import Self, cast

import uvloop

from bench.answers import Answer, read_answer

GRACE_SECONDS = 30.0
"""Seconds that requests under way at the end of a run may still take before they count as errors."""
CONNECT_PAUSE_SECONDS = 0.002
"""Between two connections: opened at once, most of them are accepted by the same worker of the server (measured with 2
workers: 15 + 1 of 16), and the run measures that accident; with the pause it is 8 + 8."""
KEPT_ERRORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """One run of load against one address, each connection sending its next request after the last answer.

    Attributes:
        source: Makes an iterator of whole HTTP requests; called once in each client process, with the
            process number, before the clock starts. Must be picklable; the run ends early if it ends.
        connections: Over all processes.
        seconds: After this time no further request is sent.
        requests_max: No more requests than this are sent, over all processes.
        check: Says what is wrong with a body, or None; asked for the first and every `check_every`-th answer.
    """

    host: str
    port: int
    source: Callable[[int], Iterator[bytes]]
    connections: int = 16
    seconds: float = 5.0
    requests_max: int = 20_000_000
    processes: int = 1
    check: Callable[[bytes], str | None] | None = None
    check_every: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one run measured.

    Attributes:
        answers: Answers received in whole, failed ones included.
        errors: Answers that are not status 200, hold GraphQL errors or fail the check, and lost connections.
        seconds: From the first request to the last answer.
        rate: Good answers per second.
        p50_ms, p95_ms, p99_ms: Latency of all answers.
        client_share: CPU time of the busiest client process over the run time; near 1 the client was the limit.
    """

    answers: int
    errors: int
    seconds: float
    rate: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    bytes_received: int
    client_share: float
    messages: tuple[str, ...] = ()


class LoadClient:
    """Client processes that stay alive from run to run, so that no run pays for their start."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def run(self, plan: LoadPlan) -> Measurement:
        """Runs a plan and waits for it.

        Raises:
            ValueError: The plan wants more processes than the client has, or than it has connections.
            OSError: A connection could not be opened.
        """
        if not 1 <= plan.processes <= min(self._processes, plan.connections):
            raise ValueError(f"{plan.processes} client processes do not fit {plan.connections} connections")
        futures = [self._pool.submit(_run_part, plan, part) for part in range(plan.processes)]
        return _merge([future.result() for future in futures])


@dataclass(slots=True, kw_only=True)
class _Run:
    """State that the connections of one process share. `latencies` are seconds."""

    requests: Iterator[bytes]
    check: Callable[[bytes], str | None] | None
    check_every: int
    deadline: float = 0.0
    active: int = 0
    answers: int = 0
    errors: int = 0
    bytes_received: int = 0
    last_answer: float = 0.0
    messages: list[str]
    latencies: array[float]
    finished: asyncio.Event

    def fail(self, message: str) -> None:
        self.errors += 1
        if len(self.messages) < KEPT_ERRORS:
            self.messages.append(message[:500])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What one client process hands back."""

    answers: int
    errors: int
    seconds: float
    bytes_received: int
    client_share: float
    messages: tuple[str, ...]
    latencies: array[float]


class _Connection(asyncio.Protocol):
    """One kept connection. The common case, a whole answer in one piece, is handled first."""

    __slots__ = ("_answer", "_done", "_run", "_sent", "_transport")

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._answer: Answer | None = None
        self._done = False
        self._sent = 0.0
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own class is none of asyncio's

    def connection_lost(self, error: Exception | None) -> None:
        if not self._done:
            self._run.fail(f"the connection was lost: {error or 'closed by the server'}")
            self._finish()

    def data_received(self, data: bytes) -> None:
        answer = read_answer(data) if self._answer is None else self._answer.more(data)
        if answer.missing:
            self._answer = answer
            return
        self._answer = None
        now = perf_counter()
        run = self._run
        run.answers += 1
        run.latencies.append(now - self._sent)
        run.bytes_received += len(answer.body)
        run.last_answer = now
        if answer.status != b"200" or b'"errors"' in answer.body:
            run.fail(f"{answer.status.decode()} {answer.body[:400].decode(errors='replace')}")
        elif run.check is not None and (run.answers - 1) % run.check_every == 0:
            message = run.check(answer.body)
            if message is not None:
                run.fail(message)
        self.send_next(now)

    def send_next(self, now: float) -> None:
        """Sends the next request, or ends this connection's part of the run."""
        request = next(self._run.requests, None) if now < self._run.deadline else None
        if request is None:
            self._finish()
            self._transport.close()
            return
        self._sent = perf_counter()
        self._transport.write(request)

    def _finish(self) -> None:
        self._done = True
        self._run.active -= 1
        if self._run.active == 0:
            self._run.finished.set()


def _run_part(plan: LoadPlan, part: int) -> _Part:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_run_connections(plan, part))


async def _run_connections(plan: LoadPlan, part: int) -> _Part:
    connections = _share(plan.connections, plan.processes, part)
    run = _Run(
        requests=islice(plan.source(part), _share(plan.requests_max, plan.processes, part)),
        check=plan.check,
        check_every=plan.check_every,
        messages=[],
        latencies=array("d"),
        finished=asyncio.Event(),
    )
    loop = asyncio.get_running_loop()
    opened: list[_Connection] = []
    for _ in range(connections):
        opened.append((await loop.create_connection(lambda: _Connection(run), plan.host, plan.port))[1])
        await asyncio.sleep(CONNECT_PAUSE_SECONDS)
    gc.collect()
    gc.disable()
    started, busy = perf_counter(), process_time()
    run.active, run.deadline = connections, started + plan.seconds
    try:
        for connection in opened:
            connection.send_next(started)
        await asyncio.wait_for(run.finished.wait(), plan.seconds + GRACE_SECONDS)
    except TimeoutError:
        for _ in range(run.active):
            run.fail(f"no answer within {GRACE_SECONDS} s after the end of the run")
    finally:
        gc.enable()
    seconds = max(run.last_answer - started, 1e-9)
    return _Part(
        answers=run.answers,
        errors=run.errors,
        seconds=seconds,
        bytes_received=run.bytes_received,
        client_share=(process_time() - busy) / seconds,
        messages=tuple(run.messages),
        latencies=run.latencies,
    )


def _share(total: int, parts: int, part: int) -> int:
    return total // parts + (part < total % parts)


def _merge(parts: list[_Part]) -> Measurement:
    latencies = array("d")
    for part in parts:
        latencies.extend(part.latencies)
    ordered = sorted(latencies)
    return Measurement(
        answers=sum(part.answers for part in parts),
        errors=sum(part.errors for part in parts),
        seconds=max(part.seconds for part in parts),
        rate=sum(max(part.answers - part.errors, 0) / part.seconds for part in parts),
        p50_ms=percentile(ordered, 0.50) * 1e3,
        p95_ms=percentile(ordered, 0.95) * 1e3,
        p99_ms=percentile(ordered, 0.99) * 1e3,
        bytes_received=sum(part.bytes_received for part in parts),
        client_share=max(part.client_share for part in parts),
        messages=tuple(message for part in parts for message in part.messages)[:KEPT_ERRORS],
    )


def percentile(ordered: list[float], share: float) -> float:
    """The smallest value that `share` of the values do not exceed (nearest rank); NaN of nothing."""
    if not ordered:
        return math.nan
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]
