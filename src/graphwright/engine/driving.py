"""Drives a generator that asks for I/O: each thing asked for is performed, and its result or error given back.

Does not know: what is asked for, who performs it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any, Final, TypeVar

Asked = TypeVar("Asked")
Result = TypeVar("Result")


def drive(work: Generator[Asked, Any, Result], perform: Callable[[Asked], Any]) -> Result:
    """Runs a generator to its end in this thread."""
    result: Any = None
    error: BaseException | None = None
    while True:
        try:
            asked = work.send(result) if error is None else work.throw(error)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        result, error = None, None
        try:
            result = perform(asked)
        except Exception as raised:  # noqa: BLE001 - the generator decides what it means
            error = raised


later: Final = object()
"""What cannot be had without waiting."""


async def drive_async(
    work: Generator[Asked, Any, Result],
    perform: Callable[[Asked], Awaitable[Any]],
    at_once: Callable[[Asked], Any] = lambda _: later,
) -> Result:
    """The same in an event loop.

    Args:
        at_once: Asked first: performs what takes next to no time, and says `later` of the rest.
    """
    result: Any = None
    error: BaseException | None = None
    while True:
        try:
            asked = work.send(result) if error is None else work.throw(error)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        result, error = None, None
        try:
            result = at_once(asked)
            if result is later:
                result = await perform(asked)
        except Exception as raised:  # noqa: BLE001 - the generator decides what it means
            error = raised
