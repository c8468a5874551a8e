"""Where the nodes of a selection come from: the FROM clause and its conditions.

In: a source of the IR. Out: a `Node` and SQL conditions. Does not know: outputs, order.
"""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import Along, ByUid, OfType, Source, Where
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import unnest_uids

Conditions = list[ColumnElement[Any]]


def lower_source(scope: Scope, source: Source, outer: Node | None) -> tuple[Node, Conditions]:
    """The node of a selection and what makes it belong to the source."""
    match source:
        case OfType(node_type=name):
            return _of_type(scope, name)
        case ByUid(uids=uids, node_type=None):
            table: Any = unnest_uids(scope.list_parameter(uids), scope.name("u"))
            return Node(scope=scope, uid=table.c.value, base=table), []
        case ByUid(uids=uids, node_type=name):
            assert name is not None
            node, conditions = _of_type(scope, name)
            asked: Any = unnest_uids(scope.list_parameter(uids), scope.name("u"))
            return node, [*conditions, node.uid.in_(select(asked.c.value))]
        case Where():
            raise AssertionError("root functions are bound to a type or to uids before lowering")
        case Along(predicate=name):
            assert outer is not None, "only a selection inside another follows an edge"
            return _along(scope, scope.predicate(name), outer)
    assert_never(source)


def _of_type(scope: Scope, name: str) -> tuple[Node, Conditions]:
    node_type = scope.catalog.node_types[name]
    table, flag = scope.tables.flag(node_type)
    alias = scope.alias(table)
    node = Node(scope=scope, uid=alias.c.uid, base=alias, families={node_type.table: alias}, node_type=node_type)
    return node, [alias.c[flag.name] == 1]


def _along(scope: Scope, predicate: Predicate, outer: Node) -> tuple[Node, Conditions]:
    match predicate.home:
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            node = Node(scope=scope, uid=edges.c.dst, base=edges, enclosing=outer.visible)
            return node, [edges.c.src == outer.uid]
        case ColumnHome() as home:
            return _target(scope, outer.value(home), outer)
        case ReverseHome(predicate=name):
            return _backwards(scope, scope.predicate(name), outer)
        case ListHome():
            raise AssertionError(f"{predicate.name} holds values, not edges")
    assert_never(predicate.home)


def _target(scope: Scope, target: ColumnElement[Any], outer: Node) -> tuple[Node, Conditions]:
    """The node that a single reference names, whether or not it has a row anywhere."""
    one = select(target.label("uid")).correlate(*outer.visible).subquery(scope.name("r"))
    return Node(scope=scope, uid=one.c.uid, base=one, enclosing=outer.visible), [one.c.uid.is_not(None)]


def _backwards(scope: Scope, predicate: Predicate, outer: Node) -> tuple[Node, Conditions]:
    match predicate.home:
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            node = Node(scope=scope, uid=edges.c.src, base=edges, enclosing=outer.visible)
            return node, [edges.c.dst == outer.uid]
        case ColumnHome(table=table, column=column):
            family = scope.alias(scope.tables.family(table))
            node = Node(scope=scope, uid=family.c.uid, base=family, families={table: family}, enclosing=outer.visible)
            return node, [family.c[column] == outer.uid]
    raise AssertionError(f"{predicate.name} has no home of its own to read backwards")
