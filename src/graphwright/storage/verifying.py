"""Parameters that a database and Python find together, for databases that call no functions of ours.

A statement's argument may be `interface.Verified`: SQL gives candidates as rows (uid, value), Python keeps what passes,
and what is left is one parameter of the statement itself, so that it is done before order and page. In: such arguments
and a way to read rows one by one. Out: plain arguments. Does not know: what is tested, which database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.storage.interface import SqlValue, Verified

Stream = Callable[[str, Sequence[SqlValue]], Iterator[tuple[Any, ...]]]
"""Runs a statement and gives its rows as they come."""


def needs_steps(arguments: Sequence[SqlValue]) -> bool:
    """Whether some argument has to be found first."""
    return any(type(argument) is Verified for argument in arguments)


def resolve(arguments: Sequence[SqlValue], stream: Stream) -> list[SqlValue]:
    """The arguments with what has to be found first; all in the snapshot of `stream`."""
    return [_found(argument, stream) if isinstance(argument, Verified) else argument for argument in arguments]


def _found(asked: Verified, stream: Stream) -> SqlValue:
    before = None
    if asked.before is not None:
        text, given = asked.before
        rows = list(stream(text, resolve(given, stream)))
        before = rows[0][0] if rows else None
    found: SqlValue = asked.keep(stream(asked.text, resolve(asked.arguments, stream)), before)
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
