"""The text of relations, and of what looks into them, for `dump.py`.

Does not know: other conditions and outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from graphwright.ir.dump_graphs import dump_walked
from graphwright.ir.dump_parts import Lines, indented, shown_param, shown_predicate
from graphwright.ir.facets import EdgeFacet, EdgeFacets, FacetOutput, FacetVariable, ValueFacet, ValueFacets
from graphwright.ir.grouped import GroupedNodes, GroupItem, GroupPart
from graphwright.ir.nodes import Output, Select
from graphwright.ir.relations import (
    AggregatedAbove,
    AggregateOf,
    BetweenRelation,
    CarriedDown,
    CompareFacetRelation,
    ComparePredicateWithRelation,
    CompareRelation,
    CompareSize,
    Computed,
    ComputedFor,
    Empty,
    FacetSums,
    HandedEdges,
    HandedNodes,
    InRelation,
    Level,
    MathCall,
    MathConstant,
    MathExpression,
    MathVariable,
    NodesOf,
    Relation,
    RelationCondition,
    RelationValue,
    Scalars,
    SizeOf,
    ToldOfGroups,
    Total,
    ValuesOf,
    WalkedEdges,
    WalkedNodes,
)


def dump_relation(
    relation: Relation,
    reached: Callable[[Select], str],
    inside: Callable[[Select], Lines],
    output: Callable[[Output], Lines],
) -> Lines:
    """A relation of a query, and what it is made of."""
    match relation:
        case Level(name=name, above=above, select=select):
            yield f"{name}: {reached(select)}{'' if above is None else f' from {above}'}"
            yield from indented(inside(select))
        case ToldOfGroups(name=name, level=level, by=by, item=item):
            yield f"{name}: {group_item(item)} of groups of {level} by {group_part(by)}"
        case FacetSums(name=name, level=level, facet=facet):
            yield f"{name}: sums of the facet {facet} for each node of {level}"
        case NodesOf(name=name, level=level) | SizeOf(name=name, level=level):
            yield f"{name}: {'number of nodes' if isinstance(relation, SizeOf) else 'nodes'} of {level}"
        case ValuesOf(name=name, level=level, value=value):
            yield f"{name}: for each node of {level}"
            yield from indented(output(value))
        case CarriedDown(name=name, relation=other, level=level):
            yield f"{name}: {other} summed up along {level}"
        case ComputedFor(name=name, expression=expression, level=level):
            yield f"{name}: {_math(expression)}{'' if level is None else f' for each node of {level}'}"
        case AggregatedAbove(name=name, function=function, relation=other, level=level):
            yield f"{name}: {function} of {other} for each parent in {level}"
        case Total(name=name, function=function, relation=other):
            yield f"{name}: {function} of {other}"
        case Empty(name=name):
            yield f"{name}: nothing"
        case WalkedNodes() | WalkedEdges() | HandedNodes() | HandedEdges():
            yield dump_walked(relation)
        case _:
            assert_never(relation)


def group_part(part: GroupPart) -> str:
    """What nodes of a group share."""
    shown = "type" if part.predicate is None else shown_predicate(part.predicate, part.languages)
    return shown if part.condition is None else f"{shown} that may be seen"


def group_item(item: GroupItem) -> str:
    """What is told of a group."""
    if item.predicate is None:
        return item.function
    return f"{item.function} of {shown_predicate(item.predicate, item.languages)}"


def dump_grouped(groups: GroupedNodes, reached: Callable[[Select], str], inside: Callable[[Select], Lines]) -> Lines:
    """Groups of a selection's nodes."""
    by = ", ".join(f"{part.key}: {group_part(part)}" for part in groups.by)
    yield f"{groups.key}: groups of {reached(groups.select)} by {by}"
    yield from indented(inside(groups.select))
    for item in groups.items:
        yield f"  {item.key}: {group_item(item)}"


def dump_scalars(root: Scalars) -> Lines:
    """A root without nodes."""
    yield f"{root.key}: values"
    for item in root.items:
        yield from indented(dump_look_up(item))


def dump_look_up(output: RelationValue | Computed | AggregateOf) -> Lines:
    """An output that looks into relations."""
    match output:
        case RelationValue(key=key, relation=name):
            yield f"{key}: value in {name}"
        case Computed(key=key, expression=expression):
            yield f"{key}: {_math(expression)}"
        case AggregateOf(key=key, function=function, relation=name):
            yield f"{key}: {function} of {name}"
        case _:
            assert_never(output)


def dump_facet(output: FacetOutput) -> str:
    """An output that shows facets."""
    match output:
        case EdgeFacet(key=key, name=name) | FacetVariable(key=key, name=name):
            return f"{key}: facet {name}"
        case EdgeFacets(key=key):
            return f"{key}|…: all facets"
        case ValueFacet(key=key, predicate=predicate, name=name, language=language):
            return f"{key}: facet {name} of {shown_predicate(predicate, (language,) if language else ())}"
        case ValueFacets(key=key, predicate=predicate, language=language):
            return f"{key}|…: all facets of {shown_predicate(predicate, (language,) if language else ())}"
    assert_never(output)


def relation_test(condition: RelationCondition) -> str:
    """A condition that looks into relations."""
    match condition:
        case InRelation(relations=names):
            return f"in {' or '.join(names)}"
        case CompareRelation(relation=name, operator=operator, value=value):
            return f"value in {name} {operator} {shown_param(value)}"
        case CompareFacetRelation(relation=name, operator=operator, asked=asked):
            return f"facets of {name} {operator} {shown_param(asked)}"
        case CompareSize(relation=name, operator=operator, value=value):
            return f"number of nodes in {name} {operator} {shown_param(value)}"
        case BetweenRelation(relation=name, low=low, high=high):
            return f"value in {name} between {shown_param(low)} and {shown_param(high)}"
        case ComparePredicateWithRelation(predicate=predicate, languages=languages, operator=operator, relation=name):
            return f"{shown_predicate(predicate, languages)} {operator} a value of {name}"
    assert_never(condition)


def _math(expression: MathExpression) -> Any:
    match expression:
        case MathConstant(value=value):
            return shown_param(value)
        case MathVariable(relation=name):
            return name
        case MathCall(operator=operator, operands=operands):
            return f"{operator}({', '.join(_math(operand) for operand in operands)})"
    assert_never(expression)
