"""Facets as they are stored: one JSON object per value or edge, and which value or edge it belongs to.

Out: the text of the column `facets`, and the text of the column `target`. A date stands as `{"datetime": "…"}`, so
that it comes back as a date and not as a text. Does not know: tables.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

import orjson

from graphwright.errors import GraphwrightError
from graphwright.model.bigfloats import BigFloat
from graphwright.model.datetimes import DateTime, parse_datetime
from graphwright.model.values import StoredValue, int64_max, int64_min, key_text

FacetValue = str | int | float | bool | DateTime
FacetOperator = Literal["eq", "lt", "le", "gt", "ge", "anyofterms", "allofterms"]
"""What can be asked of a facet."""


def facets_text(facets: Iterable[tuple[str, FacetValue]]) -> str:
    """Facets as one JSON object."""
    members = {
        name: {"datetime": value.text} if isinstance(value, DateTime) else value for name, value in sorted(facets)
    }
    return orjson.dumps(members).decode()


def edge_target(uid: int) -> str:
    """The target of an edge's facets: the other node, in decimal."""
    return str(uid)


def value_target(value: StoredValue | None, language: str) -> str:
    """The target of a value's facets.

    Args:
        value: One of a list's values; None for the only value of a predicate.
        language: Its tag, or "".
    """
    if language:
        return f"@{language}"
    if value is None:
        return ""
    return value.key if isinstance(value, DateTime | BigFloat) else key_text(value)


# ---- tests ----------------------------------------------------------------------------------------

_comparisons: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
_truths: Final = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}
_integer: Final = re.compile(r"[+-]?\d{1,19}", re.ASCII)


def asked_facet(text: str, terms: Iterable[str] = ()) -> str:
    """What a facet is compared with, in each form that it can have: what it cannot have is null there.

    As in the reference a facet that is a whole number is compared with such only: 2.5 does not convert.

    Returns:
        JSON: `i` the whole number, `n` the number, `b` the truth, `d` the key of the date, `t` the text, `w` the terms.
    """
    return _asked(text, _whole(text), terms)


def asked_number(text: str) -> str:
    """As `asked_facet`, for a variable: what its values add up to is compared with any number."""
    return _asked(text, _number(text), ())


def _asked(text: str, whole: float | None, terms: Iterable[str]) -> str:
    forms = {"b": _truths.get(text.lower()), "d": _date_key(text), "t": text, "w": list(terms)}
    return orjson.dumps(forms | {"i": whole, "n": _number(text)}).decode()


def _whole(text: str) -> int | None:
    if _integer.fullmatch(text) is None:
        return None
    number = int(text)
    return number if int64_min <= number <= int64_max else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _date_key(text: str) -> str | None:
    try:
        return parse_datetime(text).key
    except GraphwrightError:
        return None


def facet_passes(
    facets: str | None, name: str, asked_operator: FacetOperator, asked: str, words: Callable[[str], Iterable[str]]
) -> bool:
    """Whether one facet of an object passes a test.

    Args:
        facets: From `facets_text`; None: there is none.
        asked: From `asked_facet`.
        words: The terms of a text.
    """
    value = None if facets is None else orjson.loads(facets).get(name)
    if value is None:
        return False
    forms = orjson.loads(asked)
    if asked_operator in ("anyofterms", "allofterms"):
        return isinstance(value, str) and _has_terms(set(words(value)), forms["w"], asked_operator)
    mine: Any = value
    match value:
        case bool():
            return asked_operator == "eq" and value == forms["b"]
        case {"datetime": text}:
            mine, other = parse_datetime(text).key, forms["d"]
        case str():
            other = forms["t"]
        case int():
            other = forms["i"]
        case _:
            other = forms["n"]
    return other is not None and _comparisons[asked_operator](mine, other)


def _has_terms(present: set[str], asked: list[str], asked_operator: FacetOperator) -> bool:
    return present.issuperset(asked) if asked_operator == "allofterms" else not present.isdisjoint(asked)
