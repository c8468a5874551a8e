"""Literals → stored values, with what the reference lets a typed literal become: `71.9` as an integer is 71.

In: the kind of a predicate, a literal. Out: the value. A literal without a datatype is read as its predicate's kind;
one with a datatype is first read as what it says it is. Does not know: predicates, quads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from graphwright.bind.dql.written_forms import integer_form, number_form, written_truths
from graphwright.errors import InputError
from graphwright.lang.quads import Literal, datatype_kinds
from graphwright.model.datetimes import DateTime, parse_datetime, seconds_of_key
from graphwright.model.float_texts import float_text
from graphwright.model.values import StoredValue, ValueKind, coerce_text, int64_max, int64_min

_read_kinds: Final[Mapping[str, ValueKind]] = {
    "int": ValueKind.INT,
    "float": ValueKind.FLOAT,
    "bool": ValueKind.BOOL,
    "datetime": ValueKind.DATETIME,
}
"""Datatypes whose literals are read as what they say, whatever the predicate's kind."""
_endless: Final = re.compile(r"[+-]?(inf|nan|infinity)", re.ASCII | re.IGNORECASE)
"""Numbers to Go, which are refused for what they are."""
_unix_seconds: Final = seconds_of_key(parse_datetime("1970").key)
_seconds_end: Final = seconds_of_key(parse_datetime("9999-12-31T23:59:59Z").key) + 1
_per_second: Final = 1_000_000_000


def stored_value(kind: ValueKind, literal: Literal) -> StoredValue:
    """The value that a predicate of this kind gets.

    Raises:
        InputError: The literal does not fit.
        LimitError: It is too large.
    """
    given = _read_kinds.get(datatype_kinds[literal.datatype]) if literal.datatype else None
    if given is None or given is kind:
        return _from_text(kind, literal.text)
    convert = _conversions.get((given, kind))
    if convert is not None:
        return convert(_from_text(given, literal.text))
    if kind in (ValueKind.STRING, ValueKind.DEFAULT):
        return _shown(_from_text(given, literal.text), literal.text)
    return _from_text(kind, literal.text)


def _from_text(kind: ValueKind, text: str) -> StoredValue:
    if kind is ValueKind.BOOL and text in written_truths:
        return written_truths[text]
    if kind is ValueKind.INT and not integer_form.fullmatch(text):
        raise InputError(f'"{text[:100]}" is no integer')
    if kind is ValueKind.FLOAT and not (number_form.fullmatch(text) or _endless.fullmatch(text)):
        raise InputError(f'"{text[:100]}" is no number')
    if kind is ValueKind.GEO and '"' not in text:
        # So that geometries need no escapes within quotes.
        text = text.replace("'", '"')
    return coerce_text(kind, text)


def _shown(value: StoredValue, text: str) -> str:
    """A value as a text."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return float_text(value)
        case DateTime(text=shown):
            return shown
        case _:
            return text


def _truncated(value: StoredValue) -> int:
    assert isinstance(value, float)
    whole = math.trunc(value)
    if not int64_min <= whole <= int64_max:
        raise InputError(f"{value!r} is outside the 64-bit integers")
    return whole


def _date_at(value: StoredValue) -> DateTime:
    """The DateTime so many seconds after 1970."""
    assert isinstance(value, int | float)
    whole = math.trunc(value)
    nanoseconds = int((value - whole) * _per_second) if isinstance(value, float) else 0
    seconds, nanoseconds = divmod((whole + _unix_seconds) * _per_second + nanoseconds, _per_second)
    if not 0 <= seconds < _seconds_end:
        raise InputError(f"{value!r} seconds after 1970 are outside the years 0001 to 9999")
    days, rest = divmod(seconds, 86_400)
    time = f"{rest // 3_600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}.{nanoseconds:09d}"
    return parse_datetime(f"{date.fromordinal(days + 1).isoformat()}T{time}Z")


def _seconds_since_1970(value: StoredValue) -> int:
    assert isinstance(value, DateTime)
    return seconds_of_key(value.key) - _unix_seconds


def _time_since_1970(value: StoredValue) -> float:
    assert isinstance(value, DateTime)
    return (_seconds_since_1970(value) * _per_second + int(value.key[12:])) / _per_second


_conversions: Final[Mapping[tuple[ValueKind, ValueKind], Callable[[StoredValue], StoredValue]]] = {
    (ValueKind.FLOAT, ValueKind.INT): _truncated,
    (ValueKind.INT, ValueKind.BOOL): bool,
    (ValueKind.FLOAT, ValueKind.BOOL): bool,
    (ValueKind.BOOL, ValueKind.INT): int,  # type: ignore[dict-item] # bool is what they are given
    (ValueKind.BOOL, ValueKind.FLOAT): float,  # type: ignore[dict-item]
    (ValueKind.INT, ValueKind.DATETIME): _date_at,
    (ValueKind.FLOAT, ValueKind.DATETIME): _date_at,
    (ValueKind.DATETIME, ValueKind.INT): _seconds_since_1970,
    (ValueKind.DATETIME, ValueKind.FLOAT): _time_since_1970,
}
