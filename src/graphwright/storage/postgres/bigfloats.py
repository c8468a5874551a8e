"""Bigfloats in PostgreSQL's words: numeric computes, and texts and keys are made of what comes out.

In: SQL expressions that give texts of bigfloats. Out: SQL expressions. A number is a mantissa and a power of ten apart
(`m * 10^e`), for bigfloats go far beyond numeric, whose least is 10^-16383. Sums are of what `_far` leaves.
Does not know: tables.
"""

# ruff: noqa: S608 - it is parts of statements that are put together here
from __future__ import annotations

from decimal import Context
from typing import Final

from graphwright import limits
from graphwright.model.bigfloats import digits_max, exponent_max, sure_digits, working_digits

_shift: Final = 2_000_000_000
_power_max: Final = f"CAST('{int(2.4 * exponent_max)}' AS numeric)"
"""e to a higher power is no bigfloat."""
_apart: Final = 400
"""Numbers that differ by more powers of ten than this do not tell in each other's digits."""
_behind_point: Final = 200
"""Digits behind the point that intermediate results have: no bigfloat is nearer to 1 than 10^-60."""
_ln_ten: Final = f"CAST('{Context(prec=_behind_point).ln(10)}' AS numeric)"


def bigfloat_of(number: str) -> str:
    """An integer or a float as a bigfloat's text."""
    return _shown(f"(SELECT m, e FROM {_read(f'CAST({number} AS text)', 'x')} OFFSET 0)")


def bigfloat_math(operator: str, left: str, right: str) -> str:
    """Two bigfloats computed with."""
    both = f"(SELECT a.m AS m, a.e AS e, b.m AS n, b.e AS f FROM {_read(left, 'a')}, {_read(right, 'b')} OFFSET 0) AS x"
    return _shown(_binaries[operator].format(both=both))


def bigfloat_function(name: str, operand: str) -> str:
    """A function of one bigfloat."""
    return _shown(_unaries[name].format(one=_read(operand, "x")))


def bigfloat_total(function: str, values: str) -> str:
    """The sum or the average."""
    is_far = f"max(abs({_exponent(values)})) > {limits.bigfloat_total_exponent_max}"
    whole = f"CASE WHEN {is_far} THEN NULL ELSE sum({_near(values)}) END"
    if function == "sum":
        return _shown(f"(SELECT {whole} AS m, CAST(0 AS bigint) AS e OFFSET 0)")
    total = f"(SELECT m, {_size} AS p, n FROM (SELECT {whole} AS m, count({values}) AS n OFFSET 0) AS t OFFSET 0) AS x"
    return _shown(
        f"(SELECT round({_shifted('m', '-p')}, {working_digits}) / nullif(n, 0) AS m, p AS e FROM {total} OFFSET 0)"
    )


def bigfloat_key(text: str) -> str:
    """The key of a bigfloat's text."""
    below = f"'0' || lpad(CAST({_shift} - p AS text), 10, '0') || translate(d, '0123456789', '9876543210') || '~'"
    above = f"'2' || lpad(CAST({_shift} + p AS text), 10, '0') || d"
    key = f"CASE WHEN s IS NULL THEN NULL WHEN s = 0 THEN '1' WHEN s < 0 THEN {below} ELSE {above} END"
    return f'(SELECT {key} COLLATE "C" FROM {_parts(_read(text, "x"))})'


# ---- texts ----------------------------------------------------------------------------------------


def _read(text: str, alias: str) -> str:
    """A row of a text's mantissa m and power e."""
    mantissa = "CAST(split_part(t, 'e', 1) AS numeric)"
    return (
        f"(SELECT {mantissa} AS m, {_exponent('t')} AS e FROM (SELECT {text} AS t OFFSET 0) AS t OFFSET 0) AS {alias}"
    )


def _exponent(text: str) -> str:
    return f"CAST(coalesce(nullif(split_part({text}, 'e', 2), ''), '0') AS bigint)"


