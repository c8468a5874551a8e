"""Aggregates of single values as DQL has them, over variables and in groups.

In: an expression with the values. Out: an SQL aggregate, NULL over nothing. Does not know: what the values are of.
"""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import Integer, cast, func
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import Double

from graphwright.ir.relations import AggregateFunction
from graphwright.model.values import ValueKind
from graphwright.plan.scope import sql_types
from graphwright.storage.tables import bool_type


def aggregate(function: AggregateFunction, value: ColumnElement[Any], kind: ValueKind) -> ColumnElement[Any]:
    """The aggregate of values that are compared as they are shown.

    Args:
        kind: Of the result.
    """
    match function:
        case "min" | "max":
            # Of truths there is a least and a greatest one, which not every database finds.
            compared = cast(value, Integer()) if kind is ValueKind.BOOL else value
            found = func.min(compared) if function == "min" else func.max(compared)
            return cast(found, bool_type) if kind is ValueKind.BOOL else found
        case "sum":
            # A database may add in another kind of number.
            return cast(func.sum(value), sql_types[kind]())
        case "avg" if isinstance(value.type, Double):
            # Not avg(), which fails where the squares of the values have no place.
            return func.sum(value) / func.nullif(func.count(value), 0)
        case "avg":
            return cast(func.avg(value), Double())
    assert_never(function)
