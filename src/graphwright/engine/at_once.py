"""The common case of a read, without the machinery for the uncommon ones.

A cached plan that answers within its budget: by far most requests. Whatever else a
request turns out to be — unknown, a mutation, slow, wrong — the answer is None and nothing has happened:
`execution.py` then runs it from the start. Does not know: threads, retries, errors.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from graphwright import limits
from graphwright.engine.execution import Read, read_row
from graphwright.engine.requests import Answer, GraphqlRequest
from graphwright.errors import GraphwrightError
from graphwright.shape.nulls import missing_mark
from graphwright.storage.interface import OutdatedSchema, OverBudget

if TYPE_CHECKING:
    from graphwright.engine.compile import Compiler
    from graphwright.engine.drivers import Readers
    from graphwright.model.caller import Caller


def answer_at_once(compiler: Compiler, readers: Readers, request: GraphqlRequest, caller: Caller) -> Answer | None:
    """The answer of a read whose plan is there, or None."""
    text = compiler.known_text(request)
    if text is None or compiler.refusal(caller) is not None or text.operation.introspection_keys:
        return None
    try:
        compiled = compiler.known_plan(text, request, caller)
        if compiled is None or (read := compiled.plan.read) is None or compiled.plan.failed:
            return None
        row = _run(read_row(compiler.choices, read, compiled.values), readers)
        if row is None:
            return None
        version, data = row[0], row[1]
    except (GraphwrightError, OverBudget, OutdatedSchema):
        return None
    if version != compiler.loaded.version or missing_mark in data or len(data) > limits.answer_bytes_max:
        return None
    return Answer(body=b'{"data":' + data.encode() + b"}")


def _run(reading: Generator[Read, Any, tuple[Any, ...]], readers: Readers) -> tuple[Any, ...] | None:
    """The row, or None when a statement is slow."""
    connection = readers.connection()
    rows: Any = None
    while True:
        try:
            asked = reading.send(rows)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        if readers.knows_slow(asked.text):
            return None
        try:
            rows = connection.rows_within(limits.inline_read_ms, asked.text, asked.arguments)
        except OverBudget:
            readers.note_slow(asked.text)
            return None
