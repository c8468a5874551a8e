"""By what the rows of a selection are ordered.

In: the keys of an order. Out: SQL expressions. Does not know: pages, what is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, cast, literal_column, null, select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import OrderBy
from graphwright.model.catalog import ColumnHome
from graphwright.plan.conditions import collated, count_along, follow
from graphwright.plan.facets import edge_order
from graphwright.plan.lookups import relation_key
from graphwright.plan.scope import Node
from graphwright.plan.values import single_value

one_row = literal_column("1", Integer())


def order_value(node: Node, key: OrderBy) -> ColumnElement[Any]:
    if key.along:
        hop, *rest = key.along
        other, conditions = follow(node, hop)
        value = order_value(other, replace(key, along=tuple(rest)))
        found = select(value).select_from(other.source).where(*conditions).limit(one_row)
        return found.correlate(*node.visible).scalar_subquery()
    if key.counted is not None:
        return count_along(node, key.counted)
    if key.facet is not None:
        return edge_order(node, key.facet)
    if key.relation is not None:
        own = relation_key(node, key.relation)
        return cast(null(), Integer()) if own is None else own
    predicate = node.scope.predicate(key.predicate)
    assert isinstance(predicate.home, ColumnHome), f"{key.predicate} is a list and has no order"
    if not key.languages:
        return node.order_key(predicate.home)
    value = single_value(node, predicate, key.languages)
    return collated(value, key.languages) if key.is_collated else value


def directed(value: ColumnElement[Any], key: OrderBy) -> ColumnElement[Any]:
    return value.desc().nulls_last() if key.is_descending else value.asc().nulls_last()


def is_related(key: OrderBy) -> bool:
    """Whether the order is by something of other nodes, which no index has."""
    return bool(key.along) or key.counted is not None or key.relation is not None or key.facet is not None
