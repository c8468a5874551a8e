"""Arithmetic in PostgreSQL's words, whose own operators fail where a result has no place.

In: SQL expressions that give numbers. Out: SQL expressions. Does not know: columns.
"""

from __future__ import annotations

from typing import Final

from graphwright.storage.math_elements import Arithmetic

_whole: Final = "gw_n BETWEEN -9223372036854775808 AND 9223372036854775807"
_least: Final = "CAST('2.3e-308' AS numeric)"
_most: Final = "CAST('1.7976931348623157e308' AS numeric)"


def bounded_math(operator: Arithmetic, left: str, right: str, *, is_whole: bool) -> str:
    """See `BoundedMath`. Each operand is computed once: without an offset it would be moved to where it is used."""
    if is_whole:
        computed = f"SELECT CAST({left} AS numeric) {operator} CAST({right} AS numeric) AS gw_n OFFSET 0"
        return f"(SELECT CAST(CASE WHEN {_whole} THEN gw_n END AS bigint) FROM ({computed}) AS gw_m)"  # noqa: S608
    harmless = "abs(gw_l) < 8e307 AND abs(gw_r) < 8e307"
    if operator in ("*", "/"):
        harmless = f"{_is_middling('gw_l')} AND {_is_middling('gw_r')}"
    # Far from all others: with decimal digits, what is too small becomes 0 as everywhere else.
    wide = f"CAST(gw_l AS numeric) {operator} CAST(gw_r AS numeric)"
    bounded = f"CASE WHEN abs(gw_w) < {_least} THEN 0 WHEN abs(gw_w) <= {_most} THEN gw_w END"
    careful = f"(SELECT CAST({bounded} AS double precision) FROM (SELECT {wide} AS gw_w OFFSET 0) AS gw_c)"  # noqa: S608
    computed = f"CASE WHEN {harmless} THEN gw_l {operator} gw_r ELSE {careful} END"
    return f"(SELECT {computed} FROM (SELECT {left} AS gw_l, {right} AS gw_r OFFSET 0) AS gw_m)"  # noqa: S608


def _is_middling(number: str) -> str:
    return f"({number} = 0 OR abs({number}) BETWEEN 1e-150 AND 1e150)"
