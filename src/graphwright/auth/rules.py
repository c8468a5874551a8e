"""`@auth` rules: compiled at alter, turned into conditions for a caller when a plan is made.

A rule is a pair of conditions, "true" and "false": a leaf whose claim is missing is neither, so
`not unknown` is unknown, `unknown or true` is true, and unknown at the root denies.
In: the schema's rule texts, a caller's claims. Out: conditions for the auth pass.
Does not know: SQL, tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    parse,
    parse_value,
    specified_rules,
    type_from_ast,
    validate,
    value_from_ast_untyped,
)
from graphql.error import GraphQLError

from graphwright.bind.graphql.inputs import InputTypes
from graphwright.bind.graphql.selections import Selecting
from graphwright.bind.graphql.trees import Binding, Fixed, Leaf, LeafList, Tree
from graphwright.errors import ErrorList, GraphwrightError, InputError, SchemaError
from graphwright.ir.nodes import (
    Aggregate,
    Along,
    And,
    Condition,
    Constant,
    HasType,
    HasValue,
    Nested,
    Not,
    Or,
    Related,
    Select,
    ShapeValue,
    TypeName,
    Uid,
    Value,
)
from graphwright.model.api import ApiSchema, ApiType, AuthRuleText, AuthRuleTree
from graphwright.model.caller import Caller

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """`and`, `or`, `not` over rules."""

    connective: str
    parts: tuple[CompiledRule, ...]


CompiledRule = RoleLeaf | QueryLeaf | Connected


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All the rules of a schema.

    Attributes:
        query: Type name to the rule that nodes of the type must pass to be seen.
    """

    query: Mapping[str, CompiledRule] = field(default_factory=dict)
    api: ApiSchema | None = None
    schema: GraphQLSchema | None = None

    def caller_shape(self, caller: Caller) -> Any:
        """What of a caller chooses the plan: the truth of each role leaf, which claims are there."""
        if not self.query or caller.is_trusted:
            return None
        leaves = [leaf for rule in self.query.values() for leaf in _leaves(rule)]
        truths = tuple(leaf.holds(caller.claims) for leaf in leaves if isinstance(leaf, RoleLeaf))
        asked = {name for leaf in leaves if isinstance(leaf, QueryLeaf) for name, _ in leaf.claims}
        return truths, tuple(sorted((n, isinstance(caller.claims[n], list)) for n in asked if n in caller.claims))

    def conditions(self, caller: Caller, binding: Binding, claims_slot: int) -> Callable[[str], Condition | None]:
        """For a type's name, the condition that its nodes must pass; None when anybody may see them."""
        applying = _Applying(self, caller, binding, claims_slot)
        return applying.condition


def compile_rules(api: ApiSchema | None, schema: GraphQLSchema | None) -> Rules:
    """Compiles the rules of a schema.

    Raises:
        ErrorList: A rule is not understood; errors carry the rule's place in the schema.
    """
    if api is None or schema is None:
        return Rules()
    errors: list[GraphwrightError] = []
    query: dict[str, CompiledRule] = {}
    for api_type in api.types.values():
        errors += _check_others(api_type, schema)
        rules = [
            (owner, owner.auth["query"])
            for owner in (api_type, *(api.types[name] for name in api_type.interfaces))
            if "query" in owner.auth
        ]
        try:
            compiled = [_compile(rule, owner, schema) for owner, rule in rules]
        except ErrorList as found:
            errors += found.errors
            continue
        if compiled:
            joined = Connected(connective="and", parts=tuple(compiled))
            query[api_type.name] = compiled[0] if len(compiled) == 1 else joined
    if errors:
        raise ErrorList(errors)
    return Rules(query=query, api=api, schema=schema)


def _check_others(owner: ApiType, schema: GraphQLSchema) -> list[GraphwrightError]:
    """What is wrong with the rules that are not carried out yet (`operations.py`)."""
    errors: list[GraphwrightError] = []
    for operation, rule in owner.auth.items():
        if operation != "query":
            try:
                _compile(rule, owner, schema)
            except ErrorList as found:
                errors += found.errors
    return errors


def _compile(rule: AuthRuleTree | AuthRuleText, owner: ApiType, schema: GraphQLSchema) -> CompiledRule:
    if isinstance(rule, AuthRuleTree):
        return Connected(connective=rule.connective, parts=tuple(_compile(part, owner, schema) for part in rule.rules))
    if rule.text.lstrip().startswith("{"):
        return _compile_role(rule)
    return _compile_query(rule, owner, schema)


def _wrong(rule: AuthRuleText, message: str) -> ErrorList:
    return ErrorList([SchemaError(f"@auth: {message}", line=rule.line, column=rule.column)])


