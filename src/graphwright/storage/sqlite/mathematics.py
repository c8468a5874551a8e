"""Arithmetic in SQLite's words.

In: SQL expressions that give numbers. Out: SQL expressions. Does not know: columns.
"""

from __future__ import annotations

from graphwright.storage.math_elements import Arithmetic


def bounded_math(operator: Arithmetic, left: str, right: str, *, is_whole: bool) -> str:
    """See `BoundedMath`: whole numbers beyond 64 bits become floats here, floats beyond their range infinite."""
    is_number = "typeof(gw_n) = 'integer'" if is_whole else "abs(gw_n) <= 1.7976931348623157e308"
    # The inner one has no FROM clause, so it is not moved into the outer one, where it would be computed twice.
    return f"(SELECT CASE WHEN {is_number} THEN gw_n END FROM (SELECT {left} {operator} {right} AS gw_n))"  # noqa: S608
