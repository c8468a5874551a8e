"""A GraphQL request, from envelope to answer, as a generator that asks for I/O and never does any.

It yields `Read`s and `Write`s and is sent their results (or thrown their errors); `drivers.py` runs
the same generator for `await` and for blocking callers. Does not know: threads, connections, HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import partial
from typing import Any, Literal, Protocol

import orjson
from graphql import ExecutionResult, GraphQLError, execute_sync

from graphwright import limits
from graphwright.bind.graphql.documents import introspection_fields
from graphwright.bind.graphql.entities import arrange
from graphwright.bind.graphql.introspection import check_introspection
from graphwright.bind.graphql.secrets import hash_passwords
from graphwright.bind.graphql.transactions import dry_run, transaction
from graphwright.engine.catalogs import Loaded
from graphwright.engine.choices import DriverChoices
from graphwright.engine.compile import Compiler, OperationEntry, is_mutation
from graphwright.engine.governing import Governing
from graphwright.engine.locating import locate
from graphwright.engine.mutating import Mutating, Outcome
from graphwright.engine.passwords import check_password
from graphwright.engine.persisted import PersistedQueries
from graphwright.engine.plans import Compiled
from graphwright.engine.requests import Answer, CallerOutdated, GraphqlRequest
from graphwright.engine.together import (
    Refused,
    Together,
    Undone,
    answer_refused,
    answer_together,
    at_root,
    below_root,
    member,
    name_member,
)
from graphwright.engine.writer import Lease
from graphwright.errors import (
    AccessError,
    AuthenticationError,
    ErrorList,
    ExecutionError,
    GraphwrightError,
    InputError,
    NodeIdError,
    NoSchemaError,
    RequestError,
    RuleRefused,
    SkippedError,
    StoreError,
)
from graphwright.ir.mutations import AddNodes, Mutation
from graphwright.ir.nodes import Nested, Query, TypeName
from graphwright.model.caller import Caller
from graphwright.plan.cost import Unmeasured
from graphwright.plan.reading import ReadPlan, plan_read
from graphwright.plan.scope import Environment
from graphwright.plan.sizes import SizeKey, Sizes, count_sizes, nodes_key
from graphwright.plan.ways import Way
from graphwright.plan.writing import MutationStep
from graphwright.records import dataclass
from graphwright.shape.answers import answer_text, check_answer_size, finish_query
from graphwright.storage.interface import Connection, OutdatedSchema, SqlValue

attempts_max = 5


@dataclass(frozen=True, slots=True)
class Read:
    """Asks for the rows of a statement.

    Attributes:
        is_newest: No replica may be asked, for it may be behind.
        ms_max: Milliseconds that who asks will wait; None: as long as any read may take.
        is_slow: It is not to be waited for in an event loop.
    """

    text: str
    arguments: list[SqlValue]
    is_newest: bool = False
    ms_max: float | None = None
    is_slow: bool = False


class WriterJob(Protocol):
    """What the writer runs."""

    def run(self, connection: Connection, lease: Lease) -> Any:
        """Writes, and gives what the asker is sent."""


@dataclass(frozen=True, slots=True)
class Compute:
    """Asks for a function to be run where its time does no harm; its result comes back."""

    function: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Write:
    """Asks for a job to be run by the writer."""

    job: WriterJob


Steps = Generator[Read | Write | Compute, Any, Answer]


class Engine(Protocol):
    """What execution needs of the database's state: caches, and the newest catalog."""

    @property
    def compiler(self) -> Compiler: ...

    persisted: PersistedQueries

    def refresh(self, seen: Loaded) -> None:
        """Puts the newest catalog in force."""

    def count(self, *, is_hit: bool) -> None:
        """Notes a request for the statistics."""


def execute(engine: Engine, request: GraphqlRequest, caller: Caller) -> Steps:
    """Runs a request; its user's errors are in the answer.

    Raises:
        CallerOutdated: The schema came to identify callers in another way; nothing was done.
    """
    for _ in range(attempts_max):
        compiler = engine.compiler
        try:
            return (yield from _attempt(engine, compiler, request, caller))
        except OutdatedSchema:
            refresh(engine, compiler, caller)
        except GraphwrightError as error:
            if isinstance(error, StoreError) or (yield from is_current(compiler)):
                return Answer(body=answer_text(None, [error]), was_executed=False)
            refresh(engine, compiler, caller)
    unsettled = ExecutionError("the schema changed again and again while the request ran; try again")
    return Answer(body=answer_text("null", [unsettled]))


def refresh(engine: Engine, compiler: Compiler, caller: Caller) -> None:
    """Puts the newest catalog in force, which may make what is known of the caller worthless."""
    engine.refresh(compiler.loaded)
    if not caller.is_trusted and engine.compiler.loaded.authorization != compiler.loaded.authorization:
        raise CallerOutdated


