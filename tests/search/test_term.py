"""The terms of a text: what users find by `allofterms` and `anyofterms`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphwright.search.term import _split_unicode, split_words, tokenize_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The Quiet Harbor", ["the", "quiet", "harbor"]),
        ("", []),
        ("... !?", []),
        ("the The THE", ["the"]),
        ("don't stop", ["don't", "stop"]),
        ("'quoted'", ["quoted"]),
        ("x-ray", ["x", "ray"]),
        ("snake_case __ _a_", ["snake_case", "_a_"]),
        ("3.14 1,000 v1.2 a,b 1.b", ["3.14", "1,000", "v1.2", "a", "b", "1"]),
        ("host.name a:b 1:2", ["host.name", "a:b", "1", "2"]),
        ("Rings: The Return", ["rings", "the", "return"]),
        ("Célia CALDERÓN", ["célia", "calderón"]),
        ("don’t", ["don’t"]),
        ("ﬁsh ½ x²", ["fish", "x"]),
        ("東京タワー", ["東", "京", "タワー"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("สวัสดี ครับ", ["สวัสดี", "ครับ"]),
        ("한국 영화", ["한국", "영화"]),
        ("😀 emoji", ["emoji"]),
        ("альдервик-Берг", ["альдервик", "берг"]),  # noqa: RUF001 (Cyrillic is what is meant)
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert tokenize_terms(text) == terms


def test_accents_are_kept_as_the_recorded_reference_keeps_them() -> None:
    assert not set(tokenize_terms("celia")) & set(tokenize_terms("Célia"))


def test_composed_and_decomposed_letters_are_one() -> None:
    assert tokenize_terms("Ame\u0301lie") == tokenize_terms("Amélie")


@given(st.text(alphabet=st.sampled_from("ab1 _.,:;'-A"), max_size=12))
def test_the_short_cut_for_ascii_says_what_the_rule_says(text: str) -> None:
    assert split_words(text) == _split_unicode(text)


@given(st.text(max_size=20))
def test_terms_are_distinct_and_found_by_the_text_itself(text: str) -> None:
    terms = tokenize_terms(text)
    assert len(terms) == len(set(terms))
    assert all(terms)
