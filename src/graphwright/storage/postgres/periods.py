"""Periods of a calendar in PostgreSQL's words, with the server's own time zones.

What `model/time_zones.py` says, in SQL: an hour stands as the instant at which it begins, any other period as the time
on the zone's clock. Does not know: what is grouped.
"""

from __future__ import annotations

from typing import Final

_unix_shift: Final = 62_135_769_600
"""Seconds of a DateTime's key at the beginning of 1970."""
_form: Final = """'YYYY-MM-DD"T"HH24:MI:SS'"""


def period_of(bucket: str, key: str, zone: str | None) -> str:
    """The period in which a DateTime lies.

    Args:
        key, zone: SQL; no zone is UTC.
    """
    instant = f"to_timestamp(CAST(substr({key}, 1, 12) AS bigint) - {_unix_shift})"
    if zone is None:
        return f"date_trunc('{bucket}', {instant} AT TIME ZONE 'UTC')"
    clock = f"({instant} AT TIME ZONE CAST({zone} AS text))"
    bounded = _bounded(clock)
    if bucket != "hour":
        return f"CASE WHEN {key} IS NOT NULL THEN date_trunc('{bucket}', {bounded}) END"
    offset = f"({clock} - ({instant} AT TIME ZONE 'UTC'))"
    return f"CASE WHEN {key} IS NOT NULL THEN (date_trunc('hour', {bounded}) - {offset}) AT TIME ZONE 'UTC' END"


def period_text(bucket: str, period: str, zone: str | None) -> str:
    """The DateTime at which a period begins, as text."""
    if zone is None:
        return f"to_char({period}, {_form}) || 'Z'"
    named = f"CAST({zone} AS text)"
    first = _begin(f"CAST({period} AS timestamptz)") if bucket == "hour" else _begin_on_clock(period, named)
    # What the clock then shows, and how far it is from UTC in seconds.
    shown = f"SELECT b.b AT TIME ZONE {named} AS c, b.b AT TIME ZONE 'UTC' AS u OFFSET 0"
    minutes = "CAST(extract(epoch FROM s.c - s.u) AS integer)"
    offset = (
        f"CASE WHEN abs({minutes}) < 60 THEN 'Z' ELSE (CASE WHEN {minutes} < 0 THEN '-' ELSE '+' END) "
        f"|| to_char(make_interval(mins => abs({minutes}) / 60), 'HH24:MI') END"
    )
    clock = f"to_char({_bounded('s.c')}, {_form})"
    return f"(SELECT {clock} || {offset} FROM {first} CROSS JOIN LATERAL ({shown}) AS s)"  # noqa: S608


def _bounded(clock: str) -> str:
    """The years that a DateTime has; of what is missing the first."""
    return f"least(greatest({clock}, timestamp '0001-01-01'), timestamp '9999-12-31 23:59:59')"


def _begin(instant: str) -> str:
    return f"(SELECT {instant} AS b) AS b"


def _begin_on_clock(period: str, zone: str) -> str:
    """A FROM clause with the first instant at which the clock shows a time.

    The server takes the second of two where the clock was put back; the first has the offset from before. Each OFFSET
    keeps the server from writing a step out wherever the next one names it.
    """
    return (
        f"(SELECT {period} AS p) AS p "
        f"CROSS JOIN LATERAL (SELECT p.p AT TIME ZONE {zone} AS l OFFSET 0) AS l "
        f"CROSS JOIN LATERAL (SELECT (p.p - ((l.l - interval '6 hours') AT TIME ZONE {zone} "
        "- (l.l - interval '6 hours') AT TIME ZONE 'UTC')) AT TIME ZONE 'UTC' AS e OFFSET 0) AS e "
        f"CROSS JOIN LATERAL (SELECT CASE WHEN e.e < l.l AND e.e AT TIME ZONE {zone} = p.p THEN e.e ELSE l.l END AS b "
        "OFFSET 0) AS b"
    )
