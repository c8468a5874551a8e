"""Errors that have a path get the place of their field in the request's text.

In: errors of one answer, the operation, the request. Out: the same errors, placed. Plans are shared by texts that
differ in their literals, so places are looked up in the very text, and only when there are errors.
Does not know: what went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphwright.bind.graphql.positions import position_at
from graphwright.errors import ErrorList, GraphwrightError

if TYPE_CHECKING:
    from graphwright.bind.graphql.selections import Position
    from graphwright.engine.compile import Compiler, OperationEntry
    from graphwright.engine.requests import GraphqlRequest


def locate(
    errors: Sequence[GraphwrightError], compiler: Compiler, entry: OperationEntry, request: GraphqlRequest
) -> None:
    """Gives line and column to those errors that have only a path."""
    unplaced = [error for error in _each(errors) if error.path is not None and error.line is None]
    if not unplaced:
        return
    written = compiler.as_written(entry, request)
    known: dict[tuple[str, ...], Position] = {}
    for error in unplaced:
        keys = tuple(key for key in error.path or () if isinstance(key, str))
        where = known.get(keys)
        if where is None:
            where = known[keys] = position_at(written.node, written.document.fragments, keys)
        error.line, error.column = where.get("line"), where.get("column")


def _each(errors: Sequence[GraphwrightError]) -> Iterator[GraphwrightError]:
    for error in errors:
        yield from _each(error.errors) if isinstance(error, ErrorList) else (error,)
