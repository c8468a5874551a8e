"""Texts of a column → stored values, all at once where all are right.

In: a value kind and texts. Out: values, and which texts do not fit and why. What a single value may be is told by
`model.values`; this adds what datatypes allow: `1` and `0` as Booleans, `3.0` as an integer. Does not know: quads.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, Final

from graphwright import limits
from graphwright.errors import GraphwrightError
from graphwright.model.datetimes import DateTime, parse_datetime
from graphwright.model.values import ValueKind, coerce_text, int64_max, int64_min

_booleans: Final = {"true": True, "false": False, "1": True, "0": False}
_dates_kept_max: Final = 200_000

Problems = dict[int, str]
"""Position in the column → what is wrong."""


class Coercer:
    """Coerces columns; remembers dates, which repeat."""

    def __init__(self) -> None:
        self._dates: dict[str, DateTime] = {}

    def column(self, kind: ValueKind, texts: list[str]) -> tuple[list[Any], Problems]:
        """The stored forms, DateTimes as `DateTime`; a text that does not fit gives None and a problem."""
        try:
            return self._all(kind, texts), {}
        except (ValueError, KeyError, GraphwrightError):
            return self._each(kind, texts)

    def _all(self, kind: ValueKind, texts: list[str]) -> list[Any]:
        """The values if all fit; what it raises otherwise does not matter."""
        match kind:
            case ValueKind.STRING | ValueKind.DEFAULT:
                return _checked_texts(texts)
            case ValueKind.INT:
                integers = list(map(int, texts))
                if not int64_min <= min(integers) <= max(integers) <= int64_max:
                    raise ValueError
                return integers
            case ValueKind.FLOAT:
                # -0.0 and 0.0 are one value.
                numbers = [float(text) + 0.0 for text in texts]
                if not all(map(isfinite, numbers)):
                    raise ValueError
                return numbers
            case ValueKind.BOOL:
                return [_booleans[text] for text in texts]
            case ValueKind.DATETIME:
                return [self._date(text) for text in texts]
            case ValueKind.GEO | ValueKind.PASSWORD | ValueKind.VECTOR | ValueKind.BIGFLOAT:
                return [coerce_text(kind, text) for text in texts]
            case ValueKind.UID:
                raise AssertionError("references are edges, not values")

    def _each(self, kind: ValueKind, texts: Sequence[str]) -> tuple[list[Any], Problems]:
        values: list[Any] = []
        problems: Problems = {}
        for position, text in enumerate(texts):
            try:
                values.append(coerce_text(kind, text))
            except GraphwrightError as error:
                problems[position] = error.message
                values.append(None)
        return values, problems

    def _date(self, text: str) -> DateTime:
        found = self._dates.get(text)
        if found is None:
            if len(self._dates) >= _dates_kept_max:
                self._dates.clear()
            found = self._dates[text] = parse_datetime(text)
        return found


def _checked_texts(texts: list[str]) -> list[str]:
    together = "".join(texts)
    if "\0" in together or len(together) * 4 > limits.string_bytes_max:
        raise ValueError
    return texts
