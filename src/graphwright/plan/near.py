"""The nearest vectors as a condition: which nodes are among them, without an order.

In: a search of the IR. Out: a SELECT of uids. Does not know: selections in the order of distances (`nearest.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Integer, Select, literal_column, null, select
from sqlalchemy.sql import ColumnElement

from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import ByUid, Condition, Nearest
from graphwright.ir.nodes import Select as IrSelect
from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import InList, NearestSearch, nearest_vectors

Check = Callable[[Node, Condition], ColumnElement[Any]]


def near_uids(scope: Scope, nearest: Nearest, check: Check) -> Select[Any]:
    """The uids of the nearest.

    Raises:
        NotSupportedYet: The database cannot compare vectors, and nobody did it before (`verifying.py`).
    """
    if not scope.capabilities.calls_python:
        raise NotSupportedYet(
            f"the nearest of {nearest.predicate} are not supported yet in this place on this database"
        )
    predicate = scope.predicate(nearest.predicate)
    assert isinstance(predicate.home, ColumnHome), "a vector is a single value"
    search = NearestSearch(
        table=predicate.home.table,
        column=predicate.home.column,
        predicate_id=predicate.id,
        metric=nearest.metric,
    )
    threshold: Any = null() if nearest.threshold is None else scope.parameter(nearest.threshold, ValueKind.FLOAT)
    asked = (_asked(scope, nearest, predicate.home), scope.parameter(nearest.count, ValueKind.INT), threshold)
    candidates = None if nearest.visible is None else _visible(scope, predicate.home, nearest.visible, check)
    found: Any = nearest_vectors(search, asked, candidates, scope.name("n"))
    return select(found.c.uid)


def _asked(scope: Scope, nearest: Nearest, home: ColumnHome) -> ColumnElement[Any]:
    """The vector that is given, or that of the node that has it."""
    if not isinstance(nearest.asked, IrSelect):
        return scope.parameter(nearest.asked, ValueKind.VECTOR)
    source = nearest.asked.source
    if not isinstance(source, ByUid) or nearest.asked.condition is not None or nearest.asked.order:
        from graphwright.plan.rows import lower_value  # noqa: PLC0415 -- rows begin at sources, of which this is one

        return lower_value(scope, nearest.asked, home).limit(literal_column("1", Integer())).scalar_subquery()
    table = scope.alias(scope.tables.family(home.table))
    chosen = select(table.c[home.column]).where(InList(table.c.uid, scope.list_parameter(source.uids), ValueKind.UID))
    return chosen.limit(literal_column("1", Integer())).scalar_subquery()


def _visible(scope: Scope, home: ColumnHome, condition: Condition, check: Check) -> Select[Any]:
    table = scope.alias(scope.tables.family(home.table))
    node = Node(scope=scope, uid=table.c.uid, base=table, families={home.table: table})
    checked = check(node, condition)
    return select(table.c.uid).select_from(node.source).where(table.c[home.column].is_not(None), checked)