def _near(text: str) -> str:
    """A number as numeric, if that takes it."""
    return f"CASE WHEN abs({_exponent(text)}) <= {limits.bigfloat_total_exponent_max} THEN CAST({text} AS numeric) END"


def _shown(number: str) -> str:
    """A row of m and e as bigfloats are shown."""
    exponent = "CASE WHEN p < 1 THEN '-' ELSE '+' END || CASE WHEN abs(p - 1) < 10 THEN '0' ELSE '' END || abs(p - 1)"
    far = f"left(d, 1) || CASE WHEN length(d) > 1 THEN '.' || substr(d, 2) ELSE '' END || 'e' || {exponent}"
    cases = [
        "s IS NULL THEN NULL",
        "s = 0 THEN '0'",
        f"abs(p) > {exponent_max} THEN NULL",
        f"p - 1 < -4 OR p - 1 >= 21 THEN {far}",
        "p <= 0 THEN '0.' || repeat('0', CAST(-p AS int)) || d",
        "length(d) <= p THEN rpad(d, CAST(p AS int), '0')",
    ]
    chosen = " ".join(f"WHEN {each}" for each in cases)
    shown = f"CASE WHEN s < 0 THEN '-' ELSE '' END || CASE {chosen} ELSE left(d, CAST(p AS int)) || '.' || substr(d, CAST(p + 1 AS int)) END"  # noqa: E501
    return f"(SELECT {shown} FROM {_parts(f'{number} AS x')})"


def _parts(number: str) -> str:
    """Of a row of m and e its sign s, its digits d, so many as are kept, and the power p in 0.d times ten to p."""
    sized = f"(SELECT m, e, {_size} AS p FROM {number} OFFSET 0) AS y"
    rounded = f"(SELECT round({_shifted('abs(m)', '-p')}, {digits_max}) AS r, sign(m) AS s, e + p AS p FROM {sized} OFFSET 0) AS z"  # noqa: E501
    # Rounding may lift the first digit before the point.
    digits = (
        "CASE WHEN r >= 1 THEN '1' ELSE rtrim(substr(CAST(r AS text), 3), '0') END AS d, p + CAST(r >= 1 AS int) AS p"
    )
    return f"(SELECT s, {digits} FROM {rounded} OFFSET 0) AS v"


_fraction: Final = "substr(CAST(abs(m) AS text), 3)"
_size: Final = (
    "CASE WHEN abs(m) >= 1 THEN length(CAST(trunc(abs(m)) AS text)) "
    f"ELSE length(ltrim({_fraction}, '0')) - length({_fraction}) END"
)
"""The power of ten p of a mantissa: 10^(p-1) <= m < 10^p."""


def _shifted(number: str, power: str) -> str:
    """A number times a power of ten; numeric's own powers have 16 digits."""
    return f"{number} * CAST('1e' || ({power}) AS numeric)"


# ---- functions ------------------------------------------------------------------------------------


def _clamped(power: str, most: int = 100) -> str:
    return f"greatest(-{most}, least({most}, {power}))"


def _ln(mantissa: str, power: str) -> str:
    return f"ln(round({mantissa}, {_behind_point})) + {power} * {_ln_ten}"


def _raised(row: str) -> str:
    """A row of e to y, with the sign g; exp() takes no more than 6,000, so a power of ten is split off."""
    bounded = f"(SELECT CASE WHEN abs(y) < {_power_max} THEN y END AS y, g FROM {row} AS r OFFSET 0) AS o"
    split = f"(SELECT y, g, floor(y / {_ln_ten}) AS k FROM {bounded} OFFSET 0) AS w"
    # What is exact is found again by rounding twice.
    rest = f"round(exp(round(y - k * {_ln_ten}, {sure_digits + 20})), {sure_digits - 1})"
    return f"(SELECT g * {rest} AS m, CAST(k AS bigint) AS e FROM {split} OFFSET 0)"


