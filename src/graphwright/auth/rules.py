"""Compiled `@auth` rules, turned into conditions for a caller when a plan is made.

A rule is a pair of conditions, "true" and "false": a leaf whose claim is missing is neither, so
`not unknown` is unknown, `unknown or true` is true, and unknown at the root denies.
In: what `rule_compiling.py` makes of a schema, a caller's claims. Out: conditions for the auth pass.
Does not know: rule texts, SQL, tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Final

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from graphwright import limits
from graphwright.auth.claims import claim_shape, claim_value
from graphwright.auth.permissions import CompiledPermission, Permissions
from graphwright.auth.permitting import grants
from graphwright.bind.graphql.inputs import InputTypes
from graphwright.bind.graphql.selections import Selecting
from graphwright.bind.graphql.trees import Binding, Fixed, Leaf, LeafList, Tree
from graphwright.ir.nodes import (
    Aggregate,
    Along,
    And,
    Between,
    Compare,
    Condition,
    Constant,
    HasType,
    HasValue,
    Nested,
    Not,
    OneOf,
    Or,
    Related,
    Select,
    ShapeValue,
    TypeName,
    Uid,
    Value,
)
from graphwright.model.api import ApiSchema, ApiType, AuthRuleText
from graphwright.model.caller import Caller
from graphwright.passes.authorize import RuleOf
from graphwright.records import dataclass

yes: Final = Constant(value=True)
no: Final = Constant(value=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLeaf:
    """`{$ROLE: {eq: "ADMIN"}}`: decided by the claims alone."""

    claim: str
    operator: str
    operand: Any

    def holds(self, claims: Mapping[str, Any]) -> bool | None:
        """Whether the claim passes; None when it is missing. A list claim passes by any element."""
        if self.claim not in claims:
            return None
        value = claims[self.claim]
        values = value if isinstance(value, list) else [value]
        match self.operator:
            case "in":
                return any(v in self.operand for v in values)
            case "regexp":
                return any(isinstance(v, str) and self.operand.search(v) is not None for v in values)
            case _:
                return self.operand in values


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLeaf:
    """A query whose result has the nodes that pass; its variables are claims."""

    document: DocumentNode
    operation: OperationDefinitionNode
    claims: tuple[tuple[str, Any], ...]
    type_name: str
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """`and`, `or`, `not` over rules."""

    connective: str
    parts: tuple[CompiledRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionLeaf:
    """A `@permission` that lets nodes be read."""

    permission: CompiledPermission


CompiledRule = RoleLeaf | QueryLeaf | PermissionLeaf | Connected
nobody: Final = Connected(connective="or", parts=())
"""The rule that is false for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All the rules of a schema.

    Attributes:
        by_operation: Operation and type name to the rule that nodes of the type must pass.
        by_field: Operation and predicate to the rule that a node must pass for its values of the predicate.
        permissions: Those of `@permission`, of which READ is among the rules of `query` already.
    """

    by_operation: Mapping[str, Mapping[str, CompiledRule]] = field(default_factory=dict)
    by_field: Mapping[str, Mapping[str, CompiledRule]] = field(default_factory=dict)
    api: ApiSchema | None = None
    schema: GraphQLSchema | None = None
    is_strict: bool = False
    permissions: Permissions | None = None
    _roles: tuple[RoleLeaf, ...] = ()
    _claims: tuple[tuple[str, Any], ...] = ()
    _shapes: dict[int, tuple[Caller, Any]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def binds(self) -> bool:
        """Whether there are any."""
        return bool(self.by_operation or self.by_field)

    @property
    def denies_the_rest(self) -> bool:
        """Whether what has no rule is for nobody."""
        settings = None if self.api is None else self.api.authorization
        return settings is not None and settings.deny_by_default

    def leaf_at(self, written: AuthRuleText) -> QueryLeaf | None:
        """The query that stands somewhere in the schema; None for another rule."""
        place = (written.line, written.column)
        ruled = (rule for rules in self.by_operation.values() for rule in rules.values())
        leaves = (leaf for rule in ruled for leaf in rule_leaves(rule))
        return next((leaf for leaf in leaves if isinstance(leaf, QueryLeaf) and leaf.place == place), None)

    def governs(self, operation: str, type_name: str) -> bool:
        """Whether a rule is to be asked for an operation on nodes reached as a type, an interface or a union."""
        governed = self.by_operation.get(operation, {})
        return bool(governed) and any(name in governed for name in self.concerned(type_name))

    def is_ruled(self, type_name: str) -> bool:
        """Whether any rule is about nodes of a type."""
        return any(self.governs(operation, type_name) for operation in self.by_operation)

    def concerned(self, type_name: str) -> tuple[str, ...]:
        """The types that nodes reached as a type, an interface or a union can be of, itself among them."""
        api = self.api
        if api is None:
            return ()
        if type_name in api.unions:
            return tuple(found.name for found in api.possible_types(type_name))
        return (type_name, *(found.name for found in api.implementations(type_name)))

    def caller_shape(self, caller: Caller) -> Any:
        """What of a caller chooses the plan: the truth of each role leaf, which claims are there and how."""
        if not self.binds or caller.is_trusted:
            return None
        # A client sends one token again and again, and its caller is remembered (`identity.py`).
        known = self._shapes.get(id(caller))
        if known is not None and known[0] is caller:
            return known[1]
        truths = tuple(leaf.holds(caller.claims) for leaf in self._roles)
        shape: tuple[Any, ...] = truths, tuple(claim_shape(caller.claims, name, type_) for name, type_ in self._claims)
        if self.permissions is not None:
            shape = (*shape, bool(caller.claims))
        if len(self._shapes) >= limits.callers_remembered_max:
            self._shapes.clear()
        self._shapes[id(caller)] = caller, shape
        return shape

    def truth(self, rule: CompiledRule, caller: Caller, binding: Binding, claims_slot: int) -> Pair:
        """When a rule is true of a node, and when it is false."""
        return _Applying(self, caller, binding, claims_slot).pair(rule)

    def conditions(self, caller: Caller, binding: Binding, claims_slot: int) -> RuleOf:
        """For a type's name and an operation, the condition that its nodes must pass; None where anybody may."""
        return _Applying(self, caller, binding, claims_slot)


