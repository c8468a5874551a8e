"""The common case of a query in DQL, without the machinery for the uncommon ones; as `at_once.py` for GraphQL.

A text whose plan is there and that answers within the budget of an event loop. Whatever else a request turns out to be,
the answer is None and nothing has happened: `dql_requests.py` then runs it from the start. Does not know: threads,
transactions, errors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from graphwright.engine.at_once import data_of, statement_for
from graphwright.engine.dql_texts import DqlText
from graphwright.errors import GraphwrightError
from graphwright.storage.interface import OutdatedSchema, OverBudget, SqlValue

if TYPE_CHECKING:
    from graphwright.engine.compile import Compiler
    from graphwright.engine.slow_statements import SlowStatements
    from graphwright.model.caller import Caller
    from graphwright.model.dql_requests import DqlRequest

Rows = Callable[[str, Sequence[SqlValue]], list[tuple[Any, ...]]]
"""Runs a statement within `inline_read_ms`."""


class InUse(Exception):
    """A read would have to wait for somebody else's."""


def data_at_once(
    compiler: Compiler, rows: Rows, slow: SlowStatements, request: DqlRequest, caller: Caller
) -> bytes | None:
    """The data of a query whose plan is there, or None."""
    if request.mutations or request.timeout_s is not None or request.answer_format != "json":
        return None
    if compiler.refusal(caller) is not None:
        return None
    text = None
    try:
        compiled = compiler.dql.known(DqlText(request.query, (), request.shows_uids), request.variables or {}, caller)
        if compiled is None or (read := compiled.plan.read) is None:
            return None
        statement, arguments = statement_for(compiler, read, compiled.values)
        if statement.is_slow or slow.knows(statement.text):
            return None
        text = statement.text
        row = rows(text, arguments)[0]
    except OverBudget:
        assert text is not None, "nothing else has a budget"
        slow.stopped(text)
        return None
    except (GraphwrightError, OutdatedSchema, InUse):
        return None
    data = data_of(compiler, row)
    return None if data is None else compiled.plan.reshaped(data).encode()
