"""Fuzzy matches: texts that a number of inserted, deleted or replaced characters make of another.

In: a text and a distance (Levenshtein's). Out: a test, and trigrams by which an index finds candidates. As in the
reference an empty text matches nothing, and capitals are other characters. Does not know: indexes, SQL.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from graphwright.search.trigram import fold

_asked_kept: Final = 256
_trigram: Final = 3


def asked_text(text: str, distance: int, *, shares_trigram: bool) -> str:
    """What is asked, as one text for `is_close`."""
    return f"{distance} {int(shares_trigram)} {text}"


@lru_cache(maxsize=_asked_kept)
def _read(asked: str) -> tuple[str, int, frozenset[bytes] | None]:
    distance, shares, text = asked.split(" ", 2)
    return text, int(distance), _byte_trigrams(text) if shares == "1" else None


def is_close(asked: str, text: str) -> bool:
    """Whether a text matches what is asked."""
    wanted, distance, shared = _read(asked)
    if not text or abs(len(text) - len(wanted)) > distance:
        return False
    if shared is not None and shared.isdisjoint(_byte_trigrams(text)):
        return False
    return is_within(wanted, text, distance)


def _byte_trigrams(text: str) -> frozenset[bytes]:
    data = text.encode()
    return frozenset(data[start : start + _trigram] for start in range(len(data) - _trigram + 1))


def is_within(one: str, other: str, distance: int) -> bool:
    """Whether so many changes lead from one text to the other."""
    if one == other:
        return True
    if distance <= 0:
        return False
    before = list(range(len(other) + 1))
    for row, character in enumerate(one, 1):
        # Beyond the band around the diagonal everything is too far.
        low, high = max(1, row - distance), min(len(other), row + distance)
        now = [distance + 1] * (len(other) + 1)
        if row <= distance:
            now[0] = row
        for column in range(low, high + 1):
            change = before[column - 1] + (other[column - 1] != character)
            now[column] = min(change, before[column] + 1, now[column - 1] + 1)
        if min(now[low - 1 : high + 1], default=0) > distance:
            return False
        before = now
    return before[-1] <= distance


def surviving_trigrams(text: str, distance: int) -> list[str]:
    """Trigrams of the index of which a match that shares one with the text has one; none where it cannot be said.

    Each change spoils one piece of a text at most: of one more pieces than changes, one is left whole.
    """
    if not text.isascii():
        return []
    folded = fold(text)
    pieces = [folded[start : start + _trigram] for start in range(0, len(folded) - _trigram + 1, _trigram)]
    if len(pieces) > distance:
        return list(dict.fromkeys(pieces[: distance + 1]))
    return list(dict.fromkeys(folded[start : start + _trigram] for start in range(len(folded) - _trigram + 1)))
