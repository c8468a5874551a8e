"""IR nodes: selections of nodes, conditions on them, and what is asked of each.

Every selection carries the type it reaches and how it was reached, so that passes (authorization
above all) see every way by which data leaves. Values are never in the IR, only `Param`s that say
which value of the request goes there. Does not know: syntax, SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from graphwright.ir.existence import Existential
from graphwright.ir.facets import FacetOutput, FacetTest
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.relations import (
    AggregateOf,
    Computed,
    OfRelations,
    Relation,
    RelationCondition,
    RelationValue,
    Scalars,
)
from graphwright.ir.values import ValueCondition, ValueOutput
from graphwright.model.values import ValueKind
from graphwright.model.vectors import Metric
from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.ir.connections import Connection
    from graphwright.ir.graphs import Handed, Paths, Recursion
    from graphwright.ir.groups import Groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A value that arrives with each request.

    Attributes:
        slot: Index into the request's values (literals of the text, then leaves of the variables,
            then claims); `affected_slot` for the uids that a mutation touched.
        convert: From the value as it came to the one the database gets. Raises InputError.
        label: For the text dump and messages: how the value is used.
    """

    slot: int
    convert: Callable[[Any], Any] = field(compare=False)
    label: str


affected_slot = -1
"""Slot of the uids that a mutation wrote, for the selection in its payload."""


# ---- conditions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Two-valued: what is unknown for the part is true here."""

    part: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    value: bool


Comparison = Literal["eq", "lt", "le", "gt", "ge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """A predicate's value (any one of a list's) compared with a value.

    Attributes:
        languages: As in `Value`.
        is_collated: By the rules of its language, where there is one (DQL); else letter by letter.
    """

    predicate: str
    operator: Comparison
    value: Param
    languages: tuple[str, ...] = ()
    is_collated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """The value is one of a list, which is one parameter."""

    predicate: str
    values: Param
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The value lies between two, both included; of a list, one and the same element does.

    Attributes:
        is_collated: As in `Compare`.
    """

    predicate: str
    low: Param
    high: Param
    languages: tuple[str, ...] = ()
    is_collated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HasTokens:
    """The value has all or any of the tokens that an index kind makes of a text.

    Attributes:
        lead: One token of them, which finds the nodes where all are asked for.
        tokens: All of them when there are several, else None.
    """

    predicate: str
    index: str
    mode: Literal["all", "any"]
    lead: Param
    tokens: Param | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lies:
    """A shape (any one of a list's) is near, within, contains or intersects what is asked.

    Attributes:
        index: The kind whose cells give candidates.
        question: `search.geometry.Question` as text, for the exact test.
        cells: The cells in which candidates are. `around`: those that these lie in.
        is_rough: To be a candidate is enough; what the plan asks a database that cannot test.
    """

    predicate: str
    index: str
    relation: Literal["near", "within", "contains", "intersects"]
    question: Param
    cells: Param
    around: Param
    is_rough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTest:
    """A text (any one of a list's) passes a test that SQL has no words for; an index may stand beside it.

    Of a password it is the hash that is tested.

    Attributes:
        test: A name of `search.text_tests`.
        asked: What is asked, as one text.
        languages: As in `Value`.
        holds: Texts of which a passing text holds one, as far as all is ASCII and letters are small: what a database
            can look for before it calls. None: nothing is known.
        run: A text that each passing one holds as it stands, to be looked for before; empty: nothing is known.
    """

    predicate: str
    test: str
    asked: Param
    languages: tuple[str, ...] = ()
    holds: tuple[Param, ...] = ()
    run: Param | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HasValue:
    """There is a value, or an edge."""

    predicate: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UidIn:
    uids: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class UidIs:
    uid: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class HasType:
    node_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IsNoAncestor:
    """The node is none of those on the way that led to it (DQL's @ignorereflex)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Some node at the other end of an edge passes a condition."""

    predicate: str
    node_type: str | None
    condition: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCount:
    """How many nodes at the other end of an edge pass a condition: a comparison, or one of several numbers."""

    predicate: str
    node_type: str | None
    condition: Condition | None
    operator: Comparison | Literal["one of"]
    value: Param


Condition = (
    And
    | Or
    | Not
    | Constant
    | Compare
    | OneOf
    | Between
    | HasTokens
    | Lies
    | TextTest
    | HasValue
    | UidIn
    | UidIs
    | HasType
    | IsNoAncestor
    | Related
    | RelatedCount
    | Existential
    | RelationCondition
    | FacetTest
    | ValueCondition
)


