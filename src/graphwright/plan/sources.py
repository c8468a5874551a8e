"""Where the nodes of a selection come from: the FROM clause and its conditions.

In: a source of the IR. Out: a `Node` and SQL conditions. Does not know: outputs, order.
"""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import Integer, Select, literal, literal_column, select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import Along, Below, ByUid, Compare, HasValue, Nearest, OfType, OneOf, Same, Source, Where
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import is_sought, lower_check, lower_driver
from graphwright.plan.edges import Conditions, lower_edge
from graphwright.plan.existence import node_of_type
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import InList, unnest_uids
from graphwright.storage.tables import memberships_table


def lower_source(scope: Scope, source: Source, outer: Node | None) -> tuple[Node, Conditions]:
    """The node of a selection and what makes it belong to the source."""
    match source:
        case OfType(node_type=name):
            return node_of_type(scope, name)
        case ByUid(uids=uids, node_type=None):
            table: Any = unnest_uids(scope.list_parameter(uids), scope.name("u"))
            return Node(scope=scope, uid=table.c.value, base=table), []
        case ByUid(uids=uids, node_type=name):
            assert name is not None
            node, conditions = node_of_type(scope, name)
            return node, [*conditions, InList(node.uid, scope.list_parameter(uids), ValueKind.UID)]
        case Where(condition=condition):
            return _where(scope, condition)
        case Along(predicate=name):
            assert outer is not None, "only a selection inside another follows an edge"
            return lower_edge(scope, scope.predicate(name), outer)
        case Nearest() | Below() | Same():
            raise AssertionError(f"{type(source).__name__} is lowered with its conditions, `selecting.py`")
    assert_never(source)


def _where(scope: Scope, condition: Compare | OneOf | HasValue) -> tuple[Node, Conditions]:
    """Every node that passes. A family has one row for each node; elsewhere the uids are gathered first."""
    predicate = scope.predicate(condition.predicate)
    home = predicate.home if not condition.languages else None
    driver: Select[Any] | None = None
    if not isinstance(condition, HasValue) and not (isinstance(home, ColumnHome) and is_sought(predicate)):
        driver = lower_driver(scope, condition, None)
    if isinstance(home, ColumnHome) and driver is None:
        table = scope.alias(scope.tables.family(home.table))
        node = Node(scope=scope, uid=table.c.uid, base=table, families={home.table: table})
        return node, [lower_check(node, condition)]
    found = _holders(scope, predicate, condition.languages) if driver is None else driver
    base = found.distinct().subquery(scope.name("d"))
    node = Node(scope=scope, uid=base.c[0], base=base)
    is_settled = driver is not None or isinstance(condition, HasValue)
    return node, [] if is_settled else [lower_check(node, condition)]


def _holders(scope: Scope, predicate: Predicate, languages: tuple[str, ...]) -> Select[Any]:
    """The uids that have any value or edge of a predicate, perhaps several times."""
    match predicate.home:
        case ColumnHome(table=name, column=column):
            return _tagged_holders(scope, predicate, languages) if languages else _filled(scope, name, column)
        case ListHome():
            return select(scope.alias(scope.tables.values(predicate)).c.uid)
        case EdgeHome(table=name):
            return select(scope.alias(scope.tables.edges(name)).c.src)
        case ReverseHome(predicate=name, node_type=type_name):
            return _referred(scope, scope.predicate(name), type_name)
    assert_never(predicate.home)


def _filled(scope: Scope, name: str, column: str) -> Select[Any]:
    family = scope.alias(scope.tables.family(name))
    return select(family.c.uid).where(family.c[column].is_not(None))


def _tagged_holders(scope: Scope, predicate: Predicate, languages: tuple[str, ...]) -> Select[Any]:
    assert isinstance(predicate.home, ColumnHome)
    assert predicate.tag_table is not None, f"{predicate.name} has no language tags"
    table = scope.alias(scope.tables.tagged(predicate.tag_table))
    tagged = select(table.c.uid)
    if "." not in languages:
        return tagged.where(table.c.lang.in_([literal(language) for language in languages]))
    untagged = _filled(scope, predicate.home.table, predicate.home.column)
    return select(untagged.union(tagged).subquery(scope.name("d")).c[0])


def _referred(scope: Scope, predicate: Predicate, type_name: str | None) -> Select[Any]:
    """The nodes that a predicate's edges lead to, those of a type alone where one is given."""
    match predicate.home:
        case EdgeHome(table=name):
            edges = scope.alias(scope.tables.edges(name))
            return select(edges.c.dst).where(*_members(scope, edges.c.src, type_name))
        case ColumnHome(table=name, column=column):
            family = scope.alias(scope.tables.family(name))
            target = family.c[column]
            return select(target).where(target.is_not(None), *_members(scope, family.c.uid, type_name))
    raise AssertionError(f"{predicate.name} has no home of its own to read backwards")


def _members(scope: Scope, uid: ColumnElement[Any], type_name: str | None) -> Conditions:
    if type_name is None:
        return []
    table = scope.alias(memberships_table)
    type_id = literal_column(str(scope.catalog.node_types[type_name].id), Integer())
    return [uid.in_(select(table.c.uid).where(table.c.type_id == type_id))]
