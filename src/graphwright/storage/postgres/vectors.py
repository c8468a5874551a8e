"""Vectors in PostgreSQL's words: stored as IEEE 754 binary32, little-endian, which no function of it reads.

In: SQL expressions that give the bytes. Out: SQL expressions. Does not know: columns, distances.
"""

from __future__ import annotations


def vector_text(value: str) -> str:
    """A vector as a JSON list: the text of an array in other brackets, a microsecond per number."""
    high = "get_byte(bytes, i + 2) + 256 * get_byte(bytes, i + 3)"
    mantissa = "get_byte(bytes, i) + 256 * get_byte(bytes, i + 1) + 65536 * (high & 127)"
    least = f"({mantissa}) * power(2::float8, -149)"
    other = f"({mantissa} + 8388608) * power(2::float8, (high >> 7 & 255) - 150)"
    number = f"(1 - 2 * (high >> 15)) * CASE WHEN high & 32640 = 0 THEN {least} ELSE {other} END"
    # Without the OFFSET the planner would write `high` out wherever it is used.
    rows = f"SELECT i, {high} AS high FROM generate_series(0, length(bytes) - 1, 4) AS i OFFSET 0"  # noqa: S608
    listed = f"ARRAY(SELECT CAST({number} AS real) FROM ({rows}) AS gw_n)"  # noqa: S608
    return f"(SELECT translate(CAST({listed} AS text), '{{}}', '[]') FROM (SELECT {value} AS bytes) AS gw_v)"  # noqa: S608


def vector_dot(left: str, right: str) -> str:
    """The scalar product of two vectors of one length, else NULL."""
    product = f"sum(CAST({_number('gw_v.a')} AS float8) * CAST({_number('gw_v.b')} AS float8))"
    return f"(SELECT {product} FROM {_both(left, right)})"  # noqa: S608


def vector_math(operator: str, left: str, right: str) -> str:
    """The numbers of two vectors of one length added or subtracted, else NULL."""
    sent = f"float4send(CAST({_number('gw_v.a')} {operator} {_number('gw_v.b')} AS real))"
    # The bytes come the other way round.
    turned = " || ".join(f"substring(gw_s.sent FROM {position} FOR 1)" for position in (4, 3, 2, 1))
    rows = f"(SELECT gw_i, {sent} AS sent FROM {_both(left, right)}) AS gw_s"  # noqa: S608
    return f"(SELECT string_agg({turned}, CAST('' AS bytea) ORDER BY gw_i) FROM {rows})"  # noqa: S608


def _both(left: str, right: str) -> str:
    pair = f"(SELECT {left} AS a, {right} AS b) AS gw_v"
    # No row where the lengths differ, and so NULL.
    length = "CASE WHEN length(gw_v.a) = length(gw_v.b) THEN length(gw_v.a) / 4 ELSE 0 END"
    return f"{pair}, generate_series(0, {length} - 1) AS gw_i"


def _number(vector: str) -> str:
    """The number of a vector at `gw_i`."""
    byte = [f"get_byte({vector}, 4 * gw_i + {position})" for position in range(4)]
    mantissa = f"{byte[0]} + 256 * {byte[1]} + 65536 * ({byte[2]} & 127)"
    exponent = f"2 * ({byte[3]} & 127) + ({byte[2]} >> 7)"
    parts = f"{mantissa} AS m, {exponent} AS e, 1 - ({byte[3]} >> 7) * 2 AS sign"
    # Without the exponent the leading bit of the mantissa is no 1.
    number = "sign * CASE e WHEN 0 THEN m * power(2::float8, -149) ELSE (m + 8388608) * power(2::float8, e - 150) END"
    return f"(SELECT CAST({number} AS real) FROM (SELECT {parts}) AS gw_p)"  # noqa: S608
