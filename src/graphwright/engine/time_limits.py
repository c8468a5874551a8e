"""Requests that say how long they may take: a generator whose reads share that time.

In: the generator of a request, seconds. Out: the same, its reads with what is left. Does not know: who runs them.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import replace
from typing import Any, TypeVar

from graphwright.engine.execution import Read
from graphwright.errors import LimitError

Result = TypeVar("Result")


class TimeIsUp(LimitError):
    """The request has taken as long as it may by its own word."""

    def __init__(self) -> None:
        super().__init__("the request took longer than the timeout that it set; nothing of it was answered")


def budget_ms(asked: Read, ms_max: float) -> float:
    """Milliseconds that a read may take: as many as any read, or fewer where its request says so."""
    return ms_max if asked.ms_max is None else min(ms_max, asked.ms_max)


def too_long(asked: Read, ms_max: float) -> LimitError:
    """What became of a read that took longer."""
    if asked.ms_max is not None and asked.ms_max <= ms_max:
        return TimeIsUp()
    return LimitError(f"the request read for longer than {ms_max} ms (read_ms_max); ask for less, or add an index")


def within(work: Generator[Any, Any, Result], timeout_s: float | None) -> Generator[Any, Any, Result]:
    """A request that only reads, ended when its time is over; None: as long as any read may take.

    Raises:
        TimeIsUp: It takes longer.
    """
    if timeout_s is None:
        return (yield from work)
    end = time.monotonic() + timeout_s
    result: Any = None
    error: BaseException | None = None
    while True:
        try:
            asked = work.send(result) if error is None else work.throw(error)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        result, error = None, None
        try:
            result = yield _bounded(asked, end)
        except Exception as raised:  # noqa: BLE001 - the request itself decides what it means
            error = raised


def _bounded(asked: Any, end: float) -> Any:
    if not isinstance(asked, Read):
        return asked
    left_s = end - time.monotonic()
    if left_s <= 0:
        raise TimeIsUp
    return replace(asked, ms_max=left_s * 1000)