def is_current(compiler: Compiler) -> Generator[Read, Any, bool]:
    """Whether the store still has the catalog by which a request was refused."""
    question = plan_read(Query(roots=()), compiler.loaded.environment).statement
    rows = yield Read(question.text, question.arguments([]), is_newest=True)
    return bool(rows[0][0] == compiler.loaded.version)


def _attempt(engine: Engine, compiler: Compiler, request: GraphqlRequest, caller: Caller) -> Steps:
    if request.extensions is not None:
        engine.persisted.complete(request)
    if not request.query:
        raise RequestError('the request has no query; send {"query": "{ … }"}')
    if compiler.loaded.schema is None:
        raise NoSchemaError(
            "there is no GraphQL schema yet; send one to /admin/schema or run `graphwright schema apply`"
        )
    text = compiler.text(request)
    entry = text.operation
    if is_mutation(entry) and request.is_read_only:
        raise RequestError("a mutation cannot be sent by GET; use POST")
    if not request.may_write and is_mutation(entry):
        raise AccessError("this key may only read; send mutations with a key that may write")
    try:
        compiled = compiler.compile(text, request, caller)
    except Unmeasured as unmeasured:
        yield from _measure(compiler, unmeasured)
        compiled = compiler.compile(text, request, caller)
    engine.count(is_hit=compiled.is_hit)
    refusal = compiler.refusal(caller)
    if refusal is not None:
        shown = _introspect(compiler, entry, request) if entry.introspection_keys else {}
        data, errors = _refuse_caller(compiled, refusal, shown, is_strict=compiler.loaded.is_strict)
        return _answer(data, errors, compiler, entry, request)
    if compiled.plan.write is not None:
        mode = _transaction_mode(entry, request)
        mutate = _mutate if mode is None else partial(_mutate_together, is_dry_run=mode == "dry run")
        data, errors, position = yield from mutate(compiler.loaded, compiled, compiler.governing(caller))
        return _answer(data, errors, compiler, entry, request, position=position)
    introspected = _introspect(compiler, entry, request) if entry.introspection_keys else None
    data, errors = yield from _read(compiler, entry, compiled, introspected)
    return _answer(data, errors, compiler, entry, request)


def _measure(compiler: Compiler, unmeasured: Unmeasured) -> Generator[Read, Any, None]:
    """Counts what tells whether a request costs too much."""
    yield from _count(compiler.sizes, unmeasured.keys, compiler.loaded.environment)


def _count(sizes: Sizes, keys: Sequence[SizeKey], environment: Environment) -> Generator[Read, Any, None]:
    statement = count_sizes(keys, environment)
    rows = yield Read(statement.text, list(statement.arguments({})))
    sizes.put(keys, rows[0])


def _answer(
    data: str,
    errors: list[GraphwrightError],
    compiler: Compiler,
    entry: OperationEntry,
    request: GraphqlRequest,
    *,
    position: int | None = None,
) -> Answer:
    """The answer of a request that ran; what failed in it says where it stands in the text."""
    if errors:
        locate(errors, compiler, entry, request)
        return Answer(body=answer_text(data, errors), position=position)
    age = entry.cache_age
    cache_s = None if age is None else age.seconds(request.variables)
    return Answer(body=b'{"data":' + data.encode() + b"}", position=position, cache_s=cache_s)


def _refuse_caller(
    compiled: Compiled, problem: str, introspected: Mapping[str, bytes], *, is_strict: bool
) -> tuple[str, list[GraphwrightError]]:
    """Who sends a token that is not valid gets nothing but the schema, not even what is open to everybody."""
    data: dict[str, Any] = {key: orjson.Fragment(part) for key, part in introspected.items()}
    errors: list[GraphwrightError] = []
    plan = compiled.plan
    roots = plan.read.query.roots if plan.read is not None else [_root_of(step) for step in plan.write.steps]  # type: ignore[union-attr]
    for root in roots:
        if isinstance(root, TypeName):
            data[root.key] = root.candidates[0][0]
            continue
        data[root.key] = [] if isinstance(root, Nested) and not root.select.is_single else None
        if not (is_strict and isinstance(root, AddNodes)):  # the reference says nothing when it refuses an add
            errors.append(AuthenticationError(problem, path=(root.key,)))
    return orjson.dumps(data).decode(), errors


def _root_of(step: MutationStep | TypeName) -> Mutation | TypeName:
    return step if isinstance(step, TypeName) else step.mutation


# ---- reads ----------------------------------------------------------------------------------------


