"""Text and variables → plan: the compile pipeline and its caches.

Three caches, each bounded: texts (literals lifted), documents (parsed, valid), plans. A plan's key is
the document, the shape of its variables, the caller's shape and the catalog version; some plans also
hold only for classes of values (the sign of `first`), which are compared on every hit.
Does not know: how plans run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphql import OperationDefinitionNode, OperationType

from graphwright import limits
from graphwright.auth.operations import refuse_lambda_calls
from graphwright.bind.graphql.caching import CacheAge, cache_age_of
from graphwright.bind.graphql.documents import (
    BindRequest,
    Bound,
    Document,
    Operation,
    VariableReader,
    bind_operation,
    introspection_fields,
    read_document,
    root_keys,
    variable_reader,
)
from graphwright.bind.graphql.transactions import asks_for, dry_run, transaction
from graphwright.bind.graphql.trees import Binding
from graphwright.bind.slots import Guard, Values, hold
from graphwright.engine.catalogs import Loaded
from graphwright.engine.choices import DriverChoices
from graphwright.engine.governing import Governing
from graphwright.engine.plans import BoundedCache, Compiled, Plan, fill
from graphwright.engine.requests import GraphqlRequest, OperationWords
from graphwright.engine.ruling import RuleTests
from graphwright.engine.syntax_trees import SyntaxTrees
from graphwright.errors import GraphwrightError, InputError
from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import Query
from graphwright.lang.graphql import Lifted, lift_literals
from graphwright.model.caller import Caller
from graphwright.passes.authorize import RuleOf
from graphwright.passes.pipeline import run_passes
from graphwright.plan.cost import cost_of
from graphwright.plan.passwords import plan_check
from graphwright.plan.reading import plan_read
from graphwright.plan.sizes import Sizes
from graphwright.plan.writing import plan_mutations
from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.engine.dql_texts import DqlTexts


@dataclass(slots=True, kw_only=True)
class OperationEntry:
    """An operation and its plans.

    Attributes:
        text: The first text of its kind, which the document's positions are of.
        name: As requests name it; None for the only one.
        root_keys: Response keys of the root fields, in order, skipped ones included.
        introspection_keys: Those of them that graphql-core answers.
        cache_age: For how long answers may be kept.
        modes: Which of `transaction` and `dryRun` it asks for.
    """

    text: str
    name: str | None
    kind: OperationType
    trees: SyntaxTrees
    reader: VariableReader
    root_keys: tuple[str, ...]
    introspection_keys: frozenset[str]
    cache_age: CacheAge | None
    modes: frozenset[str]
    plans: OrderedDict[Hashable, list[Plan]] = field(default_factory=OrderedDict)

    @property
    def document(self) -> Document:
        """Its document, which is made again if it was not needed for a while."""
        return self.trees.of(self.text)

    @property
    def node(self) -> OperationDefinitionNode:
        """Its definition in the document."""
        return self.document.operation(self.name).node


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A plan for one text: what depends on its literals only is done, once.

    Attributes:
        literals: The text's literals, coerced.
        guards: Those of the plan that are about variables.
        is_cost_settled: The sizes of its pages are literals too.
    """

    plan: Plan
    literals: tuple[Any, ...]
    guards: tuple[Guard, ...]
    is_cost_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry:
    """A text as it was sent: its operation, the values of its literals, and by key the plans that ran with them."""

    operation: OperationEntry
    literals: tuple[Any, ...]
    settled: dict[Hashable, Settled] = field(default_factory=dict)


