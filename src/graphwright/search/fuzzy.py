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
    return is_within(wanted, text, distance) and (shared is None or not shared.isdisjoint(_byte_trigrams(text)))


def _byte_trigrams(text: str) -> frozenset[bytes]:
    data = text.encode()
    return frozenset(data[start : start + _trigram] for start in range(len(data) - _trigram + 1))


def is_within(one: str, other: str, distance: int) -> bool:
    """Whether so many changes lead from one text to the other.

    All rows of a column at once, as bits of two numbers: where the distance grows and where it shrinks from one row to
    the next (Myers 1999, Hyyrö 2003).
    """
    if one == other:
        return True
    if not one or distance <= 0:
        return 0 < distance >= len(other)
    places = _places(one)
    last = 1 << len(one) - 1
    grows, shrinks, found = (last << 1) - 1, 0, len(one)
    left = len(other)
    for character in other:
        equal = places.get(character, 0)
        vertical = equal | shrinks
        equal |= ((equal & grows) + grows) ^ grows
        up, down = shrinks | ~(equal | grows), grows & equal
        if up & last:
            found += 1
        elif down & last:
            found -= 1
        left -= 1
        if found - left > distance:
            return False
        up = up << 1 | 1
        grows, shrinks = (down << 1 | ~(vertical | up)) & (last << 1) - 1, up & vertical
    return found <= distance


@lru_cache(maxsize=_asked_kept)
def _places(text: str) -> dict[str, int]:
    """Where each character of a text stands, as bits."""
    places: dict[str, int] = {}
    for place, character in enumerate(text):
        places[character] = places.get(character, 0) | 1 << place
    return places


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