def _compile_role(rule: AuthRuleText) -> RoleLeaf:
    """`{$CLAIM: {eq | in: …}}`, a GraphQL-like value."""
    text = rule.text.strip()
    name, separator, rest = text[1:].lstrip().partition(":")
    if not name.startswith("$") or not separator:
        raise _wrong(rule, 'a role rule is written {$CLAIM: {eq: "value"}}')
    try:
        value = value_from_ast_untyped(parse_value(rest.rstrip().removesuffix("}")))
    except GraphQLError as error:
        raise _wrong(rule, f"the role rule cannot be read: {error.message}") from None
    if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in ("eq", "in", "regexp"):
        raise _wrong(rule, "a role rule takes one operator: eq, in or regexp")
    operator, operand = next(iter(value.items()))
    if operator == "in" and not isinstance(operand, list):
        raise _wrong(rule, "the operator `in` takes a list")
    if operator == "regexp":
        operand = _read_regexp(rule, operand)
    return RoleLeaf(claim=name.strip()[1:], operator=operator, operand=operand)


def _read_regexp(rule: AuthRuleText, operand: Any) -> re.Pattern[str]:
    if not isinstance(operand, str):
        raise _wrong(rule, "the operator `regexp` takes a string")
    try:
        return re.compile(operand)
    except re.error as error:
        raise _wrong(rule, f"the regular expression {operand!r} cannot be read: {error}") from None


def _compile_query(rule: AuthRuleText, owner: ApiType, schema: GraphQLSchema) -> QueryLeaf:
    try:
        document = parse(rule.text)
    except GraphQLError as error:
        raise _wrong(rule, f"the rule is no GraphQL query: {error.message}") from None
    found = validate(schema, document, specified_rules)
    if found:
        raise _wrong(rule, found[0].message)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1 or len(document.definitions) != 1:
        raise _wrong(rule, "a rule is one query without fragments")
    operation = operations[0]
    roots = operation.selection_set.selections
    if len(roots) != 1 or not isinstance(roots[0], FieldNode) or roots[0].name.value != f"query{owner.name}":
        raise _wrong(rule, f"a rule of {owner.name} asks query{owner.name} and nothing else")
    claims = tuple(
        (definition.variable.name.value, type_from_ast(schema, definition.type))
        for definition in operation.variable_definitions or ()
    )
    return QueryLeaf(document=document, operation=operation, claims=claims, type_name=owner.name)


def _leaves(rule: CompiledRule) -> Iterator[RoleLeaf | QueryLeaf]:
    if isinstance(rule, Connected):
        for part in rule.parts:
            yield from _leaves(part)
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

    def condition(self, type_name: str) -> Condition | None:
        """The condition under which the caller may see nodes of a type, an interface or a union."""
        if self.caller.is_trusted:
            return None
        api = self.rules.api
        is_union = api is not None and type_name in api.unions
        implementations = () if api is None else (api.possible_types if is_union else api.implementations)(type_name)
        if any(found.name in self.rules.query for found in implementations):
            return self._implemented(implementations)
        rule = self.rules.query.get(type_name)
        if rule is None:
            return None
        is_true, _ = self._pair(rule)
        return None if is_true == yes else is_true

    def _implemented(self, implementations: tuple[ApiType, ...]) -> Condition:
        """Through an interface or union every node passes the rules of its own type, an interface's among them."""
        parts: list[Condition] = []
        for found in implementations:
            rule = self.rules.query.get(found.name)
            is_true = yes if rule is None else self._pair(rule)[0]
            parts.append(join_and([HasType(node_type=found.node_type), is_true]))
        return join_or(parts)

    def _pair(self, rule: CompiledRule) -> Pair:
        match rule:
            case RoleLeaf():
                truth = rule.holds(self.caller.claims)
                return unknown if truth is None else ((yes, no) if truth else (no, yes))
            case QueryLeaf():
                return self._query_pair(rule)
            case Connected(connective="not", parts=parts):
                is_true, is_false = self._pair(parts[0])
                return is_false, is_true
            case Connected(connective="and", parts=parts):
                pairs = [self._pair(part) for part in parts]
                return join_and([p[0] for p in pairs]), join_or([p[1] for p in pairs])
            case Connected(connective="or", parts=parts):
                pairs = [self._pair(part) for part in parts]
                return join_or([p[0] for p in pairs]), join_and([p[1] for p in pairs])
        raise AssertionError(f"the rule {rule} has an unknown connective")

    def _query_pair(self, leaf: QueryLeaf) -> Pair:
        if any(name not in self.caller.claims for name, _ in leaf.claims):
            return unknown
        condition = self._bind(leaf)
        if isinstance(condition, Constant):
            return (yes, no) if condition.value else (no, yes)
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
        slot_of_claims = self.claims_slot
        coerce = self.binding.types.coercion(type_)

        def value(values: list[Any]) -> Any:
            try:
                return coerce(values[slot_of_claims][name], ())
            except InputError:
                raise InputError(f"the claim {name} of the token does not fit the type {type_}") from None

        named = get_named_type(type_)
        if getattr(named, "name", "") == "Boolean":
            return Fixed(bool(self.caller.claims[name]))
        slot = self.binding.extra(value)
        return LeafList(slot) if isinstance(self.caller.claims[name], list) else Leaf(slot)


def required(selection: Select) -> Condition:
    """What a node must have to stay in a result under cascade."""
    parts: list[Condition] = [] if selection.condition is None else [selection.condition]
    for output in selection.output:
        match output:
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
