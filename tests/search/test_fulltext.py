"""Full text by language, and phrases."""

from __future__ import annotations

import pytest

from graphwright.search.fulltext import tokenize_fulltext
from graphwright.search.ngram import tokenize_pairs, tokens_of_phrase
from graphwright.search.stop_words import stop_words
from graphwright.search.term import split_words
from graphwright.search.text_tests import has_all_stems, has_any_stem, has_phrase, in_language


@pytest.mark.parametrize(
    ("language", "text", "stems"),
    [
        ("", "The Harbors of a Harbor", ["harbor"]),
        ("", "It rained. It rains. It will be raining.", ["rain", "will"]),
        ("", "the a over don't", []),
        ("en-GB", "running runs", ["run"]),
        ("de", "Die Laternen und die Laterne", ["latern"]),
        ("fr", "Une actrice qui court des marathons", ["actric", "court", "marathon"]),
        ("ru", "и альдервика", ["альдервик"]),
        ("pt-BR", "os livros", ["livr"]),
        ("no", "bøkene og bøker", ["bøk"]),
        ("zh", "東京 the", ["東", "京", "the"]),
    ],
)
def test_stems(language: str, text: str, stems: list[str]) -> None:
    assert tokenize_fulltext(text, language) == stems


def test_every_stop_word_is_a_word_as_texts_are_split() -> None:
    """Otherwise it would never be met."""
    for language, words in stop_words.items():
        assert {word for word in words if split_words(word) != [word]} == set(), language


def test_a_phrase_is_found_by_pairs() -> None:
    stored = tokenize_pairs("brown fox, quick and lazy")
    assert stored == ["brown", "fox", "quick", "lazi", "brown fox", "fox quick", "quick lazi"]
    assert set(tokens_of_phrase(["fox", "quick"])) <= set(stored)
    assert not set(tokens_of_phrase(["quick", "fox"])) <= set(stored)
    assert tokens_of_phrase(["fox"]) == ["fox"]


def test_a_longer_phrase_is_tested_as_a_whole() -> None:
    asked = in_language("", ["quick", "brown", "fox"])
    assert has_phrase(asked, "the quick brown foxes")
    assert not has_phrase(asked, "quick brown cats; a brown fox")
    assert not has_phrase(in_language("", []), "quick")


def test_tests_without_an_index() -> None:
    assert has_all_stems(in_language("de", ["latern"]), "alte Laternen")
    assert not has_all_stems(in_language("de", []), "alte Laternen")
    assert has_any_stem(in_language("de", ["x", "latern"]), "alte Laternen")
    assert not has_any_stem(in_language("de", []), "alte Laternen")