def rule_leaves(rule: CompiledRule) -> Iterator[RoleLeaf | QueryLeaf | PermissionLeaf]:
    """The rules that are joined in one, without what joins them."""
    if isinstance(rule, Connected):
        for part in rule.parts:
            yield from rule_leaves(part)
    else:
        yield rule


# ---- applying -------------------------------------------------------------------------------------

Pair = tuple[Condition, Condition]
unknown: Final[Pair] = (no, no)


@dataclass(slots=True)
class _Applying:
    """Rules for one caller, in the slots of one plan."""

    rules: Rules
    caller: Caller
    binding: Binding
    claims_slot: int

    def of_field(self, predicate: str, operation: str = "query") -> Condition | None:
        """What a node must pass for the caller to do it to its values of a predicate."""
        rule = self.rules.by_field.get(operation, {}).get(predicate)
        if rule is None or self.caller.is_trusted:
            return None
        is_true, _ = self.pair(rule)
        return None if is_true == yes else is_true

    def __call__(self, type_name: str | None, operation: str = "query") -> Condition | None:
        """The condition under which the caller may do it to nodes of a type, an interface or a union.

        Without a name it is that for any node: it is not of a type, or passes its rule, for every type with one.
        """
        governed = self.rules.by_operation.get(operation)
        if governed is None or self.caller.is_trusted:
            return None
        if type_name is None:
            passed = join_and([self._unless_of(name, rule) for name, rule in governed.items()])
            if self.rules.denies_the_rest:
                passed = join_and([self._of_some_type(), passed])
            return None if passed == yes else passed
        api = self.rules.api
        is_union = api is not None and type_name in api.unions
        implementations = () if api is None else (api.possible_types if is_union else api.implementations)(type_name)
        if any(found.name in governed for found in implementations):
            return self._implemented(governed, implementations)
        rule = governed.get(type_name)
        if rule is None:
            return None
        is_true, _ = self.pair(rule)
        return None if is_true == yes else is_true

    def _of_some_type(self) -> Condition:
        assert self.rules.api is not None
        return join_or([HasType(node_type=found.node_type) for found in self.rules.api.types.values()])

    def _unless_of(self, type_name: str, rule: CompiledRule) -> Condition:
        assert self.rules.api is not None
        node_type = self.rules.api.types[type_name].node_type
        return join_or([Not(part=HasType(node_type=node_type)), self.pair(rule)[0]])

    def _implemented(self, governed: Mapping[str, CompiledRule], implementations: tuple[ApiType, ...]) -> Condition:
        """Through an interface or union every node passes the rules of its own type, an interface's among them."""
        parts: list[Condition] = []
        for found in implementations:
            rule = governed.get(found.name)
            is_true = yes if rule is None else self.pair(rule)[0]
            parts.append(join_and([HasType(node_type=found.node_type), is_true]))
        return join_or(parts)

    def pair(self, rule: CompiledRule) -> Pair:
        match rule:
            case RoleLeaf():
                truth = rule.holds(self.caller.claims)
                if truth is None and not self.rules.is_strict:
                    return unknown
                return (yes, no) if truth else (no, yes)
            case QueryLeaf():
                return self._query_pair(rule)
            case PermissionLeaf(permission=permission):
                return self._permission_pair(permission)
            case Connected(connective="not", parts=parts):
                is_true, is_false = self.pair(parts[0])
                return is_false, is_true
            case Connected(connective="and", parts=parts):
                pairs = [self.pair(part) for part in parts]
                return join_and([p[0] for p in pairs]), join_or([p[1] for p in pairs])
            case Connected(connective="or", parts=parts):
                pairs = [self.pair(part) for part in parts]
                return join_or([p[0] for p in pairs]), join_and([p[1] for p in pairs])
        raise AssertionError(f"the rule {rule} has an unknown connective")

    def _query_pair(self, leaf: QueryLeaf) -> Pair:
        claims = self.caller.claims
        if any(claim_value(claims.get(name), type_) is None for name, type_ in leaf.claims):
            return unknown
        condition = self._bind(leaf)
        if isinstance(condition, Constant):
            return (yes, no) if condition.value else (no, yes)
        return condition, Not(part=condition)

    def _permission_pair(self, permission: CompiledPermission) -> Pair:
        assert self.rules.permissions is not None
        condition = grants(self.rules.permissions, permission, self.caller, self.binding, self.claims_slot)
        if isinstance(condition, Constant):
            return (yes, no) if condition.value else unknown
        return condition, Not(part=condition)

    def _bind(self, leaf: QueryLeaf) -> Condition:
        """The rule's query as a condition: every nested selection must find something."""
        api, schema = self.rules.api, self.rules.schema
        assert api is not None and schema is not None and schema.query_type is not None
        outer = self.binding
        variables: dict[str, Tree] = {}
        for name, type_ in leaf.claims:
            variables[name] = self._claim(name, type_)
        inner = Binding(
            variables=variables,
            literal_slots={},
            values=outer.values,
            types=InputTypes(),
            api=api,
            extras=outer.extras,
            guards=outer.guards,
        )
        selecting = Selecting(api=api, schema=schema, binding=inner, fragments={})
        found = selecting.collect(schema.query_type, [leaf.operation.selection_set])
        [(key, nodes)] = found.items()
        root = selecting.query_root(schema.query_type, key, nodes)
        assert isinstance(root, Nested)
        return required(root.select)

    def _claim(self, name: str, type_: Any) -> Tree:
        value = claim_value(self.caller.claims[name], type_)
        if isinstance(value, bool):
            return Fixed(value)
        slot_of_claims = self.claims_slot
        slot = self.binding.extra(lambda values: claim_value(values[slot_of_claims][name], type_))
        return LeafList(slot) if isinstance(value, list) else Leaf(slot)