def _read(
    compiler: Compiler, entry: OperationEntry, compiled: Compiled, introspected: Mapping[str, bytes] | None
) -> Generator[Read | Compute, Any, tuple[str, list[GraphwrightError]]]:
    """Data as JSON text, and errors."""
    plan = compiled.plan.read
    assert plan is not None
    failed = dict(compiled.plan.failed)
    for check in compiled.plan.checks:
        yield from check_password(check, compiled.values)
    try:
        row = yield from read_row(compiler.choices, plan, compiled.values)
    except InputError:
        plan = yield from _without_failing_roots(compiler, plan, compiled.values, failed, in_store=False)
        try:
            row = yield from read_row(compiler.choices, plan, compiled.values)
        except InputError:
            plan = yield from _without_failing_roots(compiler, plan, compiled.values, failed, in_store=True)
            row = yield from read_row(compiler.choices, plan, compiled.values)
    text = checked_text(compiler, row)
    if not failed and introspected is None and "\x01" not in text and not compiled.plan.entities:
        return text, []
    order = entry.root_keys
    nothing_ran = failed and not plan.query.roots and introspected is None
    if nothing_ran and not any(isinstance(error, NodeIdError) for error in failed.values()):
        # As the reference: a request of which nothing ran has no data, but a malformed id is a null.
        return "null", list(failed.values())
    text, errors = finish_query(text, plan.query, failed, order)
    if compiled.plan.entities:
        text = arrange(text, errors, compiled.plan.entities, compiled.values)
    if introspected is not None:
        data = {**orjson.loads(text), **{key: orjson.Fragment(part) for key, part in introspected.items()}}
        text = orjson.dumps({key: data[key] for key in order if key in data}).decode()
    return text, errors


def checked_text(compiler: Compiler, row: tuple[Any, ...]) -> str:
    """The text of a read's row.

    Raises:
        OutdatedSchema: The plan was made for another version of the catalog.
        LimitError: The answer is too large.
    """
    version, text, *_ = row
    if version != compiler.loaded.version:
        raise OutdatedSchema(f"the catalog is at version {version}")
    check_answer_size(text)
    return str(text)


def read_row(choices: DriverChoices, plan: ReadPlan, values: list[Any]) -> Generator[Read, Any, tuple[Any, ...]]:
    """The row of a plan: the catalog's version, the text, and what it counted.

    A statement whose drivers find too much says so instead of answering; then another variant of it does.

    Raises:
        InputError: A value does not fit its use.
    """
    statement = plan.statement
    arguments = statement.arguments(values)
    if not plan.counts_drivers:
        return (yield Read(statement.text, arguments, is_slow=statement.is_slow))[0]  # type: ignore[no-any-return]
    ways = choices.get(statement.text, arguments)
    if ways is None:
        rows = yield Read(statement.text, arguments, is_slow=statement.is_slow)
        if max(rows[0][-plan.counts_drivers :]) <= limits.driver_probe_rows_max:
            return rows[0]  # type: ignore[no-any-return]
        ways = yield from _cheapest(choices, plan, values)
        choices.put(statement.text, arguments, ways)
    variant = plan.variant(ways)
    return (yield Read(variant.text, variant.arguments(values), is_slow=variant.is_slow))[0]  # type: ignore[no-any-return]


def _cheapest(choices: DriverChoices, plan: ReadPlan, values: list[Any]) -> Generator[Read, Any, tuple[Way, ...]]:
    """Which way each of a plan's selections goes best, by what their filters find of what there is."""
    statement = plan.counting
    counts = (yield Read(statement.text, statement.arguments(values), is_slow=statement.is_slow))[0]
    types: list[SizeKey] = [("type", choice.node_type) for choice in plan.choices]
    keys = (*dict.fromkeys(types), nodes_key)
    if choices.sizes.get(keys) is None:
        yield from _count(choices.sizes, keys, plan.environment)
    totals = choices.sizes.get(keys)
    assert totals is not None, "they have just been counted"
    return tuple(
        choice.cheapest(count, totals[key], choice.rows_wanted(values))
        for choice, key, count in zip(plan.choices, types, counts, strict=True)
    )


def _without_failing_roots(
    compiler: Compiler, plan: ReadPlan, values: list[Any], failed: dict[str, GraphwrightError], *, in_store: bool
) -> Generator[Read, Any, ReadPlan]:
    """The plan of those root fields whose values fit; the others' errors are noted.

    Args:
        in_store: Reads each by itself, for values of which only the data say that they do not fit.
    """
    kept = []
    for root in plan.query.roots:
        alone = plan_read(Query(roots=(root,)), plan.environment)
        try:
            if in_store:
                yield from read_row(compiler.choices, alone, values)
            else:
                alone.statement.arguments(values)
        except InputError as error:
            error.path = (root.key,)
            failed[root.key] = error
        else:
            kept.append(root)
    return plan_read(Query(roots=tuple(kept)), plan.environment)


