"""`allofterms`, `anyoftext`, `regexp`, `match`, `ngram` and their kin → conditions.

Each needs its index, as in the reference; only `regexp` in a filter goes without. Does not know: how texts are cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphwright.bind.dql.functions.asking import Asked
from graphwright.bind.dql.functions.parts import holding, words_of_match
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import read_integer, scalar_of, scalar_slot
from graphwright.bind.texts import text_operators, trigrams_of_match
from graphwright.bind.tokens import have_tokens
from graphwright.errors import InputError
from graphwright.ir.nodes import And, Condition, Constant, Param, TextTest
from graphwright.lang.dql import syntax
from graphwright.search.fuzzy import asked_text, surviving_trigrams
from graphwright.search.patterns import is_too_wide, read_pattern

_indexes: Final[Mapping[str, str]] = {
    "allofterms": "term",
    "anyofterms": "term",
    "alloftext": "fulltext",
    "anyoftext": "fulltext",
    "ngram": "ngram",
}


def bind_words(asked: Asked) -> Condition:
    """`anyofterms(name, "a b")`; several texts in a list are words of one."""
    asked.need_text()
    asked.need_index(_indexes[asked.call.name])
    slots = [scalar_slot(asked.binding, scalar_of(argument)) for argument in asked.arguments()]
    slot = slots[0] if len(slots) == 1 else asked.binding.extra(lambda values: " ".join(values[each] for each in slots))
    tested = text_operators[asked.call.name](asked.binding, slot, asked.predicate.name, asked.languages)
    if not asked.is_root or _indexes[asked.call.name] != "term":
        return tested
    needs_all = asked.call.name == "allofterms"
    return holding(asked.binding, tested, lambda values: words_of_match(values[slot], needs_all=needs_all))


def bind_regexp(asked: Asked) -> Condition:
    """`regexp(name, /^Al/i)`; also as a text in a variable."""
    asked.need_text()
    slot = _pattern_slot(asked)
    has_index = asked.predicate.index("trigram") is not None
    if not has_index:
        if asked.is_root:
            raise asked.wrong(
                f"{asked.predicate.name} has no index trigram, which regexp needs at the root; add it, or begin with "
                "has or type and use @filter(regexp(…))"
            )
        asked_for = Param(slot=slot, convert=placed(read_pattern, asked.call), label="regexp")
        return TextTest(predicate=asked.predicate.name, test="regexp", asked=asked_for, languages=asked.languages)
    try:
        if asked.is_root and asked.binding.guard(slot, _is_too_wide):
            raise asked.wrong(
                "the regular expression may match too much: it holds no three characters in a row, by which texts "
                "could be found; name more of the text, or begin with has or type and use @filter(regexp(…))"
            )
        tested = text_operators["regexp"](asked.binding, slot, asked.predicate.name, asked.languages)
    except InputError as error:
        raise wrong(asked.call, error.message) from None
    if not asked.is_root:
        return tested
    return holding(asked.binding, tested, lambda values: trigrams_of_match(values[slot]))


def _pattern_slot(asked: Asked) -> int:
    match asked.call.arguments[0]:
        case syntax.RegexpLiteral(pattern=pattern, ignores_case=ignores_case) as node:
            return asked.binding.literal_slot(node, f"/{pattern}/{'i' if ignores_case else ''}")
        case syntax.QueryVariable() as variable:
            return asked.binding.slot_of(variable)
        case other:
            raise wrong(other, "regexp takes an expression between slashes, without quotes: regexp(name, /^Al/i)")


def _is_too_wide(written: str) -> bool:
    try:
        return is_too_wide(read_pattern(written))
    except InputError:
        return False  # which is said where it is read


def bind_match(asked: Asked) -> Condition:
    """`match(name, "Stefen", 3)`: texts that so many changes of a character make of it.

    As in the reference it also shares three characters in a row at the root.
    """
    asked.need_text()
    asked.need_index("trigram")
    text, distance = (scalar_of(argument) for argument in asked.call.arguments)
    text_slot, distance_slot = scalar_slot(asked.binding, text), scalar_slot(asked.binding, distance)
    read_distance = placed(_distance, distance)
    is_root = asked.is_root
    pair = asked.binding.extra(lambda values: (values[text_slot], values[distance_slot]))

    def convert(given: tuple[str, str]) -> str:
        return asked_text(given[0], read_distance(given[1]), shares_trigram=is_root)

    tested = TextTest(
        predicate=asked.predicate.name,
        test="fuzzy",
        asked=Param(slot=pair, convert=convert, label="fuzzy"),
        languages=asked.languages,
    )
    if not is_root:
        return tested
    if asked.languages:
        return holding(asked.binding, tested, lambda values: _trigrams(values[pair]))
    trigrams = asked.binding.extra(lambda values: _trigrams(values[pair]))
    found = have_tokens(asked.binding, trigrams, asked.predicate.name, "trigram", "any")
    return tested if isinstance(found, Constant) else And(parts=(found, tested))


def _trigrams(given: tuple[str, str]) -> list[str]:
    try:
        return surviving_trigrams(given[0], _distance(given[1]))
    except InputError:
        return []  # which is said where it is read


def _distance(text: Any) -> int:
    number = read_integer(text)
    if number < 0:
        raise InputError(f"the distance of match is {number}; give the number of changed characters, from 0 on")
    return number
