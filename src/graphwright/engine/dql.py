"""A DQL request, from text to answer, as a generator that asks for I/O and never does any.

In: a text and the values of its query variables. Out: `Steps`, as `execution.execute` gives them. The
plan cache is by text: literals are part of the key, values of variables are not. Does not know: threads,
connections, HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graphwright.bind.dql.documents import bind_query, supported_query
from graphwright.bind.dql.variables import read_variables
from graphwright.bind.slots import Values
from graphwright.engine.compile import Compiled, Compiler, Plan, fill
from graphwright.engine.execution import Engine, Steps, attempts_max, checked_text, is_current, read_row
from graphwright.engine.requests import Answer
from graphwright.errors import ExecutionError, GraphwrightError, StoreError
from graphwright.ir.nodes import Query
from graphwright.lang.dql import parse_dql, syntax
from graphwright.passes.pipeline import run_passes
from graphwright.plan.reading import plan_read
from graphwright.shape.answers import answer_text
from graphwright.storage.interface import OutdatedSchema

_cached_characters_max: Final = 10_000
"""Characters of a text that is worth keeping: longer ones are data rather than queries."""
_plans_per_text_max: Final = 20
"""Plans of one text: it has several when variables decide on order, type or the sign of `first`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlEntry:
    """A parsed text and its plans."""

    document: syntax.QueryDocument
    plans: list[Plan] = field(default_factory=list)


def execute_dql(engine: Engine, text: str, variables: Mapping[str, str] | None) -> Steps:
    """Runs a query; its user's errors are in the answer.

    Args:
        variables: By names with their `$`; values are texts whatever their types.
    """
    for _ in range(attempts_max):
        compiler = engine.compiler
        try:
            return (yield from _attempt(engine, compiler, text, variables or {}))
        except OutdatedSchema:
            engine.refresh(compiler.loaded)
        except GraphwrightError as error:
            if isinstance(error, StoreError) or (yield from is_current(compiler)):
                return Answer(body=answer_text(None, [error]), was_executed=False)
            engine.refresh(compiler.loaded)
    failure = ExecutionError("the schema changed again and again while the query ran; try again")
    return Answer(body=answer_text(None, [failure]))


def _attempt(engine: Engine, compiler: Compiler, text: str, variables: Mapping[str, str]) -> Steps:
    entry = _entry(compiler, text)
    compiled = _compile(compiler, entry, read_variables(entry.document.declarations, variables))
    engine.count(is_hit=compiled.is_hit)
    plan = compiled.plan.read
    assert plan is not None
    data = checked_text(compiler, (yield from read_row(compiler.choices, plan, compiled.values)))
    # Dgraph's clients look for `extensions`, and for what is in it only where they need it.
    return Answer(body=b'{"data":' + data.encode() + b',"extensions":{}}')


def _entry(compiler: Compiler, text: str) -> DqlEntry:
    entry = compiler.dql.get(text)
    if entry is None:
        entry = DqlEntry(document=supported_query(parse_dql(text)))
        if len(text) <= _cached_characters_max:
            compiler.dql.put(text, entry)
    return entry


def _compile(compiler: Compiler, entry: DqlEntry, texts: Sequence[str]) -> Compiled:
    for plan in entry.plans:
        values = fill(plan, list(texts))
        if plan.holds(values):
            return Compiled(plan=plan, values=values, is_hit=True)
    plan, values = _plan(compiler, entry, texts)
    entry.plans.append(plan)
    del entry.plans[:-_plans_per_text_max]
    return Compiled(plan=plan, values=values, is_hit=False)


def _plan(compiler: Compiler, entry: DqlEntry, texts: Sequence[str]) -> tuple[Plan, Values]:
    query, binding = bind_query(entry.document, compiler.loaded.catalog, texts)
    # DQL passes `@auth` rules, as in the reference.
    passed = run_passes(query, None)
    assert isinstance(passed, Query)
    read = plan_read(passed, compiler.loaded.environment)
    return Plan(coercions={}, extras=tuple(binding.extras), guards=tuple(binding.guards), read=read), binding.values
