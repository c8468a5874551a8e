"""A DQL request, from text to answer, as a generator that asks for I/O and never does any.

In: a text and the values of its query variables. Out: `Steps`, as `execution.execute` gives them. Plans are found by
`dql_texts.py`. Who is trusted passes all rules; for others every node that is visited must pass them
(`passes/visits.py`). Does not know: threads, connections, HTTP.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from typing import Any

from graphwright.engine.compile import Compiler
from graphwright.engine.dql_schema import schema_text
from graphwright.engine.dql_texts import DqlEntry, DqlText
from graphwright.engine.execution import (
    Compute,
    Engine,
    Read,
    Steps,
    Write,
    attempts_max,
    checked_text,
    is_current,
    read_row,
    refresh,
)
from graphwright.engine.plans import Compiled
from graphwright.engine.requests import Answer
from graphwright.errors import AuthenticationError, ExecutionError, GraphwrightError, StoreError, ValidationError
from graphwright.lang.dql import syntax
from graphwright.model.caller import Caller, trusted
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.shape.answers import answer_text
from graphwright.shape.nulls import missing_mark
from graphwright.storage.interface import OutdatedSchema

Asked = Read | Write | Compute


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableAnswer:
    """The rows that a variable holds, ascending by uid.

    Attributes:
        rows: (uid) or (uid, value as JSON text).
        kind: Of the values; None: there are none.
        is_total: The one row is no node's; its uid is 0.
    """

    rows: Sequence[tuple[Any, ...]]
    kind: ValueKind | None
    is_total: bool


def execute_dql(engine: Engine, text: str, variables: Mapping[str, str] | None, caller: Caller = trusted) -> Steps:
    """Runs a query; its user's errors are in the answer.

    Args:
        variables: By names with their `$`; values are texts whatever their types.
        caller: Whose rules apply.
    """
    try:
        data = yield from read_query(engine, text, variables, caller)
    except GraphwrightError as error:
        return Answer(body=answer_text(None, [error]), was_executed=False)
    # Dgraph's clients look for `extensions`, and for what is in it only where they need it.
    return Answer(body=b'{"data":' + data.encode() + b',"extensions":{}}')


def read_query(
    engine: Engine,
    text: str,
    variables: Mapping[str, str] | None,
    caller: Caller = trusted,
    *,
    shows_uids: bool = False,
) -> Generator[Asked, Any, str]:
    """The data of a query, as JSON text.

    Args:
        shows_uids: Every object has its uid.

    Raises:
        GraphwrightError: What its user did wrong, by the newest catalog.
    """
    asked = DqlText(text, shows_uids=shows_uids)
    for _ in range(attempts_max):
        compiler = engine.compiler
        try:
            return (yield from _attempt(engine, compiler, asked, variables or {}, caller))
        except OutdatedSchema:
            refresh(engine, compiler, caller)
        except GraphwrightError as error:
            if isinstance(error, StoreError) or (yield from is_current(compiler)):
                raise
            refresh(engine, compiler, caller)
    raise ExecutionError("the schema changed again and again while the query ran; try again")


def _attempt(
    engine: Engine, compiler: Compiler, asked: DqlText, variables: Mapping[str, str], caller: Caller
) -> Generator[Asked, Any, str]:
    refusal = compiler.refusal(caller)
    if refusal is not None:
        raise AuthenticationError(refusal)
    entry = compiler.dql.find(asked)
    if isinstance(entry, syntax.SchemaDocument):
        if not (yield from is_current(compiler)):
            raise OutdatedSchema("the schema was changed meanwhile")
        return schema_text(compiler.loaded.catalog, entry)
    _, data = yield from _run(engine, compiler, entry, variables, caller)
    return data


def _run(
    engine: Engine, compiler: Compiler, entry: DqlEntry, variables: Mapping[str, str], caller: Caller
) -> Generator[Asked, Any, tuple[Compiled, str]]:
    """What was run, and the data as they are shown."""
    try:
        return (yield from _run_shared(engine, compiler, entry, variables, caller))
    except GraphwrightError as error:
        if error.line is None or entry.tells_own_places:
            raise
    # The place may be one in another text of its kind.
    own = compiler.dql.read(entry.asked)
    assert isinstance(own, DqlEntry)
    return (yield from _run_shared(engine, compiler, own, variables, caller))


def _run_shared(
    engine: Engine, compiler: Compiler, entry: DqlEntry, variables: Mapping[str, str], caller: Caller
) -> Generator[Asked, Any, tuple[Compiled, str]]:
    compiled = compiler.dql.compile(entry, variables, caller)
    engine.count(is_hit=compiled.is_hit)
    plan = compiled.plan.read
    if plan is None:
        return compiled, "{}"
    text = checked_text(compiler, (yield from read_row(compiler.choices, plan, compiled.values)))
    if missing_mark in text:
        raise ValidationError("expand() stands for a field that is asked for beside it too; leave one of them out")
    return compiled, compiled.plan.reshaped(text)


def read_variables_of(
    engine: Engine,
    compiler: Compiler,
    text: str,
    variables: Mapping[str, str],
    wanted: Collection[str],
    caller: Caller = trusted,
) -> Generator[Asked, Any, tuple[str, dict[str, VariableAnswer]]]:
    """A query's data as JSON text and what some of its variables hold, all from whatever connection runs the reads.

    Raises:
        GraphwrightError: What its user did wrong, by this catalog.
        OutdatedSchema: The catalog is newer.
    """
    entry = compiler.dql.find(DqlText(text, tuple(sorted(wanted))))
    if isinstance(entry, syntax.SchemaDocument):
        raise ValidationError("a question about the schema has no variables that a mutation could use")
    compiled, data = yield from _run(engine, compiler, entry, variables, caller)
    held: dict[str, VariableAnswer] = {}
    for name, planned in compiled.plan.variables.items():
        statement = planned.statement
        rows = yield Read(statement.text, statement.arguments(compiled.values), is_slow=statement.is_slow)
        held[name] = VariableAnswer(rows=rows, kind=planned.kind, is_total=planned.is_total)
    return data, held


def plan_ahead(
    compiler: Compiler, text: str, variables: Mapping[str, str], wanted: Collection[str], caller: Caller = trusted
) -> None:
    """Makes the plan that `read_variables_of` will need, before others have to wait for it.

    Raises:
        GraphwrightError: What its user did wrong, by this catalog.
    """
    entry = compiler.dql.find(DqlText(text, tuple(sorted(wanted))))
    if not isinstance(entry, syntax.SchemaDocument):
        compiler.dql.compile(entry, variables, caller)