def _introspect(compiler: Compiler, entry: OperationEntry, request: GraphqlRequest) -> Mapping[str, bytes]:
    """The introspection fields of a request as JSON texts, by graphql-core; for one schema they are always the same."""
    asked = (request.query, request.operation_name, orjson.dumps(request.variables or {}, option=orjson.OPT_SORT_KEYS))
    present = compiler.introspected.get(asked)
    if present is None:
        present = _introspect_anew(compiler, entry, request)
        compiler.introspected.put(asked, present)
    return present


def _introspect_anew(compiler: Compiler, entry: OperationEntry, request: GraphqlRequest) -> Mapping[str, bytes]:
    schema = compiler.loaded.schema
    assert schema is not None
    # Not the first text of its kind: names of types are literals.
    written = compiler.as_written(entry, request)
    check_introspection(written.node, written.document.fragments, introspection_fields)
    result: Any = execute_sync(
        schema,
        written.document.syntax,
        variable_values=dict(request.variables or {}),
        operation_name=request.operation_name,
    )
    assert isinstance(result, ExecutionResult)
    if result.errors:
        raise ErrorList([_as_ours(error) for error in result.errors])
    data = result.data or {}
    return {key: orjson.dumps(value) for key, value in data.items() if key in entry.introspection_keys}


def _as_ours(error: GraphQLError) -> GraphwrightError:
    return ExecutionError(error.message, path=tuple(error.path) if error.path else None)


# ---- mutations ------------------------------------------------------------------------------------


def _mutate(
    loaded: Loaded, compiled: Compiled, governing: Governing | None
) -> Generator[Write | Compute, Any, tuple[str, list[GraphwrightError], int | None]]:
    """Runs root fields in order; a failed one stops the later ones, the earlier ones stay.

    Returns:
        Data as JSON text, errors, and the commit_ts of the last write.
    """
    plan = compiled.plan.write
    assert plan is not None
    parts: list[str] = []
    errors: list[GraphwrightError] = []
    position: int | None = None
    stopped = False
    for step in plan.steps:
        if isinstance(step, TypeName):
            parts.append(name_member(step))
            continue
        key = step.mutation.key
        if stopped:
            # As recorded: what did not run has no member in data.
            errors.append(SkippedError(f"{key} was not executed because of a previous error", path=(key,)))
            continue
        try:
            job = Mutating(loaded, step, compiled.values, governing)
            if passwords := job.passwords():
                yield Compute(partial(hash_passwords, passwords))
            outcome: Outcome = yield Write(job)
        except GraphwrightError as error:
            stopped = True
            # The reference says nothing when it refuses by a rule.
            errors += [] if loaded.is_strict and isinstance(error, RuleRefused) else at_root(error, key)
            parts.append(member(key, "null"))
            continue
        except OutdatedSchema:
            if position is None:
                raise
            stopped = True
            errors.append(ExecutionError("the schema changed while the request ran; send the rest again", path=(key,)))
            parts.append(member(key, "null"))
            continue
        position = outcome.position
        errors += below_root(outcome, key)
        parts.append(member(key, outcome.text))
    return "{" + ",".join(parts) + "}", errors, position


def _transaction_mode(entry: OperationEntry, request: GraphqlRequest) -> Literal["transaction", "dry run"] | None:
    if request.is_dry_run or dry_run in entry.modes:
        return "dry run"
    return "transaction" if request.is_transaction or transaction in entry.modes else None


def _mutate_together(
    loaded: Loaded, compiled: Compiled, governing: Governing | None, *, is_dry_run: bool
) -> Generator[Any, Any, tuple[str, list[GraphwrightError], int | None]]:
    """Runs root fields as one transaction; see `_mutate`."""
    plan = compiled.plan.write
    assert plan is not None
    names = {step.key: step for step in plan.steps if isinstance(step, TypeName)}
    keys = [step.key if isinstance(step, TypeName) else step.mutation.key for step in plan.steps]
    jobs = tuple(
        Mutating(loaded, step, compiled.values, governing) for step in plan.steps if not isinstance(step, TypeName)
    )
    for job in jobs:
        if passwords := job.passwords():
            yield Compute(partial(hash_passwords, passwords))
    try:
        outcomes: list[Outcome] = yield Write(Together(jobs, is_dry_run))
    except Undone as undone:
        outcomes = undone.outcomes
    except Refused as refused:
        return answer_refused(keys, names, refused)
    return answer_together(keys, names, outcomes, is_dry_run=is_dry_run)
