"""A DQL request, from text to answer, as a generator that asks for I/O and never does any.

In: a text and the values of its query variables. Out: `Steps`, as `execution.execute` gives them. The
plan cache is by text: literals are part of the key, values of variables are not. Who is trusted passes all rules; for
others every node that is visited must pass them (`passes/visits.py`). Does not know: threads, connections, HTTP.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from graphwright.bind.dql.documents import bind_query, supported_query
from graphwright.bind.dql.shown_uids import show_uids
from graphwright.bind.dql.variables import read_variables
from graphwright.bind.graphql.trees import Binding
from graphwright.bind.slots import Values
from graphwright.engine.compile import Compiled, Compiler, Plan, fill
from graphwright.engine.dql_schema import schema_text
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
from graphwright.engine.requests import Answer
from graphwright.errors import AuthenticationError, ExecutionError, GraphwrightError, StoreError, ValidationError
from graphwright.ir.nodes import Query
from graphwright.lang.dql import parse_dql, syntax
from graphwright.model.caller import Caller, trusted
from graphwright.model.catalog import Catalog
from graphwright.model.values import ValueKind
from graphwright.passes.pipeline import run_passes
from graphwright.passes.visits import authorize_visits
from graphwright.plan.reading import plan_read
from graphwright.plan.relation_rows import plan_relations
from graphwright.shape.answers import answer_text
from graphwright.shape.normalizing import normalizing
from graphwright.shape.nulls import missing_mark
from graphwright.storage.interface import OutdatedSchema

Asked = Read | Write | Compute

_cached_characters_max: Final = 10_000
"""Characters of a text that is worth keeping: longer ones are data rather than queries."""
_plans_per_text_max: Final = 20
"""Plans of one text and kind of caller: several when variables decide on order, type or the sign of `first`."""
_callers_per_text_max: Final = 20
"""Kinds of callers with plans of one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlEntry:
    """A parsed text and its plans, by what of a caller chooses them.

    Attributes:
        wanted: Variables whose rows are asked for beside the answer.
    """

    document: syntax.QueryDocument
    wanted: tuple[str, ...] = ()
    plans: dict[Hashable, list[Plan]] = field(default_factory=dict)


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
    for _ in range(attempts_max):
        compiler = engine.compiler
        try:
            return (yield from _attempt(engine, compiler, (text, shows_uids), variables or {}, caller))
        except OutdatedSchema:
            refresh(engine, compiler, caller)
        except GraphwrightError as error:
            if isinstance(error, StoreError) or (yield from is_current(compiler)):
                raise
            refresh(engine, compiler, caller)
    raise ExecutionError("the schema changed again and again while the query ran; try again")


def _attempt(
    engine: Engine, compiler: Compiler, asked: tuple[str, bool], variables: Mapping[str, str], caller: Caller
) -> Generator[Asked, Any, str]:
    refusal = compiler.refusal(caller)
    if refusal is not None:
        raise AuthenticationError(refusal)
    text, shows_uids = asked
    entry = _entry(compiler, text, shows_uids=shows_uids)
    if isinstance(entry, syntax.SchemaDocument):
        if not (yield from is_current(compiler)):
            raise OutdatedSchema("the schema was changed meanwhile")
        return schema_text(compiler.loaded.catalog, entry)
    compiled = _compile(compiler, entry, read_variables(entry.document.declarations, variables), caller)
    engine.count(is_hit=compiled.is_hit)
    plan = compiled.plan.read
    assert plan is not None
    return _finished(
        compiled.plan, checked_text(compiler, (yield from read_row(compiler.choices, plan, compiled.values)))
    )


def _finished(plan: Plan, text: str) -> str:
    """The data as they are shown.

    Raises:
        ValidationError: A key turns out to be asked for twice.
    """
    if missing_mark in text:
        raise ValidationError("expand() stands for a field that is asked for beside it too; leave one of them out")
    return plan.reshaped(text)


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
    entry = _entry(compiler, text, tuple(sorted(wanted)))
    if isinstance(entry, syntax.SchemaDocument):
        raise ValidationError("a question about the schema has no variables that a mutation could use")
    compiled = _compile(compiler, entry, read_variables(entry.document.declarations, variables), caller)
    engine.count(is_hit=compiled.is_hit)
    plan, data = compiled.plan.read, "{}"
    if plan is not None:
        data = _finished(
            compiled.plan, checked_text(compiler, (yield from read_row(compiler.choices, plan, compiled.values)))
        )
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
    if len(text) <= _cached_characters_max:
        entry = _entry(compiler, text, tuple(sorted(wanted)))
        if not isinstance(entry, syntax.SchemaDocument):
            _compile(compiler, entry, read_variables(entry.document.declarations, variables), caller)


def _entry(
    compiler: Compiler, text: str, wanted: tuple[str, ...] = (), *, shows_uids: bool = False
) -> DqlEntry | syntax.SchemaDocument:
    key = text, wanted, shows_uids
    entry = compiler.dql.get(key)
    if entry is None:
        document = parse_dql(text)
        if isinstance(document, syntax.SchemaDocument):
            return document
        document = supported_query(document)
        entry = DqlEntry(document=show_uids(document) if shows_uids else document, wanted=wanted)
        if len(text) <= _cached_characters_max:
            compiler.dql.put(key, entry)
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


def _is_edge(catalog: Catalog, name: str) -> bool:
    predicate = catalog.predicate(name)
    return predicate is not None and predicate.kind is ValueKind.UID


def _plan(compiler: Compiler, entry: DqlEntry, given: Sequence[Any], caller: Caller) -> tuple[Plan, Values]:
    loaded = compiler.loaded
    query, binding = bind_query(entry.document, loaded.catalog, given, entry.wanted)
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
        query = authorize_visits(query, rule_of, partial(_is_edge, loaded.catalog))
    passed = run_passes(query, None)
    assert isinstance(passed, Query)
    plan = Plan(
        coercions={},
        extras=tuple(binding.extras),
        guards=tuple(binding.guards),
        # Of an upsert often nothing is shown, and its transaction has looked at the catalog's version.
        read=plan_read(passed, loaded.environment) if passed.roots or not entry.wanted else None,
        variables=plan_relations(passed, loaded.environment),
        reshape=normalizing(passed),
    )
    return plan, binding.values
