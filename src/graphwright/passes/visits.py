"""The auth pass over DQL: every node that a query visits passes what rules say of nodes, whatever its types are.

DQL names predicates and no types, so a selection here may reach anything. What only asks whether there is an edge
visits the node behind it, and becomes a condition on that node first. Does not know: how rules are written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from graphwright.errors import FieldForbidden
from graphwright.ir.graphs import Paths, Recursion
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.nodes import (
    Aggregate,
    And,
    Condition,
    Count,
    HasValue,
    Nested,
    Not,
    Or,
    Query,
    Related,
    RelatedCount,
    Select,
    Value,
    Where,
)
from graphwright.passes.authorize import RuleOf, authorize_query

IsEdge = Callable[[str], bool]


def authorize_visits(query: Query, rule_of: RuleOf, is_edge: IsEdge) -> Query:
    """The query as a caller is to run it whom rules bind.

    Args:
        rule_of: What nodes must pass of whom no type is known.
        is_edge: Whether a predicate leads to nodes.
    """
    roots: tuple[Any, ...] = tuple(_output(root, is_edge) for root in query.roots)
    passed = authorize_query(replace(query, roots=roots), rule_of)
    for root in passed.roots:
        _refuse_hidden(root)
    return passed


def _refuse_hidden(output: Any) -> None:
    """DQL leaves out what is missing without a word; of what a rule on a field may hide it says so.

    Raises:
        FieldForbidden: Such a value is asked for.
    """
    match output:
        case Value(predicate=name, visible=visible) if visible is not None:
            raise FieldForbidden(f"the rules of the schema do not let you ask for {name}")
        case Nested() | Aggregate() | Count() | Recursion():
            for each in output.select.output:
                _refuse_hidden(each)


def _select(selection: Select, is_edge: IsEdge) -> Select:
    condition = None if selection.condition is None else _condition(selection.condition, is_edge)
    source = selection.source
    if isinstance(source, Where):
        began = _condition(source.condition, is_edge)
        if began != source.condition or _counts_edges(source.condition):
            condition = began if condition is None else And(parts=(began, condition))
            source = Where(condition=_before_rules(source.condition))
    output = tuple(_output(each, is_edge) for each in selection.output)
    return replace(selection, source=source, condition=condition, output=output)


def _counts_edges(condition: Condition) -> bool:
    match condition:
        case And(parts=parts) | Or(parts=parts):
            return any(map(_counts_edges, parts))
        case _:
            return isinstance(condition, RelatedCount)


def _before_rules(condition: Condition) -> Condition:
    """What holds for all nodes that may pass once rules have hidden some others: of a number, that there is one."""
    match condition:
        case And(parts=parts):
            return And(parts=tuple(_before_rules(part) for part in parts))
        case Or(parts=parts):
            return Or(parts=tuple(_before_rules(part) for part in parts))
        case RelatedCount(predicate=name):
            return HasValue(predicate=name)
        case _:
            return condition


def _output(output: Any, is_edge: IsEdge) -> Any:
    match output:
        case Nested() | Aggregate() | Count() | Recursion() | GroupedNodes():
            return replace(output, select=_select(output.select, is_edge))
        case Paths(searches=searches):
            made = (
                replace(each, select=_select(each.select, is_edge), target=_select(each.target, is_edge))
                for each in searches
            )
            return replace(output, searches=tuple(made))
        case _:
            return output


def _condition(condition: Condition, is_edge: IsEdge) -> Condition:
    match condition:
        case And(parts=parts):
            return And(parts=tuple(_condition(part, is_edge) for part in parts))
        case Or(parts=parts):
            return Or(parts=tuple(_condition(part, is_edge) for part in parts))
        case Not(part=part):
            return Not(part=_condition(part, is_edge))
        case HasValue(predicate=name) if is_edge(name):
            return Related(predicate=name, node_type=None, condition=None)
        case Related(condition=inner) | RelatedCount(condition=inner) if inner is not None:
            return replace(condition, condition=_condition(inner, is_edge))
        case _:
            return condition
