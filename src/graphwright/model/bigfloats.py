"""Bigfloats: decimal numbers of many digits, compared and ordered exactly.

Out: `BigFloat` (the text that is shown, and a key that orders as the number) and `parse_bigfloat`. Kept are 60
significant digits, which are the reference's 200 bits; what has more is rounded. Does not know: columns.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context
from typing import Final

from graphwright.errors import InputError
from graphwright.records import dataclass

digits_max: Final = 60
"""Significant digits of a bigfloat."""
exponent_max: Final = 999_999_999
"""Of ten, in 0.ddd times ten to it."""
sure_digits: Final = 100
"""Digits to which functions are worked out before they are rounded to those that are kept."""
working_digits: Final = 300
"""Digits of intermediate results; of a whole quotient too, whose remainder has no value where it has more."""
_shift: Final = 2_000_000_000
_form: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,10})?", re.ASCII)
# Halves are rounded as databases round them.
_rounding: Final = Context(prec=digits_max, rounding=ROUND_HALF_UP, Emax=10**11, Emin=-(10**11))
_complements: Final = str.maketrans("0123456789", "9876543210")


@dataclass(frozen=True, slots=True, order=True)
class BigFloat:
    """A number.

    Attributes:
        key: Equal numbers have equal keys, greater ones keys that stand later.
        text: As JSON writes it: `1.5`, `1.25e+30`.
    """

    key: str
    text: str


def parse_bigfloat(text: str) -> BigFloat:
    """The number that a text gives.

    Raises:
        InputError: The text is no number, or one of more than a thousand million digits.
    """
    if _form.fullmatch(text) is None:
        raise InputError(f'"{text[:100]}" is no number; write it as 12.5 or 1.25e30')
    number = _rounding.create_decimal(text)
    sign, given, exponent = number.as_tuple()
    assert isinstance(exponent, int), "the form leaves out what is infinite"
    digits = "".join(map(str, given)).lstrip("0").rstrip("0")
    if not digits:
        return _zero
    # 0.digits times ten to this power.
    power = number.adjusted() + 1
    if abs(power) > exponent_max:
        raise InputError(f'"{text[:100]}" is too large or too small for a bigfloat')
    return BigFloat(key=_key(bool(sign), digits, power), text=_shown(bool(sign), digits, power))


def bigfloat_of(value: float) -> BigFloat:
    """The number that a number of JSON gives."""
    return parse_bigfloat(repr(value))


_zero: Final = BigFloat(key="1", text="0")


def _key(is_negative: bool, digits: str, power: int) -> str:
    """Sign, size, digits; those of a negative number turned round, and closed by what comes after every digit."""
    if is_negative:
        return f"0{_shift - power:010d}{digits.translate(_complements)}~"
    return f"2{_shift + power:010d}{digits}"


def _shown(is_negative: bool, digits: str, power: int) -> str:
    """With an exponent where that is shorter to read: from 10^21 on, and below a ten-thousandth."""
    sign = "-" if is_negative else ""
    exponent = power - 1
    if exponent < -4 or exponent >= 21:
        mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
        return f"{sign}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if power <= 0:
        return f"{sign}0.{'0' * -power}{digits}"
    if len(digits) <= power:
        return f"{sign}{digits}{'0' * (power - len(digits))}"
    return f"{sign}{digits[:power]}.{digits[power:]}"
