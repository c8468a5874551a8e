"""Asked texts → conditions: terms, full text, phrases, regular expressions; for either language.

An index finds what an untagged text has; values with a language tag have none yet, so each is tested.
Does not know: what the text is asked of beyond its predicate and languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal

from graphwright.bind.slots import Slots
from graphwright.bind.tokens import has_tokens, have_tokens
from graphwright.errors import InputError
from graphwright.ir.nodes import And, Condition, Constant, Param, TextTest
from graphwright.records import dataclass
from graphwright.search.fulltext import tokenize_fulltext
from graphwright.search.ngram import tokens_of_phrase
from graphwright.search.patterns import Needed, needed_run, needed_trigrams, read_pattern
from graphwright.search.stemming import stems_of
from graphwright.search.term import tokenize_terms
from graphwright.search.text_tests import in_language

Languages = tuple[str, ...]
_patterns_max: Final = 256
BindText = Callable[[Slots, int, str, Languages], Condition]


def _words(index: str, mode: Literal["all", "any"], test: str) -> BindText:
    """All or any of the words of a text, as an index kind cuts them."""

    def bind(slots: Slots, slot: int, predicate: str, languages: Languages) -> Condition:
        if not languages:
            return has_tokens(slots, slot, predicate, index, mode)
        language = languages[0]

        def tokens(values: list[Any]) -> str:
            text = values[slot]
            return in_language(
                language, tokenize_fulltext(text, language) if index == "fulltext" else tokenize_terms(text)
            )

        return _tested(predicate, test, slots.extra(tokens), languages)

    return bind


def _phrase(slots: Slots, slot: int, predicate: str, languages: Languages) -> Condition:
    language = languages[0] if languages else ""
    stems = slots.extra(lambda values: stems_of(values[slot], language))
    count = slots.guard(stems, _up_to_three)
    if count == 0:
        return Constant(value=False)
    asked = slots.extra(lambda values: in_language(language, values[stems]))
    tested = _tested(predicate, "phrase", asked, languages)
    if languages:
        return tested
    tokens = slots.extra(lambda values: tokens_of_phrase(values[stems]))
    found = have_tokens(slots, tokens, predicate, "ngram", "all")
    # A pair of neighbours is a token of its own; longer phrases may have their pairs in several places.
    return found if count < 3 else And(parts=(found, tested))


def _regexp(slots: Slots, slot: int, predicate: str, languages: Languages) -> Condition:
    read = slots.extra(lambda values: _read(values[slot]))
    mode = slots.guard(read, _mode)
    if mode == "wrong":
        raise InputError(slots.values[read].problem)
    asked = Param(slot=read, convert=_expression, label="regexp")
    run = Param(slot=read, convert=_run, label="run") if slots.guard(read, _has_run) else None
    tested = TextTest(predicate=predicate, test="regexp", asked=asked, languages=languages, run=run)
    if languages or mode == "none":
        return tested
    trigrams = slots.extra(lambda values: values[read].needed.trigrams)
    return And(parts=(have_tokens(slots, trigrams, predicate, "trigram", mode), tested))


@dataclass(frozen=True, slots=True)
class _Read:
    """A regular expression as it was asked, or what is wrong with it: a plan is not to blame for a request's value."""

    expression: str
    needed: Needed
    run: str
    problem: str = ""


@lru_cache(maxsize=_patterns_max)
def _read(written: str) -> _Read:
    try:
        expression = read_pattern(written)
    except InputError as error:
        return _Read("", Needed("all", ()), "", error.message)
    return _Read(expression, needed_trigrams(expression), needed_run(expression))


def _mode(read: _Read) -> Literal["all", "any", "none", "wrong"]:
    if read.problem:
        return "wrong"
    return read.needed.mode if read.needed.trigrams else "none"


def trigrams_of_match(written: str) -> list[str]:
    """Trigrams of which any text that an expression matches has one; none when nothing can be said."""
    needed = _read(written).needed
    return list(needed.trigrams[:1] if needed.mode == "all" else needed.trigrams)


def _expression(read: _Read) -> str:
    return read.expression


def _run(read: _Read) -> str:
    return read.run


def _has_run(read: _Read) -> bool:
    return bool(read.run)


def _up_to_three(stems: list[str]) -> int:
    return min(len(stems), 3)


def _tested(predicate: str, test: str, slot: int, languages: Languages) -> TextTest:
    asked = Param(slot=slot, convert=_itself, label=test)
    return TextTest(predicate=predicate, test=test, asked=asked, languages=languages)


def _itself(value: Any) -> Any:
    return value


text_operators: Final[Mapping[str, BindText]] = MappingProxyType(
    {
        "allofterms": _words("term", "all", "all_terms"),
        "anyofterms": _words("term", "any", "any_term"),
        "alloftext": _words("fulltext", "all", "all_stems"),
        "anyoftext": _words("fulltext", "any", "any_stem"),
        "ngram": _phrase,
        "regexp": _regexp,
    }
)
"""Operator, as named in GraphQL and DQL, to what it means."""
