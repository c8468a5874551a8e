"""Statements that a connection keeps back, to send them in one go with the next one.

Does not know: when that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from graphwright.records import dataclass
from graphwright.storage.interface import SqlValue
from graphwright.storage.postgres.wire import Rows

meets_nothing: Final = "ON CONFLICT DO NOTHING"
"""Ends inserts that no other row can refuse."""


class Answer:
    """The rows of a statement that may be sent later."""

    def __init__(self, send: Callable[[], None]) -> None:
        self._send = send
        self._rows: Rows | None = None
        self._failure: Exception | None = None

    def __call__(self) -> Rows:
        if self._rows is None and self._failure is None:
            self._send()
        if self._failure is not None:
            raise self._failure
        assert self._rows is not None, "the statement was undone before it was sent"
        return self._rows

    def take(self, rows: Rows) -> None:
        self._rows = rows

    def lose(self, failure: Exception) -> None:
        """Of what was sent with it."""
        self._failure = failure


@dataclass(slots=True)
class Kept:
    """A statement that is sent with the next one.

    Attributes:
        refused: Makes the error of a key that is taken.
        answer: Takes its rows.
    """

    text: str
    arguments: Sequence[SqlValue] = ()
    refused: Callable[[], Exception] | None = None
    answer: Answer | None = None


def may_wait(text: str, refused: Callable[[], Exception] | None) -> bool:
    """Whether it is all the same when a statement fails: no caller looks why, or it has said what to make of it."""
    return refused is not None or text.endswith(meets_nothing) or not text.startswith("INSERT")
