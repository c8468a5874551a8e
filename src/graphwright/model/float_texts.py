"""Floats as texts: what a string gets where a float becomes one.

Does not know: JSON, which has forms of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_plain_exponents: Final = 6
"""From this power of ten on a float is written with an exponent."""


def float_text(value: float) -> str:
    """A float in the fewest digits, as Go writes it (`%G`), in which the reference is written: 3, 12.5, 1.5E+06."""
    if not value:
        return "0"
    sign, figures, power = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(power, int), "floats of stores are finite"
    minus, digits = "-" * sign, "".join(map(str, figures))
    exponent = len(digits) + power - 1
    if not -4 <= exponent < _plain_exponents:
        return f"{minus}{digits[0]}{'.' + digits[1:] if digits[1:] else ''}E{exponent:+03d}"
    if exponent < 0:
        return f"{minus}0.{'0' * (-exponent - 1)}{digits}"
    before = digits[: exponent + 1].ljust(exponent + 1, "0")
    after = digits[exponent + 1 :]
    return f"{minus}{before}{'.' + after if after else ''}"
