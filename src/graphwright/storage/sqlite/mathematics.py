"""Arithmetic in SQLite's words.

In: SQL expressions that give numbers. Out: SQL expressions. Does not know: columns.
"""

from __future__ import annotations

from graphwright.storage.math_elements import Arithmetic


def bounded_math(operator: Arithmetic, left: str, right: str, *, is_whole: bool) -> str:
    """See `BoundedMath`: whole numbers beyond 64 bits become floats here, floats beyond their range infinite.

    Args:
        left, right: May be written out twice.
    """
    computed = f"({left} {operator} {right})"
    if is_whole:
        return f"CASE WHEN typeof{computed} = 'integer' THEN {computed} END"
    return f"nullif(nullif({computed}, 9e999), -9e999)"
