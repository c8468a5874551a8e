"""Relations: what the variables of DQL hold, a set of uids or a value for each of some uids.

A binder writes definitions into a query's selections (`Select.defines`, `Value.defines`, …) and names them where
they are used. `passes/hoisting.py` makes of the definitions the relations in `Query.relations`, each behind those
that it reads; a database makes each of them once.

Conditions, sources and outputs that look into relations are here too. Does not know: syntax, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from graphwright.model.values import ValueKind
from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.ir.graphs import Recursion, Shortest
    from graphwright.ir.grouped import GroupItem, GroupPart
    from graphwright.ir.nodes import Comparison, Count, Param, Select, Value
    from graphwright.ir.values import Passes, ValueCount
    from graphwright.model.facets import FacetOperator

AggregateFunction = Literal["min", "max", "sum", "avg"]


# ---- conditions, sources, orders ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class InRelation:
    """The node is in one of some relations."""

    reads: ClassVar = ("relations",)

    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRelation:
    """The value that a relation has for the node, compared with a value, or with several as by OneOf.

    Attributes:
        kind: Of the relation's values.
    """

    reads: ClassVar = ("relation",)

    relation: str
    kind: ValueKind
    operator: Comparison | Literal["one of"]
    value: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenRelation:
    """The value that a relation has for the node lies between two, both included."""

    reads: ClassVar = ("relation",)

    relation: str
    kind: ValueKind
    low: Param
    high: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePredicateWithRelation:
    """A predicate's value compared with values of a relation, whatever nodes these are of.

    Attributes:
        operator: "eq" asks for any one of them; the others for the least, or the greatest, which is the same where
            there is but one.
    """

    reads: ClassVar = ("relation",)

    predicate: str
    languages: tuple[str, ...]
    operator: Comparison
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareFacetRelation:
    """What a relation of facets has for the node passes a test, as a facet does (`ir.facets.FacetTest`)."""

    reads: ClassVar = ("relation",)

    relation: str
    operator: FacetOperator
    asked: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSize:
    """How many nodes a relation has, compared with a number; the same for every node that is asked."""

    reads: ClassVar = ("relation",)

    relation: str
    operator: Comparison
    value: Param


RelationCondition = (
    InRelation | CompareRelation | BetweenRelation | ComparePredicateWithRelation | CompareFacetRelation | CompareSize
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRelations:
    """The nodes of some relations, each once, and those with these uids."""

    reads: ClassVar = ("relations",)

    relations: tuple[str, ...]
    uids: Param | None = None


# ---- math -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MathConstant:
    value: Param
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MathVariable:
    """What a relation has for the node.

    Attributes:
        is_scalar: It has one value, which is no node's (an aggregate over everything): it counts for every node.
    """

    reads: ClassVar = ("relation",)

    relation: str
    kind: ValueKind
    is_scalar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MathCall:
    """A function or operator by DQL's name; "neg" and "not" are the unary ones.

    Where an operand is missing the other one is passed through; what cannot be computed is missing.
    """

    operator: str
    operands: tuple[MathExpression, ...]
    kind: ValueKind


MathExpression = MathConstant | MathVariable | MathCall


# ---- outputs --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationValue:
    """The value that a relation has for the node."""

    reads: ClassVar = ("relation",)

    key: str
    relation: str
    kind: ValueKind
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A value computed of those that relations have for the node; hoisting makes a relation of it."""

    key: str
    expression: MathExpression
    defines: str | None = None
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateOf:
    """An aggregate over the values that a relation has for the nodes of a neighbouring selection.

    Which is the one in which the relation is defined. At a root without nodes: over all of the relation.
    Hoisting makes a relation of it.
    """

    reads: ClassVar = ("relation",)

    key: str
    function: AggregateFunction
    relation: str
    kind: ValueKind
    defines: str | None = None
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalars:
    """A root without nodes: each value in an object of its own, in a list.

    Attributes:
        is_shown: False: it only defines (`var() { … }`).
    """

    key: str
    items: tuple[RelationValue | Computed | AggregateOf, ...]
    is_shown: bool = True


