"""The nearest vectors as a relation (uid, distance).

Does not know: how a database finds them, what else is asked of the nodes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, null
from sqlalchemy.sql import ColumnElement

from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import HasType, Nearest, Param
from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import lower_check
from graphwright.plan.edges import Conditions
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import NearestSearch, found_vectors, nearest_vectors


def lower_nearest(
    scope: Scope, source: Nearest, asked: ColumnElement[Any], candidates: Select[Any] | None
) -> tuple[Node, Conditions]:
    """The node of the nearest, which has a distance, and what makes it one of the type.

    Args:
        asked: The vector, NULL for none.
        candidates: The uids of the nodes that may be found; None: all that have a vector.
    """
    if source.found is not None:
        return _found_before(scope, source, source.found)
    if not scope.capabilities.calls_python:
        raise NotSupportedYet(f"the nearest of {source.predicate} are not supported yet in this place on this database")
    predicate = scope.predicate(source.predicate)
    assert isinstance(predicate.home, ColumnHome), "a vector is a single value"
    threshold: Any = null() if source.threshold is None else scope.parameter(source.threshold, ValueKind.FLOAT)
    search = NearestSearch(
        table=predicate.home.table,
        column=predicate.home.column,
        predicate_id=predicate.id,
        metric=source.metric,
    )
    found: Any = nearest_vectors(
        search, (asked, scope.parameter(source.count, ValueKind.INT), threshold), candidates, scope.name("n")
    )
    assert source.node_type is not None, "without a type it is a condition (IsNear)"
    node_type = scope.catalog.node_types[source.node_type]
    node = Node(scope=scope, uid=found.c.uid, base=found, node_type=node_type, distance=found.c.distance)
    return node, [] if candidates is not None else [lower_check(node, HasType(node_type=source.node_type))]


def _found_before(scope: Scope, source: Nearest, pairs: Param) -> tuple[Node, Conditions]:
    found: Any = found_vectors(scope.parameter(pairs, ValueKind.STRING), scope.name("n"))
    assert source.node_type is not None, "without a type it is a condition (IsNear)"
    node_type = scope.catalog.node_types[source.node_type]
    node = Node(scope=scope, uid=found.c.uid, base=found, node_type=node_type, distance=found.c.distance)
    return node, [] if source.filters_first else [lower_check(node, HasType(node_type=source.node_type))]


def is_of_one_type(scope: Scope, source: Nearest) -> bool:
    """Whether no other type has the predicate, so that the nearest are of the type without a question."""
    owners = [node_type for node_type in scope.catalog.node_types.values() if source.predicate in node_type.predicates]
    return len(owners) == 1
