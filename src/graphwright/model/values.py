"""Value kinds: what a predicate can hold, and how a value given from outside becomes a stored one.

Out: `ValueKind` and `coerce_value`. Stored forms are plain Python values that every database driver
takes: int, float, str, bool and `DateTime`. Does not know: columns, GraphQL's scalar names.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from graphwright import limits
from graphwright.errors import InputError, LimitError
from graphwright.model.bigfloats import BigFloat, bigfloat_of, parse_bigfloat
from graphwright.model.datetimes import DateTime, parse_datetime
from graphwright.model.passwords import hash_password, is_password_hash
from graphwright.model.shapes import coerce_shape
from graphwright.model.vectors import coerce_vector

int64_min = -(2**63)
int64_max = 2**63 - 1

StoredValue = int | float | str | bool | bytes | DateTime | BigFloat
"""A value as the store keeps it (`DateTime` and `BigFloat` take two columns, bytes are a vector, `model.vectors`)."""


class ValueKind(StrEnum):
    """The kinds of Dgraph's predicates (its schema language's type names)."""

    UID = "uid"
    INT = "int"
    FLOAT = "float"
    STRING = "string"
    BOOL = "bool"
    DATETIME = "datetime"
    DEFAULT = "default"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    VECTOR = "float32vector"
    GEO = "geo"
    BIGFLOAT = "bigfloat"


keyed_kinds: Final = frozenset({ValueKind.DATETIME, ValueKind.BIGFLOAT})
"""Kinds whose values are shown by one column, and compared and ordered by another, their key."""


def coerce_value(kind: ValueKind, value: object) -> StoredValue:
    """The stored form of a value that came as JSON or text.

    Raises:
        InputError: The value does not fit the kind; the message shows both.
        LimitError: The value is larger than `limits` allows.
    """
    return coercions[kind](value)


def coerce_text(kind: ValueKind, text: str) -> StoredValue:
    """The stored form of a text of RDF data, with what its datatypes allow: `1` as a Boolean, `3.0` as an integer.

    Raises:
        InputError, LimitError: As `coerce_value`.
    """
    if kind is ValueKind.BOOL and text in ("0", "1"):
        return text == "1"
    try:
        return coerce_value(kind, text)
    except InputError:
        if kind is not ValueKind.INT or text.lstrip("+-").isdecimal() or not _is_whole(text):
            raise
        return coerce_value(kind, int(float(text)))


def _is_whole(text: str) -> bool:
    try:
        return float(text).is_integer()
    except ValueError:
        return False


def _coerce_int(value: object) -> int:
    if isinstance(value, str):
        return _coerce_int(_number_from_text(value, int, "integer"))
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"{value!r:.100} is no integer")
    if not int64_min <= value <= int64_max:
        raise InputError(f"{value} is outside the 64-bit integers ({int64_min} to {int64_max})")
    return value


def _number_from_text(text: str, parse: Callable[[str], int | float], name: str) -> int | float:
    try:
        return parse(text)
    except ValueError:
        raise InputError(f'"{text[:100]}" is no {name}') from None


def _coerce_float(value: object) -> float:
    if isinstance(value, str):
        return _coerce_float(_number_from_text(value, float, "number"))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{value!r:.100} is no number")
    try:
        number = float(value)
    except OverflowError:
        raise InputError("the integer is too large for a Float") from None
    if not math.isfinite(number):
        raise InputError(f"{number} cannot be stored: JSON has no such number")
    # -0.0 and 0.0 are one value; the reference shows 0.
    return number + 0.0


def _coerce_string(value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{value!r:.100} is no string")
    if "\0" in value:
        raise InputError("a string holds the character U+0000, which cannot be stored; take it out")
    try:
        size = len(value) if value.isascii() else len(value.encode())
    except UnicodeEncodeError:
        raise InputError("a string holds half of a surrogate pair, which is no Unicode character") from None
    if size > limits.string_bytes_max:
        raise LimitError(f"a string of {size} bytes is over the limit of {limits.string_bytes_max} (string_bytes_max)")
    return value


def _coerce_bool(value: object) -> bool:
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    if not isinstance(value, bool):
        raise InputError(f"{value!r:.100} is neither true nor false")
    return value


def _coerce_datetime(value: object) -> DateTime:
    return value if isinstance(value, DateTime) else parse_datetime(_coerce_string(value))


def _coerce_bigfloat(value: object) -> BigFloat:
    if isinstance(value, BigFloat):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bigfloat_of(_coerce_float(value) if isinstance(value, float) else value)
    return parse_bigfloat(_coerce_string(value))


def _coerce_password(value: object) -> str:
    """What data bring: a hash stays as it is, anything else is hashed."""
    text = _coerce_string(value)
    return text if is_password_hash(text) else hash_password(text)


coercions: Final[Mapping[ValueKind, Callable[[object], StoredValue]]] = {
    ValueKind.INT: _coerce_int,
    ValueKind.FLOAT: _coerce_float,
    ValueKind.STRING: _coerce_string,
    ValueKind.DEFAULT: _coerce_string,
    ValueKind.BOOL: _coerce_bool,
    ValueKind.DATETIME: _coerce_datetime,
    ValueKind.PASSWORD: _coerce_password,
    ValueKind.VECTOR: coerce_vector,
    ValueKind.GEO: coerce_shape,
    ValueKind.BIGFLOAT: _coerce_bigfloat,
}
"""`coerce_value` of each kind; references are edges, not values."""


def key_text(value: StoredValue) -> str:
    """A value as it stands in `keys`, where values of `@id` fields are unique."""
    return value if isinstance(value, str) else value.text if isinstance(value, BigFloat) else str(value)