# ---- relations ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Pairs (parent, uid): the nodes of a selection that are reached from each node of the level above.

    Attributes:
        above: None: a root, whose nodes have no parent.
        select: Without outputs.
    """

    reads: ClassVar = ("above",)

    name: str
    above: str | None
    select: Select


@dataclass(frozen=True, slots=True, kw_only=True)
class NodesOf:
    """The nodes of a level: a uid variable."""

    reads: ClassVar = ("level",)

    name: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeOf:
    """One value, which is no node's: how many nodes a level has."""

    reads: ClassVar = ("level",)

    name: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesOf:
    """A value of each node of a level that has one."""

    reads: ClassVar = ("level",)

    name: str
    level: str
    value: Value | Count | ValueCount | Passes
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetSums:
    """For each node of a level the sum of a facet's numbers over the edges by which it is reached.

    A facet that is no number is kept where there is but one edge; it has no value to compute with.
    """

    reads: ClassVar = ("level",)

    name: str
    level: str
    facet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfGroups:
    """What is told of groups of a level's nodes, for the nodes that each group shares."""

    reads: ClassVar = ("level",)

    name: str
    level: str
    by: GroupPart
    item: GroupItem


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedDown:
    """For each node of a level the sum of what a relation has for its parents."""

    reads: ClassVar = ("relation", "level")

    name: str
    relation: str
    level: str
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedFor:
    """An expression, for each node for which one of its relations has a value.

    Attributes:
        level: Whose nodes they are where the expression names no relation of nodes; None: there is but one value,
            which is no node's.
    """

    reads: ClassVar = ("level",)

    name: str
    expression: MathExpression
    level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregatedAbove:
    """For each parent in a level an aggregate over what a relation has for its nodes."""

    reads: ClassVar = ("relation", "level")

    name: str
    function: AggregateFunction
    relation: str
    level: str
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One value, which is no node's: an aggregate over all of a relation."""

    reads: ClassVar = ("relation",)

    name: str
    function: AggregateFunction
    relation: str
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Nothing: the variable of what nobody has."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkedNodes:
    """Nodes that a walk came to.

    Attributes:
        part: "begins": the nodes that a recursion began with, "nodes": all of its nodes, "path": those of the first
            path in its order, a number: the nodes that these of its edges led to. "values": all nodes again, also
            those that a cascade took out.
    """

    name: str
    walk: Recursion | Shortest
    part: Literal["begins", "nodes", "values", "path"] | int


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkedEdges:
    """Pairs (parent, uid): the edges of a recursion that led to nodes of it, each once; as of a level."""

    name: str
    walk: Recursion
    edge: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedEdges:
    """Edges of a predicate that a step before has followed; what a plan makes of `WalkedEdges`.

    Attributes:
        pairs: A JSON list of pairs.
    """

    name: str
    predicate: str
    pairs: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedNodes:
    """Nodes that a step before has found; what a plan makes of `WalkedNodes`.

    Attributes:
        uids: A list of uids; where their order counts, JSON [[uid, place], …].
    """

    name: str
    uids: Param
    is_ordered: bool = False


Relation = (
    Level
    | FacetSums
    | ToldOfGroups
    | NodesOf
    | SizeOf
    | ValuesOf
    | CarriedDown
    | ComputedFor
    | AggregatedAbove
    | Total
    | Empty
    | WalkedNodes
    | WalkedEdges
    | HandedNodes
    | HandedEdges
)


# ---- what is read ---------------------------------------------------------------------------------


def relations_read(node: Any) -> Iterator[str]:
    """The names of the relations that a part of the IR looks into, perhaps several times.

    A node whose members are such names says by `reads` which these are.
    """
    waiting = [node]
    while waiting:
        present = waiting.pop()
        if isinstance(present, tuple):
            waiting.extend(reversed(present))
            continue
        inner = []
        for name, is_read in _members(type(present)):
            value = getattr(present, name)
            if not is_read:
                if value.__class__ not in _leaves:
                    inner.append(value)
            elif isinstance(value, str):
                yield value
            elif value is not None:
                yield from value
        waiting.extend(reversed(inner))


_leaves: Final = frozenset({type(None), bool, int, float, str})
"""What a member often is and what has no members: passed over at once."""
_members_of: Final[dict[type, tuple[tuple[str, bool], ...]]] = {}


def _members(kind: type) -> tuple[tuple[str, bool], ...]:
    """The members of a kind of nodes, and whether they are names of relations; of what is no node there are none."""
    known = _members_of.get(kind)
    if known is None:
        reads: tuple[str, ...] = getattr(kind, "reads", ())
        known = tuple((member.name, member.name in reads) for member in fields(kind)) if is_dataclass(kind) else ()
        _members_of[kind] = known
    return known