def required(selection: Select) -> Condition:
    """What a node must have to stay in a result under cascade."""
    parts: list[Condition] = [] if selection.condition is None else [selection.condition]
    compared = _compared(selection.condition)
    for output in selection.output:
        match output:
            case Value(predicate=name, languages=languages) if (name, languages) in compared:
                continue
            case Value(predicate=name, languages=languages):
                parts.append(HasValue(predicate=name, languages=languages))
            case ShapeValue(predicate=name):
                parts.append(HasValue(predicate=name))
            case Nested(select=inner):
                assert isinstance(inner.source, Along)
                parts.append(
                    Related(predicate=inner.source.predicate, node_type=inner.api_type, condition=required(inner))
                )
            case Uid() | TypeName() | Aggregate():
                continue
            case _:
                raise AssertionError(f"{type(output).__name__} cannot stand in a rule")
    return join_and(parts)


def _compared(condition: Condition | None) -> set[tuple[str, tuple[str, ...]]]:
    """The predicates, with their languages, that have a value wherever a condition holds."""
    match condition:
        case And(parts=parts):
            return set().union(*map(_compared, parts))
        case Compare() | OneOf() | Between():
            return {(condition.predicate, condition.languages)}
        case _:
            return set()


def join_and(parts: list[Condition]) -> Condition:
    """`and` with constants folded."""
    if no in parts:
        return no
    rest = [part for part in parts if part != yes]
    if not rest:
        return yes
    return rest[0] if len(rest) == 1 else And(parts=tuple(rest))


def join_or(parts: list[Condition]) -> Condition:
    """`or` with constants folded."""
    if yes in parts:
        return yes
    rest = [part for part in parts if part != no]
    if not rest:
        return no
    return rest[0] if len(rest) == 1 else Or(parts=tuple(rest))
