"""Floats as texts: what a string gets where a float becomes one.

Does not know: JSON, which has forms of its own.
"""

from __future__ import annotations

import re
from typing import Final

_parts: Final = re.compile(r"(-?)(\d+)(\.(\d+))?")
_plain_exponents: Final = 6
"""From this power of ten on a float is written with an exponent."""


def float_text(value: float) -> str:
    """A float in the fewest digits, as Go writes it (`%G`), in which the reference is written: 3, 12.5, 1.5E+06."""
    mantissa, _, power = f"{value!r}e0".partition("e")
    sign, whole, _, part = _parts.fullmatch(mantissa).groups("")  # type: ignore[union-attr] # floats are finite
    digits = (whole + part).lstrip("0")
    exponent = int(power.partition("e")[0]) + len(whole.lstrip("0")) - 1
    if not whole.strip("0"):
        exponent -= len(part) - len(part.lstrip("0"))
    digits = digits.rstrip("0")
    if not digits:
        return "0"
    if not -4 <= exponent < _plain_exponents:
        return f"{sign}{digits[0]}{'.' + digits[1:] if digits[1:] else ''}E{exponent:+03d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    before = digits[: exponent + 1].ljust(exponent + 1, "0")
    after = digits[exponent + 1 :]
    return f"{sign}{before}{'.' + after if after else ''}"
