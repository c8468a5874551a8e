"""`trigram`: runs of three characters, which find the texts that a regular expression can match.

Tokens are made without regard to case, so that one index serves expressions with and without `i`; whether a text
matches is tested on the text itself. Does not know: regular expressions (`patterns.py`).
"""

from __future__ import annotations

from typing import Final

from graphwright.model.values import StoredValue, ValueKind
from graphwright.search.structure import IndexKind, Tokens


class _Folds(dict[int, str]):
    """Character → the one that stands for all of its cases; always one character, so that runs keep their length."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        forms = (character.casefold(), character.lower(), character)
        found = self[code] = next(form for form in forms if len(form) == 1)
        return found


_folds: Final = _Folds()


def fold(text: str) -> str:
    """A text without regard to case, of the same length."""
    return text.lower() if text.isascii() else text.translate(_folds)


def is_folded_surely(character: str) -> bool:
    """Whether all cases of a character fold to the same one here and in the regular expressions' library."""
    return len(character.casefold()) == 1


def tokenize_trigrams(value: StoredValue) -> list[str]:
    """The distinct runs of three characters of a text."""
    assert isinstance(value, str), "trigram indexes are put on strings only"
    text = fold(value)
    return list(dict.fromkeys([text[start : start + 3] for start in range(len(text) - 2)]))


trigram_kind: Final = IndexKind(
    name="trigram",
    structure=Tokens(tokenize=tokenize_trigrams),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("regexp",),
    filter_input="RegExp",
    takes_texts=True,
)
