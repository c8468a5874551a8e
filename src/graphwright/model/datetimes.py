"""DateTime values: an instant to the nanosecond and the offset it was given with, years 0001 to 9999.

Out: `DateTime` (the text that is shown, and a key that orders by instant) and `parse_datetime`, which
takes RFC 3339 and Dgraph's shorter forms (2006, 2006-01, 2006-01-02, no offset: UTC).
Python's datetime ends at microseconds, hence the own arithmetic.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from graphwright.errors import InputError
from graphwright.records import dataclass

_pattern: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?\s?([Zz]|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
# Two days more than the first instant of year 1, so that no offset makes a key negative.
_seconds_shift: Final = 2 * 86_400


@dataclass(frozen=True, slots=True, order=True)
class DateTime:
    """A point in time.

    Attributes:
        key: 21 digits, 12 of seconds and 9 of nanoseconds, in UTC: equal instants have equal keys,
            later ones greater keys.
        text: As RFC 3339 with the offset that was given, the fraction's closing zeros cut.
    """

    key: str
    text: str


def parse_datetime(text: str) -> DateTime:
    """The DateTime that a text gives.

    Raises:
        InputError: The text is no date or time, or outside years 0001 to 9999.
    """
    match = _pattern.fullmatch(text)
    if match is None:
        raise InputError(f'"{text[:100]}" is no DateTime; write it as 2006-01-02T15:04:05Z or shorter, as 2006-01-02')
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    hour, minute, second = int(match[4] or 0), int(match[5] or 0), int(match[6] or 0)
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise InputError(f'"{text[:100]}" names a day that does not exist')
    if hour > 23 or minute > 59 or second > 59:
        raise InputError(f'"{text[:100]}" names a time that does not exist')
    fraction = (match[7] or "").ljust(9, "0")
    offset, offset_seconds = _offset(match[8], text)
    days = date(year, month, day).toordinal() - 1
    seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset_seconds + _seconds_shift
    shown = fraction.rstrip("0")
    return DateTime(
        key=f"{seconds:012d}{fraction}",
        text=f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"
        f"{'.' + shown if shown else ''}{offset}",
    )


def seconds_of_key(key: str) -> int:
    """Whole seconds from the first instant of year 1, in UTC, to a DateTime with this key."""
    return int(key[:12]) - _seconds_shift


def key_of_seconds(seconds: int) -> str:
    """The key of a DateTime so many seconds after the first instant of year 1, in UTC."""
    return f"{seconds + _seconds_shift:012d}000000000"


def _offset(given: str | None, text: str) -> tuple[str, int]:
    """The offset as shown and in seconds."""
    if given is None or given in "Zz":
        return "Z", 0
    hours, minutes = int(given[1:3]), int(given[4:6])
    if hours > 23 or minutes > 59:
        raise InputError(f'"{text[:100]}" has an offset that does not exist')
    seconds = (hours * 3_600 + minutes * 60) * (-1 if given[0] == "-" else 1)
    return (given, seconds) if seconds else ("Z", 0)
