"""Looking into relations: the value that one has for a node, whether a node is in it, its nodes as a source.

In: relations that the statement has made (`Scope.relations`). Out: SQL expressions. Does not know: how relations come
about (`relations.py`).
"""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import false, func, or_, select, true
from sqlalchemy.sql import ColumnElement

from graphwright.ir.relations import (
    BetweenRelation,
    CompareFacetRelation,
    ComparePredicateWithRelation,
    CompareRelation,
    CompareSize,
    FacetSums,
    InRelation,
    OfRelations,
    RelationCondition,
    SizeOf,
    Total,
)
from graphwright.model.values import ValueKind
from graphwright.plan.comparing import comparisons
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import InList, JsonText, unnest_uids
from graphwright.storage.facet_elements import FacetKey, FacetPasses, FacetText
from graphwright.storage.relation_elements import RelationLookup


def relation_value(node: Node, name: str) -> ColumnElement[Any] | None:
    """The value that a relation has for a node, as it is shown; None: it has no values at all."""
    return _column(node, name, "value")


def relation_key(node: Node, name: str) -> ColumnElement[Any] | None:
    """The same to compare and order by."""
    made = node.scope.relations[name]
    if "facets" in made.c:
        facets, facet = _facets(node, name)
        return FacetKey(facets, facet)
    return _column(node, name, "key" if "key" in made.c else "value")


def relation_text(node: Node, name: str, kind: ValueKind) -> ColumnElement[Any] | None:
    """The value that a relation has for a node as JSON text; None: it has no values at all."""
    if "facets" in node.scope.relations[name].c:
        return FacetText(*_facets(node, name))
    found = relation_value(node, name)
    return None if found is None else JsonText(found, kind)


def _facets(node: Node, name: str) -> tuple[ColumnElement[Any], str]:
    """The object with what a relation of facets has for a node, and the name of the facet."""
    definition, found = node.scope.definitions[name], _column(node, name, "facets")
    assert isinstance(definition, FacetSums) and found is not None
    return found, definition.facet


def scalar_value(scope: Scope, name: str) -> ColumnElement[Any] | None:
    """The one value of a relation that is no node's."""
    if "value" not in scope.relations[name].c:
        return None
    return select(scope.relation(name).c.value).scalar_subquery()


def _column(node: Node, name: str, column: str) -> ColumnElement[Any] | None:
    scope, made = node.scope, node.scope.relations[name]
    if column not in made.c:
        return None
    joined = node.relations.get(name)
    if joined is not None:
        return joined.c[column]  # type: ignore[no-any-return]
    one = scope.relation(name)
    scanned = select(one.c[column]).where(one.c.uid == node.uid).correlate(*node.visible).scalar_subquery()
    return RelationLookup(scanned, scope.relation_map(name, column), node.uid, made.c[column].type)


def check_relation(node: Node, condition: RelationCondition, any_value: Any) -> ColumnElement[Any]:
    """Whether a node passes a condition on relations.

    Args:
        any_value: Tests the value of a predicate, or any one of a list's (`conditions.py` knows how).
    """
    scope = node.scope
    match condition:
        case InRelation(relations=names) if not node.relations.keys().isdisjoint(names):
            # The node comes from it.
            return true()
        case InRelation(relations=names):
            return or_(*(node.uid.in_(_uids(scope, name)) for name in names))
        case CompareRelation(relation=name, operator="one of", value=value, kind=kind):
            return _tested(node, name, lambda column: InList(column, scope.list_parameter(value), kind))
        case CompareRelation(relation=name, operator=operator, value=value, kind=kind):
            assert operator != "one of"
            return _tested(node, name, lambda column: comparisons[operator](column, scope.parameter(value, kind)))
        case CompareFacetRelation(relation=name) if "facets" not in scope.relations[name].c:
            # The variable of facets that no edge has.
            return false()
        case CompareFacetRelation(relation=name, operator=test, asked=asked):
            facets, facet = _facets(node, name)
            return FacetPasses(facets, facet, test, scope.parameter(asked, ValueKind.STRING))
        case CompareSize(relation=name, operator=operator, value=value):
            alias = scope.relation(name)
            size: Any = select(func.count(alias.c.uid.distinct())).scalar_subquery()
            return comparisons[operator](size, scope.parameter(value, ValueKind.INT))  # type: ignore[no-any-return]
        case BetweenRelation(relation=name, low=low, high=high, kind=kind):
            least, most = scope.parameter(low, kind), scope.parameter(high, kind)
            return _tested(node, name, lambda column: column.between(least, most))
        case ComparePredicateWithRelation():
            return _compared(node, condition, any_value)
    assert_never(condition)


def _tested(node: Node, name: str, test: Any) -> ColumnElement[Any]:
    column = relation_key(node, name)
    tested: ColumnElement[Any] = node.uid.is_(None) if column is None else test(column)
    return tested


def _compared(node: Node, condition: ComparePredicateWithRelation, any_value: Any) -> ColumnElement[Any]:
    scope = node.scope
    made = scope.relations[condition.relation]
    if "value" not in made.c:
        return node.uid.is_(None)
    alias = scope.relation(condition.relation)
    column = alias.c["key" if "key" in made.c else "value"]
    listed = select(column).where(column.is_not(None)) if "facets" in made.c else select(column)
    predicate = scope.predicate(condition.predicate)

    def test(value: ColumnElement[Any]) -> ColumnElement[Any]:
        if condition.operator == "eq":
            return value.in_(listed)
        bound = func.min(column) if condition.operator in ("ge", "gt") else func.max(column)
        compared: ColumnElement[Any] = comparisons[condition.operator](value, select(bound).scalar_subquery())
        return compared

    tested: ColumnElement[Any] = any_value(node, predicate, test, condition.languages)
    return tested


def _uids(scope: Scope, name: str) -> Any:
    alias = scope.relation(name)
    found = select(alias.c.uid)
    return found if _has_nodes(scope, name) else found.where(false())


def _has_nodes(scope: Scope, name: str) -> bool:
    """Whether a relation's values are those of nodes."""
    return not isinstance(scope.definitions[name], SizeOf | Total)


def lower_relations_source(scope: Scope, source: OfRelations) -> Node:
    """The nodes of relations; where there is but one its values are at hand."""
    match source.relations, source.uids:
        case (name,), None if _has_nodes(scope, name):
            alias = scope.relation(name)
            place = alias.c.place if "place" in alias.c else None
            return Node(scope=scope, uid=alias.c.uid, base=alias, relations={name: alias}, place=place)
        case _:
            parts = [_uids(scope, name) for name in source.relations]
            if source.uids is not None:
                listed: Any = unnest_uids(scope.list_parameter(source.uids), scope.name("u"))
                parts.append(select(listed.c.value))
            first, *rest = parts
            base = (first.union(*rest) if rest else first.distinct()).subquery(scope.name("d"))
            return Node(scope=scope, uid=base.c[0], base=base)
