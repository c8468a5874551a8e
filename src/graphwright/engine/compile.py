"""Text and variables → plan: the compile pipeline and its caches.

Three caches, each bounded: texts (literals lifted), documents (parsed, valid), plans. A plan's key is
the document, the shape of its variables, the caller's shape and the catalog version; some plans also
hold only for classes of values (the sign of `first`), which are compared on every hit.
Does not know: how plans run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from graphql import OperationType

from graphwright import limits
from graphwright.bind.graphql.documents import (
    BindRequest,
    Bound,
    Document,
    Operation,
    VariableReader,
    bind_operation,
    introspection_fields,
    literal_values,
    read_document,
    root_keys,
    variable_reader,
)
from graphwright.bind.graphql.trees import Binding, Values
from graphwright.engine.catalogs import Loaded
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import GraphwrightError
from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import Query
from graphwright.lang.graphql import Lifted, lift_literals
from graphwright.model.caller import Caller
from graphwright.passes.authorize import RuleOf
from graphwright.passes.pipeline import run_passes
from graphwright.plan.reading import ReadPlan, plan_read
from graphwright.plan.writing import MutationPlan, plan_mutations
from graphwright.storage.interface import Storage

Key = TypeVar("Key", bound=Hashable)
Entry = TypeVar("Entry")


class BoundedCache(Generic[Key, Entry]):
    """The entries used last."""

    def __init__(self, entries_max: int) -> None:
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._entries_max = entries_max

    def get(self, key: Key) -> Entry | None:
        """An entry, which becomes the youngest."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        self._entries[key] = entry
        if len(self._entries) > self._entries_max:
            self._entries.popitem(last=False)

    def clear(self) -> None:
        self._entries.clear()


@dataclass(slots=True, kw_only=True)
class OperationEntry:
    """An operation and its plans.

    Attributes:
        root_keys: Response keys of the root fields, in order, skipped ones included.
        introspection_keys: Those of them that graphql-core answers.
    """

    document: Document
    operation: Operation
    reader: VariableReader
    root_keys: tuple[str, ...]
    introspection_keys: frozenset[str]
    plans: OrderedDict[Hashable, list[Plan]] = field(default_factory=OrderedDict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A bound and planned operation.

    Attributes:
        read: For queries. `write`: for mutations.
        failed: Root fields that cannot run, with their errors.
    """

    coercions: Mapping[int, Callable[[Any, tuple[str | int, ...]], Any]]
    extras: tuple[Callable[[Values], Any], ...]
    guards: tuple[tuple[int, Callable[[Any], Any], Any], ...]
    read: ReadPlan | None = None
    write: MutationPlan | None = None
    failed: Mapping[str, GraphwrightError] = field(default_factory=dict)

    def holds(self, values: Values) -> bool:
        """Whether the plan is good for these values."""
        return all(classify(values[slot]) == expected for slot, classify, expected in self.guards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A plan and the values of the request that it is to run with."""

    plan: Plan
    values: Values
    is_hit: bool


class Compiler:
    """The caches of one catalog version."""

    def __init__(self, loaded: Loaded, storage: Storage) -> None:
        self.loaded = loaded
        self.storage = storage
        self._texts: BoundedCache[str, Lifted] = BoundedCache(limits.document_cache_entries_max)
        self._operations: BoundedCache[tuple[str, str | None], OperationEntry] = BoundedCache(
            limits.document_cache_entries_max
        )

    def operation(self, request: GraphqlRequest) -> tuple[OperationEntry, Lifted]:
        """The operation that a request names.

        Raises:
            ParseError, ErrorList, LimitError: The document is refused.
        """
        lifted = self._texts.get(request.query)
        if lifted is None:
            lifted = lift_literals(request.query)
            if len(request.query) < 100_000:
                self._texts.put(request.query, lifted)
        entry = self._operations.get((lifted.skeleton, request.operation_name))
        if entry is None:
            entry = self._new_operation(request, lifted)
            self._operations.put((lifted.skeleton, request.operation_name), entry)
        return entry, lifted

    def _new_operation(self, request: GraphqlRequest, lifted: Lifted) -> OperationEntry:
        schema = self.loaded.schema
        assert schema is not None
        document = read_document(request.query, lifted, schema)
        operation = document.operation(request.operation_name)
        reader = variable_reader(operation, schema, self.loaded.input_types)
        keys = root_keys(document, operation)
        return OperationEntry(
            document=document,
            operation=operation,
            reader=reader,
            root_keys=tuple(keys),
            introspection_keys=frozenset(key for key, name in keys.items() if name in introspection_fields),
        )

    def compile(self, entry: OperationEntry, lifted: Lifted, request: GraphqlRequest, caller: Caller) -> Compiled:
        """The plan of a request and its values; made when there is none.

        Raises:
            GraphwrightError: The request cannot run.
        """
        values = literal_values(lifted)
        trees, shape = entry.reader.read(request.variables or {}, values)
        claims_slot = len(values)
        values.append(caller.claims)
        key = (shape, self.loaded.rules.caller_shape(caller), caller.is_trusted)
        for plan in entry.plans.get(key, ()):
            # On a copy: extras are appended and literals coerced, and the next plan starts afresh.
            filled = fill(plan, values)
            if plan.holds(filled):
                return Compiled(plan=plan, values=filled, is_hit=True)
        bound_values = list(values)
        plan = self._plan(entry, trees, bound_values, caller, claims_slot)
        known = entry.plans.setdefault(key, [])
        known.append(plan)
        if len(entry.plans) > _plans_per_operation_max:
            entry.plans.popitem(last=False)
        return Compiled(plan=plan, values=bound_values, is_hit=False)

    def _plan(
        self, entry: OperationEntry, trees: Mapping[str, Any], values: Values, caller: Caller, claims_slot: int
    ) -> Plan:
        loaded = self.loaded
        assert loaded.api is not None and loaded.schema is not None
        bind_request = BindRequest(
            document=entry.document, operation=entry.operation, trees=trees, values=values, types=loaded.input_types
        )
        bound, binding = bind_operation(bind_request, loaded.api, loaded.schema)
        rule_of = None if caller.is_trusted else loaded.rules.conditions(caller, binding, claims_slot)
        return self._finish(bound, binding, rule_of)

    def _finish(self, bound: Bound, binding: Binding, rule_of: RuleOf | None) -> Plan:
        read, write = None, None
        match run_passes(bound.ir, rule_of):
            case Query() as query:
                read = plan_read(query, self.loaded.catalog, self.storage)
            case Mutations() as mutations:
                write = plan_mutations(mutations, self.loaded.catalog, self.storage)
        # After the passes: rules add slots and guards of their own.
        return Plan(
            coercions=dict(binding.coercions),
            extras=tuple(binding.extras),
            guards=tuple(binding.guards),
            read=read,
            write=write,
            failed=bound.failed,
        )


_plans_per_operation_max = 200


def fill(plan: Plan, values: Values) -> Values:
    """The request's values with literals coerced and computed slots behind them.

    Raises:
        InputError: A literal does not fit its type; one of the same kind did when the plan was made.
    """
    filled = list(values)
    for slot, coerce in plan.coercions.items():
        filled[slot] = coerce(filled[slot], ())
    for compute in plan.extras:
        filled.append(compute(filled))
    return filled


def is_mutation(entry: OperationEntry) -> bool:
    """Whether an operation writes."""
    return entry.operation.kind is OperationType.MUTATION