def _rounded(function: str) -> str:
    # Beyond these powers it is whole, or between -1 and 1.
    return f"(SELECT {function}({_shifted('m', _clamped('e'))}) AS m, greatest(e - 100, 0) AS e FROM {{one}} OFFSET 0)"


_unaries: Final = {
    "floor": _rounded("floor"),
    "ceil": _rounded("ceil"),
    "sqrt": (
        f"(SELECT CASE WHEN m >= 0 THEN sqrt(round(m * CASE WHEN mod(e, 2) = 0 THEN 1 ELSE 10 END, {_behind_point})) "
        "END AS m, CAST(floor(e / 2.0) AS bigint) AS e FROM {one} OFFSET 0)"
    ),
    "ln": f"(SELECT CASE WHEN m > 0 THEN {_ln('m', 'e')} END AS m, CAST(0 AS bigint) AS e FROM {{one}} OFFSET 0)",
    "exp": _raised(f"(SELECT {_shifted('m', _clamped('e'))} AS y, 1 AS g FROM {{one}} OFFSET 0)"),
}


def _sum(operator: str) -> str:
    """Both are brought to the greater power of ten; that of 0 says nothing."""
    common = "CASE WHEN m = 0 THEN f WHEN n = 0 THEN e ELSE greatest(e, f) END"
    both = f"(SELECT m, e, n, f, {common} AS c FROM {{both}} OFFSET 0) AS y"
    left, right = _shifted("m", _clamped("e - c", _apart)), _shifted("n", _clamped("f - c", _apart))
    return f"(SELECT {left} {operator} {right} AS m, c AS e FROM {both} OFFSET 0)"


_rest: Final = f"mod({_shifted('m', 'e - f')}, n)"
_is_multiple: Final = f"{_shifted('abs(m)', 'e - f')} >= {_shifted('abs(n)', str(working_digits))}"
_powers: Final = (
    # Of a negative number there are whole powers only.
    f"(SELECT CASE WHEN m > 0 OR (m < 0 AND q = trunc(q)) THEN q * ({_ln('abs(m)', 'e')}) END AS y, "
    "CASE WHEN m < 0 AND mod(q, 2) <> 0 THEN -1 ELSE 1 END AS g "
    f"FROM (SELECT m, e, {_shifted('n', _clamped('f'))} AS q FROM {{both}} OFFSET 0) AS u OFFSET 0)"
)
_of_zero: Final = "CASE WHEN n = 0 THEN 1 WHEN m = 0 AND n > 0 THEN 0 END"
_binaries: Final = {
    "+": _sum("+"),
    "-": _sum("-"),
    "*": "(SELECT m * n AS m, e + f AS e FROM {both} OFFSET 0)",
    "/": f"(SELECT round(m, {_behind_point}) / nullif(n, 0) AS m, e - f AS e FROM {{both}} OFFSET 0)",
    "%": (
        f"(SELECT CASE WHEN n = 0 OR e - f > {_apart} THEN NULL WHEN e - f < -{_apart} THEN m "
        f"WHEN {_is_multiple} THEN NULL ELSE {_rest} END AS m, CASE WHEN e - f < -{_apart} THEN e ELSE f END AS e "
        "FROM {both} OFFSET 0)"
    ),
    "pow": (
        f"(SELECT coalesce(z, m) AS m, CASE WHEN z IS NULL THEN e ELSE 0 END AS e FROM "
        f"(SELECT {_of_zero} AS z FROM {{both}} OFFSET 0) AS s, {_raised(_powers)} AS t OFFSET 0)"
    ),
    "logbase": (
        "(SELECT a / nullif(b, 0) AS m, CAST(0 AS bigint) AS e FROM ("
        f"SELECT CASE WHEN m > 0 THEN {_ln('m', 'e')} END AS a, CASE WHEN n > 0 THEN {_ln('n', 'f')} END AS b "
        "FROM {both} OFFSET 0) AS y OFFSET 0)"
    ),
}
