"""What is reached by following an edge again and again, as one recursive query.

It begins with the node itself, so that edge and conditions stand in it once. Pre-order needs no text to sort by where
the database takes the deepest row first: when a node's children are put in line, none as deep are waiting. Elsewhere
each row keeps its place among the rows of its depth, behind those of the nodes above it. Rows are bounded as they are
found. Does not know: what is asked of the nodes, languages, which database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    FromClause,
    Integer,
    Select,
    case,
    cast,
    func,
    literal_column,
    not_,
    null,
    select,
)
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.ir.nodes import Below, OrderBy, Parent
from graphwright.ir.nodes import Select as IrSelect
from graphwright.model.catalog import ColumnHome, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import conjuncts, lower_check
from graphwright.plan.edges import Conditions, lower_edge
from graphwright.plan.scope import Node, Scope
from graphwright.records import dataclass
from graphwright.storage.elements import ListOfTexts, MissingMark, Trail, TrailHolds, bounded_recursion

OrderValue = Callable[[Node, OrderBy], ColumnElement[Any]]
Directed = Callable[[ColumnElement[Any], OrderBy], ColumnElement[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """How nodes with the same parent are ordered.

    Attributes:
        value: The value of a node that a key orders by.
        directed: That value with its direction.
    """

    value: OrderValue
    directed: Directed


def lower_below(
    scope: Scope, selection: IrSelect, source: Below, outer: Node, ordering: Ordering
) -> tuple[Node, Select[Any]]:
    """The nodes below one and their statement without columns, in pre-order."""
    walk = _walk(scope, selection, source, outer, ordering)
    node = Node(scope=scope, uid=walk.c.u, base=walk, enclosing=outer.visible, depth=walk.c.depth, parent=walk.c.parent)
    statement = select().where(walk.c.depth > _number(0))
    # Nothing but outer joins follows: rows that come in order stay so.
    return node, statement if scope.capabilities.orders_recursion else statement.order_by(walk.c.place)


def lower_parent(node: Node, output: Parent) -> ColumnElement[Any]:
    """What identifies the node from which a node was reached."""
    assert node.parent is not None, "only a node below another has a parent"
    if output.predicate is None:
        return node.parent
    home = node.scope.predicate(output.predicate).home
    assert isinstance(home, ColumnHome), f"{output.predicate} identifies by a single value"
    family = node.scope.alias(node.scope.tables.family(home.table))
    found = select(family.c[home.column]).where(family.c.uid == node.parent)
    return found.correlate(*node.visible).scalar_subquery()


def bounded_list(rows: FromClause) -> Select[Any]:
    """The JSON list of the texts `j`; the mark of something missing when there are too many."""
    is_over = func.count() > _number(limits.tree_nodes_max)
    return select(case((is_over, MissingMark()), else_=ListOfTexts(rows.c.j))).select_from(rows)


def _walk(scope: Scope, selection: IrSelect, source: Below, outer: Node, ordering: Ordering) -> CTE:
    """The node itself at depth 0, then all below it."""
    predicate = scope.predicate(source.predicate)
    is_ordered = scope.capabilities.orders_recursion
    first: list[ColumnElement[Any]] = [
        outer.uid.label("u"),
        cast(null(), BigInteger()).label("parent"),
        _number(0).label("depth"),
    ]
    if not _has_one_parent(scope, predicate):
        first.append(Trail(outer.uid).label("trail"))
    begin_keys = len(first) + 1
    if is_ordered:
        first += [null().label(f"o{position}") for position in range(len(selection.order))]
    else:
        first += [Trail(outer.uid).label("place"), cast(_number(0), BigInteger()).label("found")]
    walk = select(*first).correlate(*outer.visible).cte(scope.name("w"), recursive=True, nesting=True)
    step = _step(scope, selection, source, walk, outer, ordering)
    if not is_ordered:
        return walk.union_all(step)
    # By the columns' numbers, as a compound wants it: the deepest first, then as asked, then by uid.
    keys = [ordering.directed(literal_column(str(begin_keys + at)), key) for at, key in enumerate(selection.order)]
    order = [literal_column("3").desc(), *keys, literal_column("1")]
    return bounded_recursion(walk, step, order, limits.tree_nodes_max + 2)


def _step(scope: Scope, selection: IrSelect, source: Below, walk: CTE, outer: Node, ordering: Ordering) -> Select[Any]:
    """From the nodes found to those that they refer to."""
    predicate = scope.predicate(source.predicate)
    here = Node(scope=scope, uid=walk.c.u, base=walk, enclosing=outer.visible)
    other, conditions = _follow(scope, predicate, here)
    conditions.append(walk.c.depth < scope.parameter(source.depth, ValueKind.INT))
    columns = [other.uid, walk.c.u, walk.c.depth + _number(1)]
    if _has_one_parent(scope, predicate):
        conditions.append(other.uid != outer.uid)
    else:
        conditions.append(not_(TrailHolds(walk.c.trail, other.uid)))
        columns.append(Trail(other.uid, walk.c.trail))
    other.by_index = scope.capabilities.chooses_plans
    conditions += [lower_check(other, part) for part in conjuncts(selection.condition)]
    other.by_index = True
    values = [ordering.value(other, key) for key in selection.order]
    if scope.capabilities.orders_recursion:
        columns += values
    else:
        keys = [ordering.directed(value, key) for value, key in zip(values, selection.order, strict=True)]
        columns.append(Trail(func.row_number().over(order_by=[*keys, other.uid]), walk.c.place))
        columns.append(walk.c.found + func.count().over())
        conditions.append(walk.c.found <= _number(limits.tree_nodes_max))
    sources = [here.source] if other.host is here else [here.source, other.source]
    return select(*columns).select_from(*sources).where(*conditions).correlate(*outer.visible)


def _has_one_parent(scope: Scope, predicate: Predicate) -> bool:
    """Whether no two nodes refer to the same one: then the only way round leads to the node where all began."""
    if not isinstance(predicate.home, ReverseHome):
        return False
    return isinstance(scope.predicate(predicate.home.predicate).home, ColumnHome)


def _follow(scope: Scope, predicate: Predicate, here: Node) -> tuple[Node, Conditions]:
    """The nodes that the nodes found refer to, read in the same FROM clause."""
    if not isinstance(predicate.home, ColumnHome):
        return lower_edge(scope, predicate, here)
    target = here.value(predicate.home)
    other = here.guest(target)
    assert other is not None, "a node with one table has room"
    return other, [target.is_not(None)]


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer())
