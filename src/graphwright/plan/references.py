"""Conditions about what a node refers to: whether its own column tells, and whether anything tells how many pass.

In: conditions, a node. Out: a SQL condition that an index on the node's own column finds. Does not know: other
conditions.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.sql import ColumnElement

from graphwright.ir.existence import Exists, RefersTo
from graphwright.ir.nodes import Compare, Condition, Or, Related, UidIs
from graphwright.ir.subjects import speaks_of_subject
from graphwright.model.catalog import ColumnHome
from graphwright.plan.conditions import conjuncts, driven_ends, key_scopes
from graphwright.plan.scope import Node, Scope


def refers_to_one(node: Node, condition: Condition) -> ColumnElement[Any] | None:
    """A test that the node's own column refers to the only node that a condition can mean, or None."""
    if not isinstance(condition, Related) or condition.condition is None or speaks_of_subject(condition.condition):
        return None
    scope, home = node.scope, node.scope.predicate(condition.predicate).home
    if not isinstance(home, ColumnHome) or home.table not in node.families:
        return None
    parts = conjuncts(condition.condition)
    if not any(isinstance(part, UidIs) or _finds_one(scope, part, condition.node_type) for part in parts):
        return None
    found = driven_ends(scope, parts, condition.node_type)
    return None if found is None else node.value(home) == found.scalar_subquery()


def _finds_one(scope: Scope, condition: Condition, node_type: str | None) -> bool:
    """Whether a condition's driver finds one node at most."""
    if not isinstance(condition, Compare) or condition.operator != "eq" or condition.languages:
        return False
    return len(key_scopes(scope, scope.predicate(condition.predicate), node_type)) == 1


def leads_elsewhere(condition: Condition) -> bool:
    """Whether a condition is about other nodes, so that nobody knows how many pass it."""
    match condition:
        case Related() | Exists() | RefersTo():
            return True
        case Or(parts=parts):
            return any(map(leads_elsewhere, parts))
        case _:
            return False
