"""Values of one kind as values of another, where nothing of them is lost.

In: a stored value. Out: the stored value of the new kind, or None where there is none. Does not know: where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from graphwright.errors import GraphwrightError
from graphwright.model.bigfloats import bigfloat_of, parse_bigfloat
from graphwright.model.float_texts import float_text
from graphwright.model.values import StoredValue, ValueKind, coerce_value, int64_max, int64_min, keyed_kinds

Conversion = Callable[[Any], StoredValue | None]

_integer: Final = re.compile(r"[+-]?\d+", re.ASCII)
_number: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_exact_max: Final = 2**53
"""The whole numbers up to here all are floats."""


def _same(value: Any) -> StoredValue:
    return value  # type: ignore[no-any-return]


def _text_of_float(value: float) -> str:
    return float_text(float(value))


def _text_of_bool(value: Any) -> str:
    return "true" if value else "false"


def _float_of_int(value: int) -> float | None:
    return float(value) if -_exact_max <= value <= _exact_max else None


def _int_of_float(value: float) -> int | None:
    return int(value) if float(value).is_integer() and abs(value) <= _exact_max else None


def _bool_of_int(value: int) -> bool | None:
    return bool(value) if value in {0, 1} else None


def _int_of_bigfloat(text: str) -> int | None:
    number = Decimal(text)
    is_exact = number == number.to_integral_value() and int64_min <= number <= int64_max
    return int(number) if is_exact else None


def _float_of_bigfloat(text: str) -> float | None:
    number = float(text)
    return number if isfinite(number) and bigfloat_of(number) == parse_bigfloat(text) else None


def _reads(kind: ValueKind, form: re.Pattern[str] | None = None) -> Conversion:
    """Texts as a kind: what an input of this kind may be, and without blanks and underscores around or inside."""

    def read(text: str) -> StoredValue | None:
        if form is not None and form.fullmatch(text) is None:
            return None
        try:
            return coerce_value(kind, text)
        except GraphwrightError:
            return None

    return read


_K = ValueKind
_conversions: Final[Mapping[tuple[ValueKind, ValueKind], Conversion]] = {
    (_K.INT, _K.FLOAT): _float_of_int,
    (_K.INT, _K.STRING): str,
    (_K.INT, _K.BOOL): _bool_of_int,
    (_K.FLOAT, _K.INT): _int_of_float,
    (_K.FLOAT, _K.STRING): _text_of_float,
    (_K.BOOL, _K.STRING): _text_of_bool,
    (_K.BOOL, _K.INT): int,
    (_K.DATETIME, _K.STRING): _same,
    (_K.GEO, _K.STRING): _same,
    (_K.STRING, _K.INT): _reads(_K.INT, _integer),
    (_K.STRING, _K.FLOAT): _reads(_K.FLOAT, _number),
    (_K.STRING, _K.BOOL): _reads(_K.BOOL),
    (_K.STRING, _K.DATETIME): _reads(_K.DATETIME),
    (_K.STRING, _K.GEO): _reads(_K.GEO),
    (_K.STRING, _K.VECTOR): _reads(_K.VECTOR),
    (_K.STRING, _K.BIGFLOAT): _reads(_K.BIGFLOAT),
    (_K.BOOL, _K.FLOAT): float,
    (_K.INT, _K.BIGFLOAT): bigfloat_of,
    (_K.FLOAT, _K.BIGFLOAT): bigfloat_of,
    (_K.BIGFLOAT, _K.STRING): _same,
    (_K.BIGFLOAT, _K.INT): _int_of_bigfloat,
    (_K.BIGFLOAT, _K.FLOAT): _float_of_bigfloat,
}
_always: Final = frozenset(
    {
        (_K.INT, _K.STRING),
        (_K.FLOAT, _K.STRING),
        (_K.BOOL, _K.STRING),
        (_K.DATETIME, _K.STRING),
        (_K.GEO, _K.STRING),
        (_K.BOOL, _K.INT),
        (_K.BOOL, _K.FLOAT),
        (_K.INT, _K.BIGFLOAT),
        (_K.FLOAT, _K.BIGFLOAT),
        (_K.BIGFLOAT, _K.STRING),
    }
)


def conversion(source: ValueKind, target: ValueKind) -> Conversion | None:
    """What makes values of one kind from such of another as they stand in their column; None: nothing does."""
    source, target = _plain(source), _plain(target)
    if source is target:
        # Some are compared by a second column, which follows from their text.
        return _reads(source) if source in keyed_kinds else _same
    return _conversions.get((source, target))


def always_converts(source: ValueKind, target: ValueKind) -> bool:
    """Whether no value can fail to convert."""
    source, target = _plain(source), _plain(target)
    return source is target or (source, target) in _always


def _plain(kind: ValueKind) -> ValueKind:
    """The kind by which values are kept alike."""
    return _K.STRING if kind is _K.DEFAULT else kind
