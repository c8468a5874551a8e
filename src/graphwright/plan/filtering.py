"""The filter of a selection: what drives it, what is checked, and the choice between both.

In: a selection's condition, its node. Out: SQL conditions, and for each selection that can be run in several ways, the
probe that chooses. Does not know: what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import true
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import Between, Compare, Condition, OfType, OneOf, UidIs
from graphwright.ir.nodes import Select as IrSelect
from graphwright.model.catalog import ColumnHome
from graphwright.plan.conditions import best_driver, conjuncts, is_kept_aside, is_ordered, lower_check, lower_probe
from graphwright.plan.ordering import is_related
from graphwright.plan.references import leads_elsewhere, refers_to_one
from graphwright.plan.scope import Node, Scope
from graphwright.plan.ways import Choice, Choices, Way
from graphwright.storage.elements import NotByIndex


def lower_filter(
    scope: Scope, node: Node, selection: IrSelect, is_root: bool, choices: Choices
) -> list[ColumnElement[Any]]:
    """The conditions of a selection, the most selective one as a driver where that pays."""
    parts = conjuncts(selection.condition)
    driving, driver, way = None, None, Way.DRIVE
    # One node is at hand already: whatever finds others would only take longer.
    is_one = any(isinstance(part, UidIs) for part in parts)
    if is_root and not is_one and isinstance(selection.source, OfType):
        driving, driver = best_driver(scope, parts, selection.source.node_type) or (None, None)
    if driving is None or driver is None:
        return lower_checks(node, parts)
    others = [part for part in parts if part is not driving]
    own = None if selection.order else _own_test(node, driving)
    choice = None if own is not None else _choice(scope, selection, driving)
    if choice is not None:
        probe = lower_probe(scope, driving, driver, choices.rows_max + 1)
        way, driver = choices.next(scope, choice, probe, driver)
    if way is Way.CHECK:
        return _checked(node, parts, driving)
    if own is None:
        node.is_driven = way is Way.DRIVE
        if choice is not None and choices.ways is not None and scope.capabilities.chooses_plans:
            own = refers_to_one(node, driving)
    if own is None:
        own = (node.uid if node.is_driven else NotByIndex(node.uid)).in_(driver)
    return [own, *lower_checks(node, others)]


def _choice(scope: Scope, selection: IrSelect, driving: Condition) -> Choice | None:
    """What there is to choose about a page: scanning its order and checking may beat finding all and sorting."""
    page, order = selection.page, selection.order
    if page is None or page.first is None or not isinstance(selection.source, OfType):
        return None
    is_informed, is_elsewhere = scope.capabilities.chooses_plans, leads_elsewhere(driving)
    if not is_elsewhere and (is_informed or not order):
        return None
    node_type = selection.source.node_type
    if not order:
        return Choice(node_type=node_type, page=page, order="table", can_sift=not is_informed)
    if is_related(order[0]):
        return None
    has_index = not order[0].languages and is_ordered(scope.predicate(order[0].predicate))
    return Choice(node_type=node_type, page=page, order="index" if has_index else "values", can_sift=not is_informed)


def _checked(node: Node, parts: Sequence[Condition], driving: Condition) -> list[ColumnElement[Any]]:
    """All as checks; what could drive is said so that a planner does not let it."""
    if not node.scope.capabilities.chooses_plans:
        return lower_checks(node, parts)
    own = refers_to_one(node, driving)
    lowered = lower_checks(node, [part for part in parts if part is not driving])
    return [(lower_check(node, driving) if own is None else own).is_(true()), *lowered]


def _own_test(node: Node, driving: Condition) -> ColumnElement[Any] | None:
    """A test of a column whose own index finds the rows as they are ordered, without a detour."""
    if _is_own(node, driving) and not is_kept_aside(node.scope, driving):
        return lower_check(node, driving)
    return refers_to_one(node, driving)


def lower_checks(node: Node, parts: Sequence[Condition]) -> list[ColumnElement[Any]]:
    """Conditions of rows that are found otherwise."""
    node.by_index = node.scope.capabilities.chooses_plans
    lowered = [lower_check(node, part) for part in parts]
    node.by_index = True
    return lowered


def _is_own(node: Node, condition: Condition) -> bool:
    """Whether a condition is about a column of the table that the selection begins with."""
    if not isinstance(condition, Compare | OneOf | Between):
        return False
    home = node.scope.predicate(condition.predicate).home
    return isinstance(home, ColumnHome) and home.table in node.families
