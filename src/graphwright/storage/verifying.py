"""Parameters that a database and Python find together, for what SQL cannot say.

A statement's argument may be `interface.Verified`: SQL gives candidates as rows (uid, value), Python keeps what passes,
and what is left is one parameter of the statement itself, so that it is done before order and page. Or it may be
`interface.Explored`: Python reads as often as it likes. In: such arguments and a way to read rows one by one. Out:
plain arguments. Does not know: what is tested, what is searched for, which database.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from typing import Any

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.records import dataclass
from graphwright.storage.interface import Explored, OverBudget, SqlValue, Verified

Stream = Callable[[str, Sequence[SqlValue]], Iterator[tuple[Any, ...]]]
"""Runs a statement and gives its rows as they come."""


def needs_steps(arguments: Sequence[SqlValue]) -> bool:
    """Whether some argument has to be found first."""
    return any(type(argument) is Verified or type(argument) is Explored for argument in arguments)


def resolve(arguments: Sequence[SqlValue], stream: Stream, end: float = math.inf) -> list[SqlValue]:
    """The arguments with what has to be found first; all in the snapshot of `stream`.

    Args:
        end: When the time is up, by `time.perf_counter`.

    Raises:
        OverBudget: It is.
    """
    return _Finding(stream, end).plain(arguments)


@dataclass(slots=True)
class _Finding:
    """Finds the arguments of one statement, and of those that it needs first: a `Reading`.

    Attributes:
        found: What searches gave, by their keys.
    """

    stream: Stream
    end: float
    found: dict[int, Any] = field(default_factory=dict)

    def rows(self, text: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Runs a statement."""
        plain = self.plain(arguments)
        self.check()
        return list(self.stream(text, plain))

    def check(self) -> None:
        """Raises OverBudget when the time is up."""
        if time.perf_counter() > self.end:
            raise OverBudget

    def plain(self, arguments: Sequence[SqlValue]) -> list[SqlValue]:
        """The arguments as a database takes them."""
        return [self._one(argument) for argument in arguments]

    def _one(self, argument: SqlValue) -> SqlValue:
        match argument:
            case Verified():
                return self._verified(argument)
            case Explored():
                return argument.part(self.result(argument))
            case _:
                return argument

    def result(self, asked: Explored) -> Any:
        """What the search of an argument gives; it is made once."""
        key = id(asked.key)
        if key not in self.found:
            self.found[key] = asked.search(self)
        return self.found[key]

    def _verified(self, asked: Verified) -> SqlValue:
        before = None
        if asked.before is not None:
            text, given = asked.before
            rows = list(self.stream(text, self.plain(given)))
            before = rows[0][0] if rows else None
        found: SqlValue = asked.keep(self.stream(asked.text, self.plain(asked.arguments)), before)
        return found


def passing_uids(rows: Iterable[tuple[int, Any]], test: Callable[[Any], bool]) -> list[int]:
    """The nodes of which a value passes.

    Raises:
        LimitError: There are too many.
    """
    found: set[int] = set()
    for uid, value in rows:
        if test(value):
            found.add(uid)
            if len(found) > limits.relation_rows_max:
                raise LimitError(
                    f"a filter finds more than {limits.relation_rows_max} nodes (relation_rows_max), which are too "
                    "many to hand to the next step; narrow it"
                )
    return sorted(found)
