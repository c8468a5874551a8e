"""Texts of any length in indexes whose rows end at 2,704 bytes (after compression: 8,191).

A native index holds the beginning of a text; a primary key holds a digest, in a column that the server keeps itself.
Conditions and orders of such columns then say both: by what the index finds the rows, and what the values must be. As
the compiler adds it, nobody who writes a condition need know. Does not know: which columns these are (`tables.py` marks
them).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Column, Table
from sqlalchemy.sql import ColumnElement, operators
from sqlalchemy.sql.selectable import Alias

from graphwright.storage.tables import by_digest, by_prefix

prefix_characters: Final = 128
"""At most 512 bytes."""
digest: Final = "gw_digest"
digest_type: Final = "uuid"
_wider: Final[Mapping[Any, str]] = {
    operator.eq: "=",
    # The beginnings of two texts may be the same.
    operator.lt: "<=",
    operator.le: "<=",
    operator.gt: ">=",
    operator.ge: ">=",
}


def is_by_prefix(expression: Any) -> bool:
    """Whether the index of a column holds beginnings only."""
    return by_prefix.keys() <= _info(expression).keys()


def is_by_digest(expression: Any) -> bool:
    """Whether the primary key has a digest in the place of a column."""
    return by_digest.keys() <= _info(expression).keys()


def _info(expression: Any) -> Mapping[Any, Any]:
    if not isinstance(expression, Column):
        return {}
    table = expression.table
    if not isinstance(table, Table) and not (isinstance(table, Alias) and isinstance(table.element, Table)):
        return {}  # a column of a sub-select, which no index is of
    [base] = expression.base_columns
    return base.info if isinstance(base, Column) else {}


def beginning(text: str) -> str:
    """What an index holds of a text."""
    return f"left({text}, {prefix_characters})"


def digest_of(text: str) -> str:
    """What a primary key holds of a text."""
    return f"CAST(md5({text}) AS {digest_type})"


def lower_comparison(binary: Any, process: Callable[[Any], str], plain: str) -> str | None:
    """A comparison of such a column with a value; None for any other.

    Args:
        process: Compiles an operand.
        plain: The comparison as it stands.
    """
    left, right = binary.left, binary.right
    if binary.operator in _wider and is_by_prefix(left):
        column, value = process(left), f"CAST({process(right)} AS text)"
        found = f"{beginning(column)} {_wider[binary.operator]} {beginning(value)}"
        # Not two conditions of the same rows: the planner would take them for independent, and expect far fewer.
        exact = f"CASE WHEN {plain} THEN true ELSE false END" if binary.operator is operator.eq else plain
        return f"({found} AND {exact})"
    if binary.operator is operator.eq and is_by_digest(left):
        value = f"CAST({process(right)} AS text)"
        return f"({_digest_column(process(left))} = {digest_of(value)} AND {plain})"
    if binary.operator is operators.in_op and is_by_digest(left):
        listed = process(right)
        found = f"SELECT {digest_of('gw_q.v')} FROM {listed} AS gw_q(v)"  # noqa: S608 - compiled by the library
        return f"({_digest_column(process(left))} IN ({found}) AND {plain})"
    return None


def lower_in_list(column: ColumnElement[Any], process: Callable[[Any], str], array: str, plain: str) -> str:
    """Whether such a column is in a list parameter; any other column: as it stands."""
    if is_by_prefix(column):
        made, name = beginning("gw_u"), beginning(process(column))
    elif is_by_digest(column):
        made, name = digest_of("gw_u"), _digest_column(process(column))
    else:
        return plain
    return f"({name} = ANY (ARRAY(SELECT {made} FROM unnest({array}) AS gw_u)) AND {plain})"  # noqa: S608 - as above


def _digest_column(column: str) -> str:
    """The digest beside a column, which is compiled."""
    table, _, _ = column.rpartition(".")
    return f"{table}.{digest}" if table else digest
