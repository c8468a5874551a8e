"""An edge between nodes that are at hand and those that they lead to, side by side in one FROM clause.

`edges.py` follows an edge from a surrounding selection; here both ends are rows of the same one.
Does not know: conditions, outputs.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import Along, Source
from graphwright.model.catalog import ColumnHome, EdgeHome, Predicate, ReverseHome
from graphwright.plan.scope import Node, Scope
from graphwright.plan.values import is_of_type


def lower_pairs(
    scope: Scope, source: Source, parents: Any
) -> tuple[Node, ColumnElement[int], list[ColumnElement[Any]]]:
    """The nodes that an edge leads to from some, the parent of each, and what makes them belong to it.

    Args:
        parents: A FROM clause with a column uid, each uid once.
    """
    assert isinstance(source, Along), "the nodes inside a selection are those that an edge leads to"
    predicate = scope.predicate(source.predicate)
    home = predicate.home
    if isinstance(home, ReverseHome):
        edge, far, near = _ends(scope, scope.predicate(home.predicate))
        type_name = home.node_type
    else:
        edge, near, far = _ends(scope, predicate)
        type_name = None
    node = Node(scope=scope, uid=far, base=parents.join(edge, near == parents.c.uid), enclosing=(parents, edge))
    node.outer, node.via = Node(scope=scope, uid=parents.c.uid, base=parents), predicate
    conditions: list[ColumnElement[Any]] = [far.is_not(None)] if isinstance(predicate.home, ColumnHome) else []
    if type_name is not None:
        node.node_type = scope.catalog.node_types[type_name]
        conditions.append(is_of_type(node, node.node_type))
    return node, parents.c.uid, conditions


def _ends(scope: Scope, predicate: Predicate) -> tuple[Any, ColumnElement[int], ColumnElement[int]]:
    """A table of edges and its two columns: from, to."""
    match predicate.home:
        case EdgeHome(table=name):
            edges = scope.alias(scope.tables.edges(name))
            return edges, edges.c.src, edges.c.dst
        case ColumnHome(table=name, column=column):
            family = scope.alias(scope.tables.family(name))
            return family, family.c.uid, family.c[column]
    raise AssertionError(f"{predicate.name} holds no edges of its own")
