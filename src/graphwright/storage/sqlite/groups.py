"""What groups need of Python, as SQL functions of one connection: calendars of time zones, sums beyond 64 bits.

Does not know: what is grouped.
"""

from __future__ import annotations

from typing import Any, Final

import apsw

from graphwright.model.time_zones import bucket_start

_shift: Final = 10**30
_low_bits: Final = 32


def add_group_functions(raw: apsw.Connection) -> None:
    """Makes them callable."""
    raw.create_scalar_function("graphwright_period", _period, 3, deterministic=True)
    raw.create_scalar_function("graphwright_total", _total, 2, deterministic=True)
    raw.create_scalar_function("graphwright_total_text", _total_text, 1, deterministic=True)


def _period(*arguments: Any) -> str | None:
    bucket, zone, key = arguments
    return None if key is None else bucket_start(bucket, zone, key)


def _total(*halves: Any) -> str | None:
    """A sum whose upper and lower halves were added up apart, as 31 digits that order as the numbers do."""
    high, low = halves
    return None if high is None else f"{(high << _low_bits) + low + _shift:031d}"


def _total_text(*total: Any) -> str:
    return "null" if total[0] is None else str(int(total[0]) - _shift)
