"""Facets as SQL: of the edge by which a node was reached, and of a node's values.

In: a node that knows whence it was reached (`Node.outer`, `Node.via`). Out: SQL expressions. Does not know: languages,
which database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, Text, case, cast, false, func, literal_column, null, select, true
from sqlalchemy.sql import ColumnElement

from graphwright.ir.facets import FacetTest, ValueFacet, ValueFacets
from graphwright.model.catalog import ListHome, Predicate, ReverseHome
from graphwright.model.facets import value_target
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node
from graphwright.storage.elements import Quoted
from graphwright.storage.facet_elements import (
    FacetByPlace,
    FacetKey,
    FacetMembers,
    FacetNumber,
    FacetPasses,
    FacetsByPlace,
    FacetText,
)


def edge_facets(node: Node) -> ColumnElement[Any]:
    """The object of facets of the edge by which a node was reached; NULL where it has none."""
    assert node.outer is not None and node.via is not None, "only an edge leads to a node with facets of an edge"
    home = node.via.home
    # Facets stand with the predicate that stores the edge, in its direction.
    if isinstance(home, ReverseHome):
        return _facets(node, node.scope.predicate(home.predicate), node.uid, node.outer.uid)
    return _facets(node, node.via, node.outer.uid, node.uid)


def _facets(node: Node, stored: Predicate, src: ColumnElement[int], dst: ColumnElement[int]) -> ColumnElement[Any]:
    if stored.facet_table is None:
        return cast(null(), Text())
    table = node.scope.alias(node.scope.tables.facets(stored.facet_table))
    found = select(table.c.facets).where(table.c.uid == src, table.c.target == cast(dst, Text()))
    return found.correlate(*node.visible, *(node.outer.visible if node.outer else ())).scalar_subquery()


def edge_facet(node: Node, name: str) -> ColumnElement[Any]:
    """One facet of the edge as JSON text."""
    return FacetText(edge_facets(node), name)


def edge_members(node: Node, prefix: str) -> ColumnElement[Any]:
    """All facets of the edge as members."""
    return FacetMembers(edge_facets(node), prefix)


def edge_number(node: Node, name: str) -> ColumnElement[Any]:
    """One facet of the edge, if it is a number."""
    return FacetNumber(edge_facets(node), name)


def edge_order(node: Node, name: str) -> ColumnElement[Any]:
    """One facet of the edge to order by."""
    return FacetKey(edge_facets(node), name)


def check_facet(node: Node, test: FacetTest) -> ColumnElement[Any]:
    """Whether a facet of the edge passes."""
    asked = node.scope.parameter(test.asked, ValueKind.STRING)
    return FacetPasses(edge_facets(node), test.name, test.operator, asked)


# ---- values ---------------------------------------------------------------------------------------


def value_facet(node: Node, output: ValueFacet) -> ColumnElement[Any]:
    """One facet of a value as JSON text; of a list an object from places to facets."""
    predicate = node.scope.predicate(output.predicate)
    if isinstance(predicate.home, ListHome):
        return _apart(FacetByPlace(_places(node, predicate, predicate.home), output.name))
    return FacetText(_of_value(node, predicate, output.language), output.name)


def value_members(node: Node, output: ValueFacets) -> ColumnElement[Any]:
    """All facets of a value as members."""
    predicate = node.scope.predicate(output.predicate)
    if isinstance(predicate.home, ListHome):
        return _apart(FacetsByPlace(_places(node, predicate, predicate.home), output.key))
    return FacetMembers(_of_value(node, predicate, output.language), output.key)


def _apart(element: ColumnElement[Any]) -> ColumnElement[Any]:
    """As a sub-select of its own: only there a FROM clause inside may refer to the tables around it."""
    return select(element).scalar_subquery()


def _of_value(node: Node, predicate: Predicate, language: str) -> ColumnElement[Any]:
    if predicate.facet_table is None:
        return cast(null(), Text())
    table = node.scope.alias(node.scope.tables.facets(predicate.facet_table))
    target = Quoted(value_target(None, language))
    found = select(table.c.facets).where(table.c.uid == node.uid, table.c.target == target)
    return found.correlate(*node.visible).scalar_subquery()


def _places(node: Node, predicate: Predicate, home: ListHome) -> Select[Any]:
    """Of each of a list's values its place in the list as it is shown, and its facets."""
    scope = node.scope
    values = scope.alias(scope.tables.values(predicate))
    place = (func.row_number().over(order_by=values.c.value) - literal_column("1", Integer())).label("gw_place")
    if predicate.facet_table is None:
        return select(place, cast(null(), Text()).label("gw_facets")).where(false())
    target = _target(values.c.key if home.has_key else values.c.value, predicate.kind).label("target")
    listed = select(place, target).where(values.c.uid == node.uid).correlate(*node.visible).subquery(scope.name("s"))
    table = scope.alias(scope.tables.facets(predicate.facet_table))
    return (
        select(listed.c.gw_place, table.c.facets.label("gw_facets"))
        .select_from(listed.join(table, table.c.target == listed.c.target))
        .where(table.c.uid == node.uid)
        .correlate(*node.visible)
    )


def _target(value: ColumnElement[Any], kind: ValueKind) -> ColumnElement[Any]:
    """A list's value as `model.facets.value_target` writes it."""
    if kind is ValueKind.BOOL:
        return case((value.is_(true()), Quoted("True")), else_=Quoted("False"))
    return cast(value, Text())