# ---- sources --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfType:
    """All nodes of a type."""

    node_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByUid:
    """The nodes with these uids; of a type, when one is given."""

    uids: Param
    node_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Any node that passes a condition (DQL's root functions), which an index, or who has a value at all, finds."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """The nodes that the surrounding selection's node refers to. No type check, as in the reference."""

    predicate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The nodes of a type whose vectors are nearest to one, the nearest first.

    Attributes:
        node_type: None: of any type.
        asked: The vector, or the node that has it.
        count: How many at most.
        threshold: The greatest distance.
        effort: How many vectors an approximate search looks at, at least.
        filters_first: The nearest of the nodes that pass the selection's condition; else those of the nearest that
            pass.
        visible: What the nodes that count at all must pass (which rules give).
        found: The nearest, where a step of the plan finds them, as JSON [[uid, distance], …].
    """

    predicate: str
    node_type: str | None
    metric: Metric
    asked: Param | Select
    count: Param
    threshold: Param | None
    filters_first: bool
    visible: Condition | None = None
    effort: Param | None = None
    found: Param | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """What is reached from the surrounding selection's node by following an edge again and again, in pre-order.

    A node that fails the selection's condition is left out with all that is below it, and so is one that stands above
    itself already. The selection's order is that of nodes with the same parent.

    Attributes:
        depth: How many steps at most.
    """

    predicate: str
    depth: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The node of the surrounding selection itself, which has its conditions."""


Source = OfType | ByUid | Where | Along | Nearest | Below | Same | OfRelations


# ---- selections -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A step along an edge to nodes that pass a condition (which rules give)."""

    predicate: str
    node_type: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBy:
    """Missing values come last both ways; ties go by ascending uid both ways.

    Attributes:
        predicate: Whose values order; with `counted`, the edge that is counted.
        along: Single references to the node whose value it is.
        counted: The nodes whose number is the value.
        relation: Has the values for the nodes; there is no predicate.
        facet: The name of a facet of the edge by which nodes are reached; there is no predicate.
        is_collated: As in `Compare`.
    """

    reads: ClassVar = ("relation",)

    predicate: str
    is_descending: bool
    languages: tuple[str, ...] = ()
    along: tuple[Hop, ...] = ()
    counted: Hop | None = None
    relation: str | None = None
    facet: str | None = None
    is_collated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of the rows. `last` takes from the end by uid (a negative `first`).

    Attributes:
        at_most: What `first` and `offset` together never exceed in this plan; None: nothing is known.
        random: So many of the rows, drawn before everything else.
    """

    first: Param | None = None
    last: Param | None = None
    offset: Param | None = None
    after: Param | None = None
    at_most: int | None = None
    random: Param | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A set of nodes in an order, and what is asked of each.

    Attributes:
        source: How the nodes are reached.
        api_type: The GraphQL type that they are read as, which rules go by; None from DQL.
        condition: The filter asked for. Passes add theirs to it.
        is_single: At most one node: the answer is an object or null.
        cascade: What nodes must have of what is asked of them: predicates, with languages as in `name@en`; empty:
            everything; None: what the selection around it says. A pass turns it into conditions.
        is_sparse: Keys without a value are left out, and nodes without keys too (DQL).
        operation: What is done to the nodes, which rules go by: "query", "update", "delete" or "password".
        defines: Names of relations that get the nodes.
        normal: The selection is flattened (DQL's @normalize): of its own outputs these keys stay. None: it is not.
    """

    source: Source
    api_type: str | None
    condition: Condition | None = None
    order: tuple[OrderBy, ...] = ()
    page: Page | None = None
    output: tuple[Output, ...] = ()
    is_single: bool = False
    is_sparse: bool = False
    cascade: tuple[str, ...] | None = None
    operation: str = "query"
    defines: tuple[str, ...] = ()
    normal: tuple[str, ...] | None = None


# ---- output ---------------------------------------------------------------------------------------
#
# `only_on`, wherever it stands: node types of which a node must have one for the key to be there at all, as GraphQL's
# fragments on types want it; empty: the key is there for every node. Outputs of one key then stand side by side for
# different types; a node that has several of these types gets the first.


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A predicate's value under a response key.

    Attributes:
        languages: Chain of language tags to try; empty for the untagged value, "." for any.
        is_required: A missing value is a violation (GraphQL's non-null).
        visible: What the node must pass for its value to be shown (which rules give); else it is marked as hidden.
        defines: The name of a relation that gets the values.
        facets: What the facets of a value must pass for it to be shown.
    """

    key: str
    predicate: str
    kind: ValueKind
    is_list: bool = False
    facets: Condition | None = None
    languages: tuple[str, ...] = ()
    is_required: bool = False
    visible: Condition | None = None
    only_on: tuple[str, ...] = ()
    defines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeConstant:
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeNumber:
    """The longitude (0) or latitude (1) of a position."""

    key: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeList:
    """The polygons of a shape, the rings of a polygon, or the points of a ring."""

    key: str
    members: tuple[ShapeMember, ...]


ShapeMember = ShapeConstant | ShapeNumber | ShapeList


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeValue:
    """A shape, shown as an object of GraphQL's geo types and not as GeoJSON.

    Attributes:
        type_name: Point, Polygon or MultiPolygon. A shape of another type is not shown.
    """

    key: str
    predicate: str
    type_name: str
    members: tuple[ShapeMember, ...]
    is_list: bool = False
    is_required: bool = False
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Uid:
    key: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far the node is from what was asked; null unless the selection is of the nearest."""

    key: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How many steps a node is below the one where `Below` began."""

    key: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """What identifies the node from which `Below` came to this one.

    Attributes:
        predicate: Whose value does; None: the uid.
    """

    key: str
    predicate: str | None
    kind: ValueKind
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A key that is asked for twice, as it turns out for nodes of some types: a mark instead of an answer.

    Attributes:
        repeated: The key.
    """

    key: str
    repeated: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeNames:
    """The node's types, as a list (DQL's `dgraph.type`)."""

    key: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeName:
    """GraphQL's `__typename`: which of `candidates` (name shown, node type) the node is.

    One candidate is a constant. A node that has several, which data from outside GraphQL may give it, is one of them.
    """

    key: str
    candidates: tuple[tuple[str, str], ...]
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCount:
    """DQL's `count(uid)`.

    Attributes:
        is_first: It stands before the nodes, else behind them.
        defines: The name of a relation that gets it.
    """

    key: str
    is_first: bool
    defines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """The nodes of a selection.

    Attributes:
        is_shown: False: it only defines relations (DQL's `var` blocks).
        count: How many nodes there are, as an object of its own in the list.
    """

    key: str
    select: Select
    is_required: bool = False
    is_element_required: bool = False
    only_on: tuple[str, ...] = ()
    is_shown: bool = True
    count: NodeCount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateItem:
    """`count` has no predicate.

    Attributes:
        languages: As in `Value`.
    """

    key: str
    function: Literal["count", "min", "max", "sum", "avg"]
    predicate: str | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """Aggregates over a selection, as an object.

    Attributes:
        select: Of a page only `count` can be asked.
        is_listed: The object stands in a list of one (DQL's `count(uid)`).
    """

    key: str
    select: Select
    items: tuple[AggregateItem | TypeName, ...]
    is_listed: bool = False
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many edges a node has (DQL's `count(predicate)`).

    Attributes:
        defines: The name of a relation that gets the numbers.
    """

    key: str
    select: Select
    defines: str | None = None
    only_on: tuple[str, ...] = ()


Output = (
    Value
    | ShapeValue
    | Uid
    | TypeNames
    | Repeated
    | TypeName
    | Nested
    | Aggregate
    | Count
    | Distance
    | Depth
    | Parent
    | RelationValue
    | Computed
    | AggregateOf
    | ValueOutput
    | FacetOutput
    | GroupedNodes
)


def asked_types(output: Output) -> tuple[str, ...]:
    """The node types of which a node must have one to be asked for an output; empty: every node is."""
    return output.only_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordCheck:
    """A password that is compared with a node's before the query runs.

    Attributes:
        select: Finds the node.
        predicate: Holds its hash.
        slot: Gets the hash if the password fits it; else it stays empty, as no stored hash is.
    """

    select: Select
    predicate: str
    password: Param
    slot: int


if TYPE_CHECKING:
    Root: TypeAlias = (
        Nested | Aggregate | Connection | Groups | TypeName | Scalars | Recursion | Paths | Handed | GroupedNodes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A read request: its top-level outputs; a TypeName there is a constant.

    Attributes:
        wanted: Names of relations whose rows are asked for beside the answer (of upserts).
        relations: What the outputs look into, each behind those that it reads itself; hoisting makes them.
    """

    roots: tuple[Root, ...]
    wanted: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
