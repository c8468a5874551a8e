"""The common case of a read, without the machinery for the uncommon ones.

A cached plan that answers within its budget: by far most requests. Whatever else a
request turns out to be — unknown, a mutation, slow, wrong — the answer is None and nothing has happened:
`execution.py` then runs it from the start. Does not know: threads, retries, errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphwright import limits
from graphwright.engine.execution import Read
from graphwright.engine.requests import Answer, GraphqlRequest
from graphwright.errors import GraphwrightError, LimitError, StoreError
from graphwright.shape.answers import answer_text
from graphwright.shape.nulls import missing_mark
from graphwright.storage.interface import OutdatedSchema, OverBudget
from graphwright.storage.verifying import needs_steps

if TYPE_CHECKING:
    from graphwright.engine.compile import Compiler, TextEntry
    from graphwright.engine.drivers import Readers
    from graphwright.model.caller import Caller
    from graphwright.plan.preparing import Prepared
    from graphwright.plan.reading import ReadPlan
    from graphwright.storage.interface import SqlValue


def answer_at_once(compiler: Compiler, readers: Readers, request: GraphqlRequest, caller: Caller) -> Answer | None:
    """The answer of a read whose plan is there, or None."""
    text = compiler.known_text(request)
    if text is None or compiler.refusal(caller) is not None or text.operation.introspection_keys:
        return None
    try:
        compiled = compiler.known_plan(text, request, caller)
        if compiled is None or (read := compiled.plan.read) is None or not compiled.plan.is_plain:
            return None
        statement, arguments = statement_for(compiler, read, compiled.values)
        if readers.slow.knows(statement.text):
            return None
        try:
            rows = readers.connection().rows_within(limits.inline_read_ms, statement.text, arguments)
        except OverBudget:
            readers.slow.stopped(statement.text)
            return None
    except (GraphwrightError, OutdatedSchema):
        return None
    return _answer(compiler, text, request, rows[0])


async def answer_of_server(
    compiler: Compiler, readers: Readers, request: GraphqlRequest, caller: Caller
) -> Answer | None:
    """As `answer_at_once`, where reads wait for a server: one read, awaited, and nothing besides."""
    text = compiler.known_text(request)
    if text is None or compiler.refusal(caller) is not None or text.operation.introspection_keys:
        return None
    try:
        compiled = compiler.known_plan(text, request, caller)
        if compiled is None or (read := compiled.plan.read) is None or not compiled.plan.is_plain:
            return None
        statement, arguments = statement_for(compiler, read, compiled.values)
        if needs_steps(arguments):
            return None
    except GraphwrightError:
        return None
    try:
        rows = await readers.read_elsewhere(Read(statement.text, arguments), request.position)
    except (LimitError, StoreError) as error:  # asked once more, it would take as long again
        return Answer(body=answer_text(None, [error]), was_executed=False)
    except (GraphwrightError, OutdatedSchema):
        return None
    return _answer(compiler, text, request, rows[0])


def statement_for(compiler: Compiler, read: ReadPlan, values: list[Any]) -> tuple[Prepared, list[SqlValue]]:
    """The statement that goes the ways remembered for these values (it counts nothing), or the one that asks."""
    statement = read.statement
    arguments = statement.arguments(values)
    if read.counts_drivers and (ways := compiler.choices.get(statement.text, arguments)) is not None:
        statement = read.variant(ways)
        arguments = statement.arguments(values)
    return statement, arguments


def data_of(compiler: Compiler, row: tuple[Any, ...]) -> str | None:
    """The text of a row that is good as it stands; None where something of it must be looked at."""
    version, data, *counts = row
    if counts and max(counts) > limits.driver_probe_rows_max:
        return None  # `execution.py` asks in another way, and remembers it
    if version != compiler.loaded.version or missing_mark in data or len(data) > limits.answer_bytes_max:
        return None
    return str(data)


def _answer(compiler: Compiler, text: TextEntry, request: GraphqlRequest, row: tuple[Any, ...]) -> Answer | None:
    data = data_of(compiler, row)
    if data is None:
        return None
    age = text.operation.cache_age
    return Answer(
        body=b'{"data":' + data.encode() + b"}", cache_s=None if age is None else age.seconds(request.variables)
    )
