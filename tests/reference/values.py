"""Scalar values: moments in time as Dgraph reads and prints them, identifiers, terms of a text.

In: texts of a request. Out: values that compare as the database does. Knows no schema and no request.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

INT_MINIMUM: Final = -(2**31)
INT_MAXIMUM: Final = 2**31 - 1
INT64_MINIMUM: Final = -(2**63)
INT64_MAXIMUM: Final = 2**63 - 1
STEMS: Final = {"harbors": "harbor", "hills": "hill", "moons": "moon", "seas": "sea", "running": "run"}
STOP_WORDS: Final = frozenset({"a", "over", "the"})

_SECOND: Final = 1_000_000_000
_DAY: Final = 86_400 * _SECOND
_MOMENT: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A DateTime: compares by the instant (nanoseconds since the year 1), prints with the offset that was given."""

    instant: int
    offset_minutes: int = field(compare=False)

    def __str__(self) -> str:
        """Go's RFC3339Nano: the trailing zeros of the fraction are cut; an offset of nothing is `Z`."""
        days, rest = divmod(self.instant + self.offset_minutes * 60 * _SECOND, _DAY)
        day = date.fromordinal(days + 1)
        seconds, nanoseconds = divmod(rest, _SECOND)
        fraction = f".{nanoseconds:09}".rstrip("0") if nanoseconds else ""
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"
        return f"{day.year:04}-{day.month:02}-{day.day:02}T{clock}{_offset_text(self.offset_minutes)}"


def read_moment(text: str) -> Moment:
    """RFC 3339, or a year, a month, a day, or a time without an offset (UTC). Raises ValueError."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a DateTime")
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    days = date(int(year), int(month or 1), int(day or 1)).toordinal() - 1
    clock = (int(hour or 0), int(minute or 0), int(second or 0))
    if clock[0] > 23 or clock[1] > 59 or clock[2] > 59:
        raise ValueError(f"{text!r} is not a DateTime")
    minutes = 0
    if offset and offset != "Z":
        minutes = (int(offset[1:3]) * 60 + int(offset[4:6])) * (-1 if offset[0] == "-" else 1)
    seconds = clock[0] * 3600 + clock[1] * 60 + clock[2] - minutes * 60
    return Moment(days * _DAY + seconds * _SECOND + int((fraction or "").ljust(9, "0")), minutes)


def read_identifier(text: str) -> int:
    """`0x1f` or a decimal number. Raises ValueError."""
    if not re.fullmatch(r"0[xX][0-9a-fA-F]+|\d+", text, re.ASCII):
        raise ValueError(f"{text!r} is not an id")
    return int(text, 16 if text[:2] in ("0x", "0X") else 10)


def terms(text: str) -> set[str]:
    """The words of a text without regard to case; exact for letters and digits with spaces or commas between."""
    return set(re.findall(r"[^\W_]+", text.lower()))


def stems(text: str) -> list[str]:
    """The stems of the generated words, in their order, without the stop words among them."""
    found = [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in STOP_WORDS]
    return [STEMS.get(word, word) for word in found]


def pattern(text: str) -> re.Pattern[str]:
    """`/…/` or `/…/i`, as far as Python's syntax means the same as RE2's."""
    match = re.fullmatch(r"/((?:[^/\\]|\\.)*)/(i?)", text, re.DOTALL)
    if match is None:
        raise ValueError(f"{text!r} is no regular expression between slashes")
    return re.compile(match[1], re.MULTILINE | (re.IGNORECASE if match[2] else 0))


def _offset_text(minutes: int) -> str:
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
