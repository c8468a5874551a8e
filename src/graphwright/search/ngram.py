"""`ngram`: runs of words, by their stems and without stop words, as `fulltext` sees them.

Stored are single stems and neighbouring pairs. A phrase of one or two stems is found by them alone; of a longer one
they find candidates, and the text itself is tested (`text_tests.py`). Does not know: SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from graphwright.model.values import StoredValue, ValueKind
from graphwright.search.stemming import stems_of
from graphwright.search.structure import IndexKind, Tokens

joiner: Final = " "


def tokenize_pairs(value: StoredValue, language: str = "") -> list[str]:
    """The distinct stems and neighbouring pairs of stems of a text."""
    assert isinstance(value, str), "ngram indexes are put on strings only"
    stems = stems_of(value, language)
    return list(dict.fromkeys([*stems, *_pairs(stems)]))


def tokens_of_phrase(stems: Sequence[str]) -> list[str]:
    """The tokens that a text with this phrase has."""
    return list(stems) if len(stems) < 2 else list(dict.fromkeys(_pairs(stems)))


def _pairs(stems: Sequence[str]) -> list[str]:
    return [joiner.join(pair) for pair in pairwise(stems)]


ngram_kind: Final = IndexKind(
    name="ngram",
    structure=Tokens(tokenize=tokenize_pairs, tokenize_in=tokenize_pairs),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("ngram",),
    filter_input="Ngram",
)
