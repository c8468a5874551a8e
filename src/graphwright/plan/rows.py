"""The rows of a selection: which nodes, in which order, which page of them.

In: selections of the IR. Out: the node that stands for each row, and a statement without columns. Does not know: what
is shown of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, null, select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import Below, Nearest, OfType, Page, Param
from graphwright.ir.nodes import Select as IrSelect
from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import conjuncts, lower_check
from graphwright.plan.filtering import lower_filter
from graphwright.plan.nearest import is_of_one_type, lower_nearest
from graphwright.plan.ordering import directed, one_row, order_value
from graphwright.plan.scope import Node, Scope
from graphwright.plan.sources import lower_source
from graphwright.plan.trees import Ordering, lower_below
from graphwright.plan.ways import Choices
from graphwright.storage.elements import RowCount


def lower_uids(scope: Scope, selection: IrSelect) -> Select[Any]:
    """The uids of a root selection, ascending."""
    node, statement = rows_of(scope, selection, None, Choices())
    return statement.with_only_columns(node.uid).select_from(node.source)


def lower_value(scope: Scope, selection: IrSelect, home: ColumnHome) -> Select[Any]:
    """A single value of the nodes of a root selection, where it is not missing."""
    node, statement = rows_of(scope, selection, None, Choices())
    value = node.value(home)
    return statement.where(value.is_not(None)).with_only_columns(value).select_from(node.source)


def lower_rows(scope: Scope, selection: IrSelect, choices: Choices | None = None) -> tuple[Node, Select[Any]]:
    """The node of a root selection and its statement, which has no columns yet."""
    return rows_of(scope, selection, None, choices or Choices())


def lower_inner_rows(outer: Node, selection: IrSelect) -> tuple[Node, Select[Any]]:
    """The same of a selection inside a node."""
    return rows_of(outer.scope, selection, outer, Choices())


def rows_of(scope: Scope, selection: IrSelect, outer: Node | None, choices: Choices) -> tuple[Node, Select[Any]]:
    """The node and its statement without columns: conditions, order, page."""
    if isinstance(selection.source, Nearest):
        return _nearest_rows(scope, selection, selection.source)
    if isinstance(selection.source, Below):
        assert outer is not None, "only a selection inside another follows an edge"
        return lower_below(scope, selection, selection.source, outer, Ordering(value=order_value, directed=directed))
    node, conditions = lower_source(scope, selection.source, outer)
    conditions += lower_filter(scope, node, selection, outer is None, choices)
    if selection.page is not None and selection.page.random is not None:
        node, conditions = _drawn(scope, node, conditions, selection.page.random), []
    order = [directed(order_value(node, key), key) for key in selection.order]
    statement: Select[Any] = select().where(*conditions)
    page = selection.page or Page()
    if page.after is not None:
        statement = statement.where(node.uid > scope.parameter(page.after, ValueKind.UID))
    if not selection.is_single:
        tie = node.uid if order or node.place is None else node.place
        statement = statement.order_by(*order, tie.desc() if page.last is not None else tie)
    # Where a condition could drive, a bound in sight would tempt a planner to walk the order for any value.
    is_walked = outer is None and selection.condition is None and isinstance(selection.source, OfType)
    return node, _paged(scope, statement, page if is_walked else replace(page, at_most=None))


def _drawn(scope: Scope, node: Node, conditions: Sequence[ColumnElement[Any]], count: Param) -> Node:
    """So many of the nodes that pass, by chance."""
    number = RowCount(scope.parameter(count, ValueKind.INT))
    found = select(node.uid.label("u")).select_from(node.source).where(*conditions)
    drawn = found.correlate(*node.enclosing).order_by(func.random()).limit(number).subquery(scope.name("s"))
    made = Node(scope=scope, uid=drawn.c.u, base=drawn, node_type=node.node_type, enclosing=node.enclosing)
    made.outer, made.via = node.outer, node.via
    return made


def _nearest_rows(scope: Scope, selection: IrSelect, source: Nearest) -> tuple[Node, Select[Any]]:
    """The nearest nodes and their statement, in the order of their distances."""
    if source.found is not None:
        node, conditions = lower_nearest(scope, source, null(), None)
        # What filters first has done so when they were found.
        parts = () if source.filters_first else conjuncts(selection.condition)
        conditions += [lower_check(node, part) for part in parts]
        return node, select().where(*conditions).order_by(node.distance, node.uid)
    assert source.node_type is not None, "without a type it is a condition (IsNear)"
    first = selection.condition if source.filters_first else source.visible
    filtered = IrSelect(source=OfType(node_type=source.node_type), api_type=None, condition=first)
    is_open = first is None and (not source.filters_first or is_of_one_type(scope, source))
    candidates = None if is_open else lower_uids(scope, filtered).order_by(None)
    node, conditions = lower_nearest(scope, source, _asked_vector(scope, source), candidates)
    if not source.filters_first:
        conditions += [lower_check(node, part) for part in conjuncts(selection.condition)]
    return node, select().where(*conditions).order_by(node.distance, node.uid)


def _asked_vector(scope: Scope, source: Nearest) -> ColumnElement[Any]:
    if not isinstance(source.asked, IrSelect):
        return scope.parameter(source.asked, ValueKind.VECTOR)
    node, statement = rows_of(scope, source.asked, None, Choices())
    home = scope.predicate(source.predicate).home
    assert isinstance(home, ColumnHome)
    vector = node.value(home)
    return statement.with_only_columns(vector).select_from(node.source).limit(one_row).scalar_subquery()


def _paged(scope: Scope, statement: Select[Any], page: Page) -> Select[Any]:
    limit = page.last or page.first
    if limit is not None:
        name = scope.parameter(limit, ValueKind.INT)
        statement = statement.limit(RowCount(name, at_most=page.at_most))
    if page.offset is not None:
        statement = statement.offset(RowCount(scope.parameter(page.offset, ValueKind.INT)))
    return statement
