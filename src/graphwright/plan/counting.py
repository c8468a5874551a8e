"""How many values or types a node has, and whether it has any type, as SQL.

In: conditions of `ir/values.py` and a node. Out: SQL expressions, and drivers that find nodes by how many values or
edges they have. Does not know: other conditions, outputs.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Integer, Select, case, exists, func, literal_column, select
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import Grouping

from graphwright.ir.nodes import RelatedCount
from graphwright.ir.values import HasCount
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.plan.comparing import comparisons
from graphwright.plan.scope import Node, Scope
from graphwright.plan.values import single_value, tagged_values
from graphwright.storage.elements import InList
from graphwright.storage.tables import memberships_table

_least: Final = frozenset({"eq", "gt", "ge", "one of"})
"""Comparisons that a node with nothing may fail; the others find it too, and no table has it."""


def value_count(node: Node, name: str | None, languages: tuple[str, ...]) -> ColumnElement[int]:
    """How many values of a predicate a node has, in every language for `*`; how many types without a predicate."""
    if name is None:
        table = node.scope.alias(memberships_table)
        return _rows_of(node, table)
    predicate = node.scope.predicate(name)
    if isinstance(predicate.home, ListHome) and not languages:
        return _rows_of(node, node.scope.alias(node.scope.tables.values(predicate)))
    assert isinstance(predicate.home, ColumnHome), f"{name} is a reference, whose ends are counted"
    if languages == ("*",):
        tagged = tagged_values(node.scope, predicate, "*").subquery(node.scope.name("t"))
        # In brackets, for it is joined to texts.
        return Grouping(value_count(node, name, ()) + _rows_of(node, tagged))
    value = single_value(node, predicate, languages)
    return case((value.is_(None), literal_column("0", Integer())), else_=literal_column("1", Integer()))


def _rows_of(node: Node, table: Any) -> ColumnElement[int]:
    counted = select(func.count()).select_from(table).where(table.c.uid == node.uid)
    return counted.correlate(*node.visible).scalar_subquery()


def count_check(node: Node, condition: HasCount) -> ColumnElement[Any]:
    """Whether a node has so many values."""
    return compare_count(node.scope, value_count(node, condition.predicate, condition.languages), condition)


def compare_count(scope: Scope, number: ColumnElement[int], condition: HasCount | RelatedCount) -> ColumnElement[Any]:
    """A number compared as a condition says."""
    if condition.operator == "one of":
        return InList(number, scope.list_parameter(condition.value), ValueKind.INT)
    asked = scope.parameter(condition.value, ValueKind.INT)
    compared: ColumnElement[Any] = comparisons[condition.operator](number, asked)
    return compared


def has_any_type(node: Node) -> ColumnElement[bool]:
    table = node.scope.alias(memberships_table)
    return exists(select(1).select_from(table).where(table.c.uid == node.uid).correlate(*node.visible))


def count_driver(scope: Scope, condition: HasCount | RelatedCount) -> Select[Any] | None:
    """The nodes with so many values or edges, but for those that have none; None where these may pass too."""
    if condition.operator not in _least:
        return None
    column = _counted_column(scope, condition)
    if column is None:
        return None
    grouped = select(column).group_by(column)
    return grouped.having(compare_count(scope, func.count(), condition))


def _counted_column(scope: Scope, condition: HasCount | RelatedCount) -> Any:
    """The column that has a node's uid as often as it counts."""
    if isinstance(condition, RelatedCount) and condition.condition is not None:
        return None
    if condition.predicate is None:
        return scope.alias(memberships_table).c.uid
    predicate = scope.predicate(condition.predicate)
    match predicate.home:
        case ListHome():
            return scope.alias(scope.tables.values(predicate)).c.uid
        case EdgeHome(table=name):
            return scope.alias(scope.tables.edges(name)).c.src
        case ReverseHome(predicate=other, node_type=None):
            home = scope.predicate(other).home
            if isinstance(home, EdgeHome):
                return scope.alias(scope.tables.edges(home.table)).c.dst
            if isinstance(home, ColumnHome):
                return scope.alias(scope.tables.family(home.table)).c[home.column]
    return None
