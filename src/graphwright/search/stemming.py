"""Words → stems, by language: what fulltext search goes by.

`stems_of` splits a text as `term` does, leaves out the language's stop words and cuts the rest down to stems by the
Snowball algorithm of the language, as the reference does. A text without a language counts as English, a language
without an algorithm keeps its words whole. Does not know: indexes.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Final

import Stemmer  # type: ignore[import-not-found, unused-ignore]

from graphwright.search.stop_words import stop_words
from graphwright.search.term import split_words

base_language: Final = "en"
_algorithms: Final = MappingProxyType(
    {
        "ar": "arabic",
        "da": "danish",
        "de": "german",
        "en": "english",
        "es": "spanish",
        "fi": "finnish",
        "fr": "french",
        "hu": "hungarian",
        "it": "italian",
        "nb": "norwegian",
        "nl": "dutch_porter",
        "nn": "norwegian",
        "no": "norwegian",
        "pt": "portuguese",
        "ro": "romanian",
        "ru": "russian",
        "sv": "swedish",
        "tr": "turkish",
    }
)
_one_at_a_time: Final = Lock()  # a stemmer has a state of its own, and threads share it


def stems_of(text: str, language: str = "") -> list[str]:
    """The stems of a text in their order, without stop words.

    Args:
        language: A tag such as `pt-BR`, of which the first part counts; "." is any.
    """
    base = language.partition("-")[0].lower().strip(".") or base_language
    ignored = stop_words.get(base, frozenset())
    words = [word for word in split_words(text) if word not in ignored]
    algorithm = _algorithms.get(base)
    if algorithm is None or not words:
        return words
    with _one_at_a_time:
        return _stemmer(algorithm).stemWords(words)  # type: ignore[no-any-return, unused-ignore]


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)
