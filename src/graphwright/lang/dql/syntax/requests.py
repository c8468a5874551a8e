"""Nodes of what a request is made of: modifiers, selections, blocks, documents.

In: the nodes of values and expressions. Out: node types, and the unions `Directive`, `Selection`,
`Block`, `Document`. Does not know: which combinations make sense.
"""

from __future__ import annotations

from typing import Literal

from graphwright.lang.dql.syntax.expressions import Filter, Function, MathExpression
from graphwright.lang.dql.syntax.values import (
    BooleanLiteral,
    Definition,
    IntegerLiteral,
    Name,
    Node,
    NumberLiteral,
    Predicate,
    QueryVariable,
    StringLiteral,
    UidLiteral,
    UidSet,
    ValueOf,
    Word,
)
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKey(Node):
    """`orderasc: name@fr`, `orderdesc: val(x)`, `orderasc: $key`."""

    key: Predicate | ValueOf | QueryVariable
    is_descending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade(Node):
    """`@cascade` (no fields: all that are asked) or `@cascade(name, genre)`."""

    fields: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalize(Node):
    """`@normalize`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreReflex(Node):
    """`@ignorereflex`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKey(Node):
    """A key of `@groupby`, such as `house: studio`."""

    alias: str | None
    predicate: Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBy(Node):
    """`@groupby(studio, genre)`; one key or more."""

    keys: tuple[GroupKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurse(Node):
    """`@recurse(depth: 3, loop: true)`."""

    depth: IntegerLiteral | QueryVariable | None
    loop: BooleanLiteral | QueryVariable | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetKey(Node):
    """A facet that is fetched: `since`, `how: kind`, `w as weight`."""

    name: str
    alias: str | None
    variable: Definition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetOrder(Node):
    """A facet that orders the edges, and is fetched too: `orderasc: weight`."""

    name: str
    is_descending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFetch(Node):
    """`@facets` (no keys: all facets) or `@facets(since, how: kind)`."""

    keys: tuple[FacetKey | FacetOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFilter(Node):
    """`@facets(eq(close, true))`."""

    condition: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifiers(Node):
    """What narrows, orders and reshapes a block or a field; every part may be missing.

    Attributes:
        directives: In the order of the text, `@filter` not among them; `@facets` at most once to fetch
            and once to filter, each other at most once.
    """

    first: IntegerLiteral | QueryVariable | None
    offset: IntegerLiteral | QueryVariable | None
    after: UidLiteral | QueryVariable | None
    random: IntegerLiteral | QueryVariable | None
    order: tuple[OrderKey, ...]
    filter: Filter | None
    directives: tuple[Directive, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSelection(Node):
    """What all selections but fragment spreads have: `alias: …` and `x as …`."""

    alias: str | None
    variable: Definition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateField(NamedSelection):
    """A predicate, value or edge: `acted_in (first: 1) @filter(…) { title }`."""

    predicate: Predicate
    modifiers: Modifiers
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UidField(NamedSelection):
    """`uid`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountUidField(NamedSelection):
    """`count(uid)`: how many nodes there are at this level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountField(NamedSelection):
    """`count(friend)`, its modifiers inside or behind the parentheses."""

    predicate: Predicate
    modifiers: Modifiers


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueField(NamedSelection):
    """`val(x)`."""

    value: ValueOf


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateField(NamedSelection):
    """`max(val(x))`, and within `@groupby` `max(rating)`."""

    operator: Literal["min", "max", "sum", "avg"]
    operand: ValueOf | Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class MathField(NamedSelection):
    """`math(a + 1)`."""

    expression: MathExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordField(NamedSelection):
    """`checkpwd(secret, "…")`."""

    predicate: Predicate
    password: StringLiteral | QueryVariable


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpandAll(Node):
    """`_all_`: the predicates of the node's types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpandTypes(Node):
    """`Film, Person`: the predicates of the named types."""

    types: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpandField(Node):
    """`expand(_all_) { … }`, `expand(Film)`, `expand(val(x))`."""

    scope: ExpandAll | ExpandTypes | ValueOf
    modifiers: Modifiers
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentSpread(Node):
    """`...name`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryBlock(Node):
    """`name(func: …) { … }`, whose result is in the answer.

    Attributes:
        function: Missing in `q() { sum(val(x)) }`.
    """

    name: str
    variable: Definition | None
    function: Function | None
    modifiers: Modifiers
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableBlock(Node):
    """`var(func: …) { … }`, which only gives variables their values."""

    variable: Definition | None
    function: Function | None
    modifiers: Modifiers
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortestBlock(Node):
    """`shortest(from: 0x1, to: uid(a), numpaths: 2) { road @facets(km) }`."""

    variable: Definition | None
    source: UidLiteral | UidSet
    target: UidLiteral | UidSet
    path_count: IntegerLiteral | QueryVariable | None
    depth: IntegerLiteral | QueryVariable | None
    weight_min: NumberLiteral | QueryVariable | None
    weight_max: NumberLiteral | QueryVariable | None
    modifiers: Modifiers
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableDeclaration(Node):
    """`$n: string! = "x"`.

    Attributes:
        name: Without `$`.
        type_name: As written; whether it exists is not known here.
        is_required: Written with `!`; it has no default then.
    """

    name: str
    type_name: str
    is_required: bool
    default: StringLiteral | NumberLiteral | Word | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Node):
    """`{ … }` or `query name($a: int) { … }`."""

    name: str | None
    declarations: tuple[VariableDeclaration, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment(Node):
    """`fragment name { … }`."""

    name: str
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryDocument(Node):
    """One or more operations, which share one set of block names and variables, and fragments."""

    operations: tuple[Operation, ...]
    fragments: tuple[Fragment, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all operations in the order of the text."""
        return tuple(block for operation in self.operations for block in operation.blocks)

    @property
    def declarations(self) -> tuple[VariableDeclaration, ...]:
        """The query variables of all operations in the order of the text."""
        return tuple(declaration for operation in self.operations for declaration in operation.declarations)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSchema(Node):
    """`schema { … }`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPredicates(Node):
    """`schema(pred: [name, age]) { … }`."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaTypes(Node):
    """`schema(type: Film) { … }`."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaDocument(Node):
    """A question about the schema.

    Attributes:
        fields: What is asked of each predicate; none means all.
    """

    scope: WholeSchema | SchemaPredicates | SchemaTypes
    fields: tuple[Name, ...]


Directive = Cascade | Normalize | IgnoreReflex | GroupBy | Recurse | FacetFetch | FacetFilter
Selection = (
    PredicateField
    | UidField
    | CountUidField
    | CountField
    | ValueField
    | AggregateField
    | MathField
    | PasswordField
    | ExpandField
    | FragmentSpread
)
Block = QueryBlock | VariableBlock | ShortestBlock
Document = QueryDocument | SchemaDocument