class Compiler:
    """The caches of one catalog version."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._texts: BoundedCache[tuple[str, str | None], TextEntry] = BoundedCache(limits.document_cache_entries_max)
        self._operations: BoundedCache[tuple[str, str | None], OperationEntry] = BoundedCache(
            limits.document_cache_entries_max
        )
        self._trees = SyntaxTrees()
        self.choices = DriverChoices()
        self.sizes = Sizes(lambda: limits.cost_counts_kept_s)
        self._rule_tests = RuleTests(loaded)
        self.introspected: BoundedCache[Hashable, Mapping[str, bytes]] = BoundedCache(
            limits.introspection_cache_entries_max
        )

    @cached_property
    def dql(self) -> DqlTexts:
        """The caches of DQL."""
        from graphwright.engine.dql_texts import DqlTexts  # noqa: PLC0415 - DQL loads when it is used

        return DqlTexts(self.loaded)

    def text(self, request: GraphqlRequest) -> TextEntry:
        """The operation that a request names, and the values of its text's literals.

        Raises:
            ParseError, ErrorList, LimitError: The document is refused.
        """
        key = (request.query, request.operation_name)
        present = self._texts.get(key)
        if present is not None:
            return present
        lifted = lift_literals(request.query)
        operation = self._operations.get((lifted.skeleton, request.operation_name))
        if operation is None:
            operation = self._new_operation(request, lifted)
            self._operations.put((lifted.skeleton, request.operation_name), operation)
        present = TextEntry(operation=operation, literals=lifted.values)
        if len(request.query) <= limits.cached_text_bytes_max:
            self._texts.put(key, present)
        return present

    def _new_operation(self, request: GraphqlRequest, lifted: Lifted) -> OperationEntry:
        schema = self.loaded.schema
        assert schema is not None
        document = read_document(request.query, lifted, schema)
        operation = document.operation(request.operation_name)
        reader = variable_reader(operation, schema, self.loaded.input_types)
        keys = root_keys(document, operation)
        self._trees.keep(request.query, document)
        return OperationEntry(
            text=request.query,
            name=request.operation_name,
            kind=operation.kind,
            trees=self._trees,
            reader=reader,
            root_keys=tuple(keys),
            introspection_keys=frozenset(key for key, name in keys.items() if name in introspection_fields),
            cache_age=cache_age_of(operation.node),
            modes=frozenset(mode for mode in (transaction, dry_run) if asks_for(operation.node, mode)),
        )

    def as_written(self, entry: OperationEntry, request: GraphqlRequest) -> OperationEntry:
        """The operation with the positions and literals of this very text, not of the first of its kind."""
        return entry if entry.text == request.query else self._new_operation(request, lift_literals(request.query))

    def refusal(self, caller: Caller) -> str | None:
        """Why a caller gets nothing at all: a bad token, or none where the schema wants one."""
        if caller.problem is not None or caller.is_trusted:
            return caller.problem
        settings = self.loaded.authorization
        if settings is not None and settings.closed_by_default and not caller.claims:
            return f"the schema is ClosedByDefault: send a valid token in the header {settings.header}"
        return None

    def governing(self, caller: Caller) -> Governing | None:
        """The rules over what a caller writes; None for one whom no rule binds."""
        if caller.is_trusted or not self.loaded.rules.binds:
            return None
        return Governing(self.loaded, caller, self._rule_tests)

    def known_text(self, request: GraphqlRequest) -> TextEntry | None:
        """As `text`, for a text that was seen before; None for another."""
        return self._texts.get((request.query, request.operation_name))

    def words_of(self, request: GraphqlRequest) -> OperationWords | None:
        """What a request is about; None for one that is refused."""
        try:
            text = self.text(request)
        except GraphwrightError:
            return None
        document = text.operation.document
        operation = document.operation(text.operation.name)
        node, fields = operation.node, root_keys(document, operation).values()
        return OperationWords(
            kind=node.operation.value, name=node.name.value if node.name else None, fields=tuple(dict.fromkeys(fields))
        )

    def known_plan(self, text: TextEntry, request: GraphqlRequest, caller: Caller) -> Compiled | None:
        """As `compile`, when there is a plan; None otherwise."""
        values: Values = []
        shape = text.operation.reader.shape(request.variables or {}, values)
        key = self._key(shape, caller)
        settled = text.settled.get(key)
        if settled is None:
            return self._settle(text, key, [*text.literals, *values, caller.claims])
        filled = [*settled.literals, *values, caller.claims]
        plan = settled.plan
        for compute in plan.extras:
            filled.append(compute(filled))
        if not hold(settled.guards, filled):
            return self._find(text.operation, key, [*text.literals, *values, caller.claims])
        if not settled.is_cost_settled:
            plan.cost.check(filled)  # type: ignore[union-attr]
        return Compiled(plan, filled, is_hit=True)

    def _settle(self, text: TextEntry, key: Hashable, values: Values) -> Compiled | None:
        """As `_find`; does once and for all what depends on the text's literals."""
        found = self._find(text.operation, key, values)
        if found is not None and len(text.settled) < limits.plans_per_operation_max:
            plan, count = found.plan, len(text.literals)
            text.settled[key] = Settled(
                plan=plan,
                literals=tuple(found.values[:count]),
                guards=tuple(guard for guard in plan.guards if guard[0] >= count),
                is_cost_settled=plan.cost is None or plan.cost.depends_only_on(count),
            )
        return found

    def _key(self, shape: Any, caller: Caller) -> Hashable:
        return (shape, self.loaded.rules.caller_shape(caller), caller.is_trusted)

    def _find(self, entry: OperationEntry, key: Hashable, values: Values) -> Compiled | None:
        for plan in entry.plans.get(key, ()):
            filled = fill(plan, values)
            if plan.holds(filled):
                if plan.cost is not None:
                    plan.cost.check(filled)
                return Compiled(plan, filled, is_hit=True)
        return None

    def compile(self, text: TextEntry, request: GraphqlRequest, caller: Caller) -> Compiled:
        """The plan of a request and its values; made when there is none.

        Raises:
            GraphwrightError: The request cannot run.
        """
        entry = text.operation
        values = list(text.literals)
        trees, shape = entry.reader.read(request.variables or {}, values)
        claims_slot = len(values)
        values.append(caller.claims)
        key = self._key(shape, caller)
        try:
            found = self._find(entry, key, values)
        except InputError:
            # A literal does not fit its type: validation says where, in this very text.
            self._new_operation(request, lift_literals(request.query))
            raise
        if found is not None:
            return found
        bound_values = list(values)
        try:
            plan = self._plan(entry, trees, bound_values, caller, claims_slot)
        except GraphwrightError:
            if entry.text == request.query:
                raise
            plan = None
        if plan is None or (plan.failed and entry.text != request.query):
            # Something is wrong: bind this very text, not the first of its kind, for the positions.
            entry = self._new_operation(request, lift_literals(request.query))
            bound_values = list(values)
            plan = self._plan(entry, trees, bound_values, caller, claims_slot)
        if not plan.failed:
            self._keep(entry, key, plan)
        if plan.cost is not None:
            plan.cost.check(bound_values)
        return Compiled(plan, bound_values, is_hit=False)

    def _keep(self, entry: OperationEntry, key: Hashable, plan: Plan) -> None:
        entry.plans.setdefault(key, []).append(plan)
        if len(entry.plans) > limits.plans_per_operation_max:
            entry.plans.popitem(last=False)

    def _plan(
        self, entry: OperationEntry, trees: Mapping[str, Any], values: Values, caller: Caller, claims_slot: int
    ) -> Plan:
        loaded = self.loaded
        assert loaded.api is not None and loaded.schema is not None
        document = entry.document
        operation = document.operation(entry.name)
        bind_request = BindRequest(
            document=document, operation=operation, trees=trees, values=values, types=loaded.input_types
        )
        self._refuse(document, operation)
        bound, binding = bind_operation(bind_request, loaded.api, loaded.schema)
        rule_of = None if caller.is_trusted else loaded.rules.conditions(caller, binding, claims_slot)
        return self._finish(bound, binding, rule_of)

    def _refuse(self, document: Document, operation: Operation) -> None:
        """Refuses what would have to be checked or told and cannot be yet."""
        api, schema = self.loaded.api, self.loaded.schema
        assert api is not None and schema is not None
        root = schema.get_root_type(operation.kind)
        names = set(root_keys(document, operation).values())
        if root is not None:
            refuse_lambda_calls(api, root, names)

    def _finish(self, bound: Bound, binding: Binding, rule_of: RuleOf | None) -> Plan:
        read, write = None, None
        ir = run_passes(bound.ir, rule_of)
        match ir:
            case Query() as query:
                read = plan_read(query, self.loaded.environment)
            case Mutations() as mutations:
                write = plan_mutations(mutations, self.loaded.environment)
        # After the passes: rules add slots and guards of their own.
        return Plan(
            coercions=dict(binding.coercions),
            extras=tuple(binding.extras),
            guards=tuple(binding.guards),
            read=read,
            write=write,
            failed=bound.failed,
            checks=tuple(plan_check(check, self.loaded.environment) for check in bound.checks),
            entities=bound.entities,
            cost=None if self.loaded.is_strict else cost_of(ir, self.loaded.catalog, self.sizes),
        )


def is_mutation(entry: OperationEntry) -> bool:
    """Whether an operation writes."""
    return entry.kind is OperationType.MUTATION
