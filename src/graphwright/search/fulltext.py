"""`fulltext`: the words of a text by their stems, without stop words, by the rules of its language.

Does not know: which languages there are (`stemming.py`).
"""

from __future__ import annotations

from typing import Final

from graphwright.model.values import StoredValue, ValueKind
from graphwright.search.stemming import stems_of
from graphwright.search.structure import IndexKind, Tokens


def tokenize_fulltext(value: StoredValue, language: str = "") -> list[str]:
    """The distinct stems of a text, in order of first appearance."""
    assert isinstance(value, str), "fulltext indexes are put on strings only"
    return list(dict.fromkeys(stems_of(value, language)))


fulltext_kind: Final = IndexKind(
    name="fulltext",
    structure=Tokens(tokenize=tokenize_fulltext, tokenize_in=tokenize_fulltext),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("alloftext", "anyoftext"),
    filter_input="FullText",
)
