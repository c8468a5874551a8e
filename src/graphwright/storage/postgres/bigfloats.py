"""Bigfloats in PostgreSQL's words: numeric computes, and texts and keys are made of what comes out.

In: SQL expressions that give texts of bigfloats. Out: SQL expressions. What is too great for numeric (more than 9,999
digits before or behind the point) is NULL. Does not know: tables.
"""

from __future__ import annotations

from typing import Final

from graphwright.model.bigfloats import digits_max

_shift: Final = 2_000_000_000


def bigfloat_of(number: str) -> str:
    """An integer or a float as a bigfloat's text."""
    return _shown(f"CAST(CAST({number} AS text) AS numeric)")


def bigfloat_math(operator: str, left: str, right: str) -> str:
    """Two bigfloats computed with."""
    if operator in ("/", "%"):
        right = f"nullif({_numeric(right)}, 0)"
        # A quotient has as many digits behind the point as its operands, unless these have more.
        left = f"round({_numeric(left)}, 200)" if operator == "/" else _numeric(left)
        return _shown(f"{left} / {right}" if operator == "/" else f"mod({left}, {right})")
    return _shown(f"{_numeric(left)} {operator} {_numeric(right)}")


def bigfloat_total(function: str, values: str) -> str:
    """The sum or the average."""
    if function == "avg":
        return _shown(f"round(sum({_numeric(values)}), 200) / nullif(count({values}), 0)")
    return _shown(f"sum({_numeric(values)})")


def bigfloat_key(text: str) -> str:
    """The key of a bigfloat's text."""
    below = f"'0' || lpad(CAST({_shift} - gw_p AS text), 10, '0') || translate(gw_d, '0123456789', '9876543210') || '~'"
    above = f"'2' || lpad(CAST({_shift} + gw_p AS text), 10, '0') || gw_d"
    key = f"CASE WHEN gw_n IS NULL THEN NULL WHEN gw_n = 0 THEN '1' WHEN gw_n < 0 THEN {below} ELSE {above} END"
    return f'(SELECT {key} COLLATE "C" FROM {_parts(_numeric(text))})'  # noqa: S608


def _numeric(text: str) -> str:
    return f"CAST(CASE WHEN {text} ~ 'e[+-][0-9]{{5,}}' THEN NULL ELSE {text} END AS numeric)"


def _shown(number: str) -> str:
    """A number as bigfloats are shown; it is written out once, for it may be an aggregate."""
    mantissa = "left(gw_d, 1) || CASE WHEN length(gw_d) > 1 THEN '.' || substr(gw_d, 2) ELSE '' END"
    exponent = "CASE WHEN gw_p < 1 THEN '-' ELSE '+' END || lpad(CAST(abs(gw_p - 1) AS text), greatest(2, length(CAST(abs(gw_p - 1) AS text))), '0')"  # noqa: E501
    scientific = f"CASE WHEN gw_n < 0 THEN '-' ELSE '' END || {mantissa} || 'e' || {exponent}"
    is_far = "gw_p - 1 < -4 OR gw_p - 1 >= 21"
    shown = f"CASE WHEN gw_n IS NULL THEN NULL WHEN gw_n = 0 THEN '0' WHEN {is_far} THEN {scientific} ELSE CAST(trim_scale(gw_n) AS text) END"  # noqa: E501
    return f"(SELECT {shown} FROM {_parts(number)})"  # noqa: S608


def _parts(number: str) -> str:
    """Rows of one: gw_n the number rounded to the digits that are kept, gw_d its digits, gw_p its power of ten."""
    given = f"(SELECT {number} AS gw_n OFFSET 0) AS gw_a"
    # The first power is of the number as it comes: rounding may lift it.
    rounded = f"(SELECT round(gw_n, {digits_max} - {_power}) AS gw_n FROM {given} OFFSET 0) AS gw_b"  # noqa: S608
    digits = "rtrim(ltrim(replace(CAST(abs(gw_n) AS text), '.', ''), '0'), '0')"
    return f"(SELECT gw_n, {digits} AS gw_d, {_power} AS gw_p FROM {rounded} OFFSET 0) AS gw_c"  # noqa: S608


_fraction: Final = "substr(CAST(abs(gw_n) AS text), 3)"
_power: Final = (
    "CASE WHEN abs(gw_n) >= 1 THEN length(CAST(trunc(abs(gw_n)) AS text)) "
    f"ELSE length(ltrim({_fraction}, '0')) - length({_fraction}) END"
)
