"""Facets as they are stored: one JSON object per value or edge, and which value or edge it belongs to.

Out: the text of the column `facets`, and the text of the column `target`. A date stands as `{"datetime": "…"}`, so
that it comes back as a date and not as a text. Does not know: tables.
"""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from graphwright.model.datetimes import DateTime
from graphwright.model.values import StoredValue, key_text

FacetValue = str | int | float | bool | DateTime


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
    return value.key if isinstance(value, DateTime) else key_text(value)
