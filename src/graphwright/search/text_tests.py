"""Tests of a text that SQL has no words for, by name; databases that can call Python call these.

Each takes what was asked, as one text, and a text. Does not know: who calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from graphwright.model.passwords import fits_password
from graphwright.search.fulltext import tokenize_fulltext
from graphwright.search.fuzzy import is_close
from graphwright.search.patterns import tester
from graphwright.search.stemming import stems_of
from graphwright.search.term import tokenize_terms

_separator: Final = "\n"
_asked_entries_max: Final = 256


def matches_regexp(asked: str, text: str) -> bool:
    """Whether an expression, as `patterns.read_pattern` gives it, matches somewhere."""
    return tester(asked)(text.encode()) is not None


def has_phrase(asked: str, text: str) -> bool:
    """Whether a text has the stems of a phrase side by side. Asked: `in_language` of them."""
    language, stems = _read(asked)
    found = stems_of(text, language)
    size = len(stems)
    return size > 0 and any(tuple(found[start : start + size]) == stems for start in range(len(found) - size + 1))


def has_all_terms(asked: str, text: str) -> bool:
    stems = _read(asked)[1]
    return bool(stems) and set(stems) <= set(tokenize_terms(text))


def has_any_term(asked: str, text: str) -> bool:
    return not set(_read(asked)[1]).isdisjoint(tokenize_terms(text))


def has_all_stems(asked: str, text: str) -> bool:
    language, stems = _read(asked)
    return bool(stems) and set(stems) <= set(tokenize_fulltext(text, language))


def has_any_stem(asked: str, text: str) -> bool:
    language, stems = _read(asked)
    return not set(stems).isdisjoint(tokenize_fulltext(text, language))


def in_language(language: str, tokens: list[str]) -> str:
    """A language and tokens as one text."""
    return _separator.join((language, *tokens))


@lru_cache(maxsize=_asked_entries_max)
def _read(asked: str) -> tuple[str, tuple[str, ...]]:
    language, *tokens = asked.split(_separator)
    return language, tuple(tokens)


def function_name(test: str) -> str:
    """What a test is called in SQL."""
    return f"gw_{test}"


slow_tests: Final = frozenset({"password"})
"""Those that take their time on purpose, some 50 ms each."""
text_tests: Final[Mapping[str, Callable[[str, str], bool]]] = MappingProxyType(
    {
        "regexp": matches_regexp,
        "phrase": has_phrase,
        "all_terms": has_all_terms,
        "any_term": has_any_term,
        "all_stems": has_all_stems,
        "any_stem": has_any_stem,
        "fuzzy": is_close,
        "password": fits_password,
    }
)
