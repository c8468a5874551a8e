"""Facets as SQL: of the edge by which a node was reached, and of a node's values.

In: a node that knows whence it was reached (`Node.outer`, `Node.via`). Out: SQL expressions. Does not know: languages,
which database.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Boolean,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import Double

from graphwright.ir.facets import FacetTest, ValueFacet, ValueFacets
from graphwright.ir.nodes import And, Condition, Not, Or
from graphwright.model.catalog import ListHome, Predicate, ReverseHome
from graphwright.model.facets import value_target
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node
from graphwright.storage.elements import Concat, JsonText, Quoted
from graphwright.storage.facet_elements import (
    FacetByPlace,
    FacetKey,
    FacetMembers,
    FacetNumber,
    FacetPasses,
    FacetsByPlace,
    FacetText,
)

_one = literal_column("1", Integer())


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


def summed_facets(
    name: str, total: ColumnElement[Any], text: ColumnElement[Any], facets: ColumnElement[Any]
) -> ColumnElement[Any]:
    """An object of facets for a group of edges: the sum of a facet's numbers; without any, what the only edge has.

    Args:
        total: The sum of the numbers.
        text: The facet of an edge as JSON text; sums of whole numbers are whole.
        facets: All facets of an edge.
    """
    is_broken = func.count(case((or_(text.like("%.%"), text.like("%e%")), _one), else_=null()))
    fits = func.abs(total) < literal_column("9.2e18", Double())
    whole = JsonText(cast(total, BigInteger()), ValueKind.INT)
    number = case(
        (and_(is_broken == literal_column("0", Integer()), fits), whole), else_=JsonText(total, ValueKind.FLOAT)
    )
    summed = Concat([Quoted(f"{{{orjson.dumps(name).decode()}:"), number, Quoted("}")])
    return case((total.is_not(None), summed), (func.count() == _one, func.max(facets)), else_=null())


def edge_order(node: Node, name: str) -> ColumnElement[Any]:
    """One facet of the edge to order by."""
    return FacetKey(edge_facets(node), name)


def check_facet(node: Node, test: FacetTest) -> ColumnElement[Any]:
    """Whether a facet of the edge passes."""
    asked = node.scope.parameter(test.asked, ValueKind.STRING)
    return FacetPasses(edge_facets(node), test.name, test.operator, asked)


# ---- values ---------------------------------------------------------------------------------------


def facets_pass(node: Node, condition: Condition, facets: ColumnElement[Any]) -> ColumnElement[Any]:
    """Whether the facets of a value pass what is asked of them.

    Args:
        facets: The object with them.
    """
    match condition:
        case And(parts=parts):
            return and_(*(facets_pass(node, part, facets) for part in parts))
        case Or(parts=parts):
            return or_(*(facets_pass(node, part, facets) for part in parts))
        case Not(part=part):
            return not_(facets_pass(node, part, facets))
        case FacetTest(name=name, operator=operator, asked=asked):
            passed = FacetPasses(facets, name, operator, node.scope.parameter(asked, ValueKind.STRING))
            return func.coalesce(passed, false(), type_=Boolean())
    raise AssertionError(f"{type(condition).__name__} is not asked of facets")


def value_passes(
    node: Node, predicate: Predicate, condition: Condition, languages: Sequence[str]
) -> ColumnElement[Any]:
    """Whether the facets of a single value pass."""
    language = languages[0] if languages and languages[0] != "." else ""
    return facets_pass(node, condition, _of_value(node, predicate, language))


def listed_facets(node: Node, predicate: Predicate, values: Any) -> ColumnElement[Any]:
    """The object of facets of one of a list's values; NULL where it has none.

    Args:
        values: The table of the list.
    """
    home = predicate.home
    assert isinstance(home, ListHome), f"{predicate.name} is no list of values"
    if predicate.facet_table is None:
        return cast(null(), Text())
    table = node.scope.alias(node.scope.tables.facets(predicate.facet_table))
    target = _target(values.c.key if home.has_key else values.c.value, predicate.kind)
    found = select(table.c.facets).where(table.c.uid == values.c.uid, table.c.target == target)
    return found.correlate(values).scalar_subquery()


def value_facet(node: Node, output: ValueFacet) -> ColumnElement[Any]:
    """One facet of a value as JSON text; of a list an object from places to facets."""
    predicate = node.scope.predicate(output.predicate)
    if isinstance(predicate.home, ListHome):
        return _apart(FacetByPlace(_places(node, predicate, predicate.home, output.facets), output.name))
    return FacetText(_shown(node, predicate, output), output.name)


def value_members(node: Node, output: ValueFacets) -> ColumnElement[Any]:
    """All facets of a value as members."""
    predicate = node.scope.predicate(output.predicate)
    if isinstance(predicate.home, ListHome):
        return _apart(FacetsByPlace(_places(node, predicate, predicate.home, output.facets), output.key))
    return FacetMembers(_shown(node, predicate, output), output.key)


def _shown(node: Node, predicate: Predicate, output: ValueFacet | ValueFacets) -> ColumnElement[Any]:
    """The facets of a single value; none where they do not pass."""
    found = _of_value(node, predicate, output.language)
    if output.facets is None:
        return found
    return case((facets_pass(node, output.facets, found), found), else_=null())


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


def _places(node: Node, predicate: Predicate, home: ListHome, passed: Condition | None) -> Select[Any]:
    """Of each of a list's values its place in the list as it is shown, and its facets."""
    scope = node.scope
    values = scope.alias(scope.tables.values(predicate))
    place = (func.row_number().over(order_by=values.c.value) - literal_column("1", Integer())).label("gw_place")
    if predicate.facet_table is None:
        return select(place, cast(null(), Text()).label("gw_facets")).where(false())
    target = _target(values.c.key if home.has_key else values.c.value, predicate.kind).label("target")
    shown = select(place, target).where(values.c.uid == node.uid)
    if passed is not None:
        shown = shown.where(facets_pass(node, passed, listed_facets(node, predicate, values)))
    listed = shown.correlate(*node.visible).subquery(scope.name("s"))
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
