"""Fuzzy matches against a plain Levenshtein distance, and the trigrams that find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphwright.search.fuzzy import asked_text, is_close, is_within, surviving_trigrams
from graphwright.search.trigram import tokenize_trigrams

_words = st.text(alphabet="abcé ", max_size=9)


def distance(one: str, other: str) -> int:
    """Levenshtein's distance, from its definition."""
    rows = [
        [column + row if not row or not column else 0 for column in range(len(other) + 1)]
        for row in range(len(one) + 1)
    ]
    for row, left in enumerate(one, 1):
        for column, right in enumerate(other, 1):
            rows[row][column] = min(
                rows[row - 1][column - 1] + (left != right), rows[row - 1][column] + 1, rows[row][column - 1] + 1
            )
    return rows[-1][-1]


@given(_words, _words, st.integers(0, 6))
def test_a_distance_is_kept(one: str, other: str, allowed: int) -> None:
    assert is_within(one, other, allowed) == (distance(one, other) <= allowed)
    assert is_close(asked_text(one, allowed, shares_trigram=False), other) == (
        bool(other) and distance(one, other) <= allowed
    )


@given(_words, _words, st.integers(0, 3))
def test_what_matches_at_the_root_is_found_by_its_trigrams(one: str, other: str, allowed: int) -> None:
    trigrams = surviving_trigrams(one, allowed)
    if trigrams and is_close(asked_text(one, allowed, shares_trigram=True), other):
        assert not set(trigrams).isdisjoint(tokenize_trigrams(other))


def test_capitals_are_other_characters_and_nothing_matches_an_empty_text() -> None:
    assert is_close(asked_text("Alma", 1, shares_trigram=True), "alma")
    assert not is_close(asked_text("Alma", 0, shares_trigram=True), "alma")
    assert not is_close(asked_text("a", 5, shares_trigram=False), "")
    assert not is_close(asked_text("abc", 3, shares_trigram=True), "xyz")
    assert is_close(asked_text("two words", 1, shares_trigram=False), "two  words")
