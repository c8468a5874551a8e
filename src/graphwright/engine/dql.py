"""A DQL request, from text to answer, as a generator that asks for I/O and never does any.

In: a text and the values of its query variables. Out: `Steps`, as `execution.execute` gives them. The
plan cache is by text: literals are part of the key, values of variables are not. Who is trusted passes all rules; for
others every node that is visited must pass them (`passes/visits.py`). Does not know: threads, connections, HTTP.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphwright.bind.dql.documents import bind_query, supported_query
from graphwright.bind.dql.variables import read_variables
from graphwright.bind.graphql.trees import Binding
from graphwright.bind.slots import Values
from graphwright.engine.compile import Compiled, Compiler, Plan, fill
from graphwright.engine.execution import Engine, Steps, attempts_max, checked_text, is_current, read_row, refresh
from graphwright.engine.requests import Answer
from graphwright.errors import AuthenticationError, ExecutionError, GraphwrightError, StoreError
from graphwright.ir.nodes import Query
from graphwright.lang.dql import parse_dql, syntax
from graphwright.model.caller import Caller, trusted
from graphwright.model.values import ValueKind
from graphwright.passes.pipeline import run_passes
from graphwright.passes.visits import authorize_visits
from graphwright.plan.reading import plan_read
from graphwright.shape.answers import answer_text
from graphwright.storage.interface import OutdatedSchema

_cached_characters_max: Final = 10_000
"""Characters of a text that is worth keeping: longer ones are data rather than queries."""
_plans_per_text_max: Final = 20
"""Plans of one text and kind of caller: several when variables decide on order, type or the sign of `first`."""
_callers_per_text_max: Final = 20
"""Kinds of callers with plans of one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlEntry:
    """A parsed text and its plans, by what of a caller chooses them."""

    document: syntax.QueryDocument
    plans: dict[Hashable, list[Plan]] = field(default_factory=dict)


def execute_dql(engine: Engine, text: str, variables: Mapping[str, str] | None, caller: Caller = trusted) -> Steps:
    """Runs a query; its user's errors are in the answer.

    Args:
        variables: By names with their `$`; values are texts whatever their types.
        caller: Whose rules apply.
    """
    for _ in range(attempts_max):
        compiler = engine.compiler
        try:
            return (yield from _attempt(engine, compiler, text, variables or {}, caller))
        except OutdatedSchema:
            refresh(engine, compiler, caller)
        except GraphwrightError as error:
            if isinstance(error, StoreError) or (yield from is_current(compiler)):
                return Answer(body=answer_text(None, [error]), was_executed=False)
            refresh(engine, compiler, caller)
    failure = ExecutionError("the schema changed again and again while the query ran; try again")
    return Answer(body=answer_text(None, [failure]))


def _attempt(engine: Engine, compiler: Compiler, text: str, variables: Mapping[str, str], caller: Caller) -> Steps:
    refusal = compiler.refusal(caller)
    if refusal is not None:
        raise AuthenticationError(refusal)
    entry = _entry(compiler, text)
    compiled = _compile(compiler, entry, read_variables(entry.document.declarations, variables), caller)
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


def _compile(compiler: Compiler, entry: DqlEntry, texts: Sequence[str], caller: Caller) -> Compiled:
    key = None if caller.is_trusted else (compiler.loaded.rules.caller_shape(caller),)
    plans = entry.plans.get(key, [])
    given = [*texts, caller.claims]
    for plan in plans:
        values = fill(plan, list(given))
        if plan.holds(values):
            return Compiled(plan=plan, values=values, is_hit=True)
    plan, values = _plan(compiler, entry, given, caller)
    if len(entry.plans) >= _callers_per_text_max:
        entry.plans.clear()
    entry.plans[key] = [*plans, plan][-_plans_per_text_max:]
    return Compiled(plan=plan, values=values, is_hit=False)


def _plan(compiler: Compiler, entry: DqlEntry, given: Sequence[Any], caller: Caller) -> tuple[Plan, Values]:
    loaded = compiler.loaded
    query, binding = bind_query(entry.document, loaded.catalog, given)
    if not caller.is_trusted and loaded.api is not None:
        # Rules add slots to the same plan; the claims are the last of the given values.
        shared = Binding(
            variables={},
            literal_slots={},
            values=binding.values,
            types=loaded.input_types,
            api=loaded.api,
            extras=binding.extras,
            guards=binding.guards,
        )
        rule_of = loaded.rules.conditions(caller, shared, len(given) - 1)
        predicates = loaded.catalog.predicates
        query = authorize_visits(query, rule_of, lambda name: predicates[name].kind is ValueKind.UID)
    passed = run_passes(query, None)
    assert isinstance(passed, Query)
    read = plan_read(passed, loaded.environment)
    return Plan(coercions={}, extras=tuple(binding.extras), guards=tuple(binding.guards), read=read), binding.values
