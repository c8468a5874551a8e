"""Following an edge: from a node to the nodes that it refers to, in either direction.

In: a predicate and the node that has it. Out: a `Node` and SQL conditions. Does not know: other sources,
outputs.
"""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import Integer, Select, literal_column, select
from sqlalchemy.sql import ColumnElement

from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.plan.scope import Node, Scope
from graphwright.plan.values import is_of_type
from graphwright.storage.tables import memberships_table

Conditions = list[ColumnElement[Any]]


def lower_edge(scope: Scope, predicate: Predicate, outer: Node) -> tuple[Node, Conditions]:
    """The nodes that a node refers to by a predicate."""
    node, conditions = _lower_edge(scope, predicate, outer)
    node.subject = outer.subject
    node.outer, node.via = outer, predicate
    return node, conditions


def _lower_edge(scope: Scope, predicate: Predicate, outer: Node) -> tuple[Node, Conditions]:
    match predicate.home:
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            node = Node(scope=scope, uid=edges.c.dst, base=edges, enclosing=outer.visible)
            return node, [edges.c.src == outer.uid]
        case ColumnHome() as home:
            return _target(scope, outer.value(home), outer)
        case ReverseHome(predicate=name, node_type=type_name):
            node, conditions = _backwards(scope, scope.predicate(name), outer)
            if type_name is not None:
                node.node_type = scope.catalog.node_types[type_name]
                conditions.append(is_of_type(node, node.node_type))
            return node, conditions
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


def lower_beginnings(scope: Scope, predicate: Predicate, ends: Select[Any]) -> Select[Any]:
    """The uids of the nodes that refer by a predicate to one of these, perhaps several times."""
    match predicate.home:
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            return select(edges.c.src).where(edges.c.dst.in_(ends))
        case ColumnHome(table=table, column=column):
            family = scope.alias(scope.tables.family(table))
            return select(family.c.uid).where(family.c[column].in_(ends))
        case ReverseHome(predicate=name, node_type=type_name):
            return _ends_of(scope, scope.predicate(name), _of_type(scope, ends, type_name))
        case ListHome():
            raise AssertionError(f"{predicate.name} holds values, not edges")
    assert_never(predicate.home)


def lower_ends(scope: Scope, predicate: Predicate, beginnings: Select[Any]) -> Select[Any]:
    """The uids of the nodes that these refer to by a predicate, perhaps several times, perhaps of other types too."""
    if isinstance(predicate.home, ReverseHome):
        return lower_beginnings(scope, scope.predicate(predicate.home.predicate), beginnings)
    return _ends_of(scope, predicate, beginnings)


def _of_type(scope: Scope, uids: Select[Any], type_name: str | None) -> Select[Any]:
    """Those of these nodes that have a type."""
    if type_name is None:
        return uids
    table = scope.alias(memberships_table)
    type_id = literal_column(str(scope.catalog.node_types[type_name].id), Integer())
    return select(table.c.uid).where(table.c.uid.in_(uids), table.c.type_id == type_id)


def _ends_of(scope: Scope, predicate: Predicate, beginnings: Select[Any]) -> Select[Any]:
    match predicate.home:
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            return select(edges.c.dst).where(edges.c.src.in_(beginnings))
        case ColumnHome(table=table, column=column):
            family = scope.alias(scope.tables.family(table))
            target = family.c[column]
            return select(target).where(family.c.uid.in_(beginnings), target.is_not(None))
    raise AssertionError(f"{predicate.name} has no home of its own to read backwards")
