"""Calendar periods in a time zone: where the one begins that an instant lies in.

In: the name of a zone of the IANA database, as this machine has it (`zoneinfo`), and the key of a DateTime.
Out: the beginning, as a DateTime's key and text in one. Databases that cannot call this do the same in SQL.
Does not know: what is grouped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from graphwright.model.datetimes import key_of_seconds, seconds_of_key

Bucket = Literal["year", "quarter", "month", "week", "day", "hour"]

_day_s: Final = 86_400
_names_max: Final = 1_000
_blocks_max: Final = 65_536
_days_max: Final = 16_384
"""What each process remembers: looking it up is a tenth of the work."""
_epoch: Final = datetime(1, 1, 1)  # noqa: DTZ001 - a clock's face, in whatever zone
_latest: Final = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001
_no_zones: Final = frozenset({"localtime", "posixrules", "Factory"})


def is_utc(name: str) -> bool:
    """Whether a zone is UTC by a name that everybody writes."""
    return name in ("UTC", "Etc/UTC", "Z")


@lru_cache(_names_max)
def is_zone(name: str) -> bool:
    """Whether there is a zone of that name."""
    if name in _no_zones or name.startswith(("posix/", "right/")):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not even a path; a folder of zones
        return False
    return True


_latest_s: Final = (_latest.toordinal() - 1) * _day_s + _day_s - 1


def _truncated_week(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0) - timedelta(days=local.weekday())


_truncations: Final[Mapping[str, Callable[[datetime], datetime]]] = {
    "year": lambda local: local.replace(month=1, day=1, hour=0, minute=0, second=0),
    "quarter": lambda local: local.replace(month=(local.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0),
    "month": lambda local: local.replace(day=1, hour=0, minute=0, second=0),
    "week": _truncated_week,  # as in ISO 8601: from Monday on
    "day": lambda local: local.replace(hour=0, minute=0, second=0),
}


def bucket_start(bucket: str, zone_name: str, key: str) -> str:
    """The first instant of the period, of the zone's calendar, that an instant lies in.

    An hour that a clock shows twice is two hours. A day that begins with an hour that is left out begins behind it, and
    one whose first hour comes twice begins with the first. Years before 1 and after 9999 are those.

    Args:
        key: 21 digits, of which the seconds count.

    Returns:
        21 digits of key, then the text.
    """
    return _start_of_block(bucket, zone_name, key[:10]) or _start(bucket, ZoneInfo(zone_name), seconds_of_key(key))


@lru_cache(_blocks_max)
def _start_of_block(bucket: str, zone_name: str, block: str) -> str | None:
    """The period of all instants whose keys begin so, a hundred seconds; None where several may be meant.

    Periods begin at whole quarters of an hour, but for the offsets that were in use before standard time.
    """
    zone = ZoneInfo(zone_name)
    first = seconds_of_key(f"{block}00")
    offset = _offset_at(zone, first)
    is_plain = offset % 100 == 0 and _offset_at(zone, first + 99) == offset
    return _start(bucket, zone, first) if is_plain else None


def _start(bucket: str, zone: ZoneInfo, seconds: int) -> str:
    offset = _offset_at(zone, seconds)
    local = min(max(seconds + offset, 0), _latest_s)
    if bucket == "hour":
        start = local - local % 3_600 - offset
        return _shown(start, _offset_at(zone, start))
    return _start_of_day(bucket, zone, local // _day_s)


@lru_cache(_days_max)
def _start_of_day(bucket: str, zone: ZoneInfo, day: int) -> str:
    return _start_on_clock(zone, _truncations[bucket](_on_clock(day * _day_s)))


def _start_on_clock(zone: ZoneInfo, local: datetime) -> str:
    """The first instant at which a zone's clock shows at least a time."""
    # Where the clock was put forward these are before and after; where it was put back, first and second.
    first = _seconds(local.replace(tzinfo=zone, fold=0).utcoffset())
    second = _seconds(local.replace(tzinfo=zone, fold=1).utcoffset())
    start = _seconds(local - _epoch) - first
    return _shown(start, max(first, second))


def _offset_at(zone: ZoneInfo, seconds: int) -> int:
    instant = _on_clock(seconds).replace(tzinfo=UTC)
    try:
        return _seconds(instant.astimezone(zone).utcoffset())
    except OverflowError:  # at the ends of the calendar
        return _seconds(instant.replace(tzinfo=zone).utcoffset())


def _on_clock(seconds: int) -> datetime:
    """What a clock shows so many seconds after the first instant of year 1, within years 1 to 9999."""
    return _epoch + timedelta(seconds=min(max(seconds, 0), _latest_s))


def _shown(start: int, offset: int) -> str:
    local = _on_clock(start + offset)
    minutes = abs(offset) // 60  # offsets from before standard time have seconds, which a DateTime does not show
    sign = "-" if offset < 0 else "+"
    suffix = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}" if minutes else "Z"
    return f"{key_of_seconds(start)}{local.isoformat(timespec='seconds')}{suffix}"


def _seconds(delta: timedelta | None) -> int:
    assert delta is not None, "zones of the database have an offset at every time"
    return delta.days * 86_400 + delta.seconds
