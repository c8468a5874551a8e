"""Regular expressions: their form, and that the trigrams asked of the index are those that every match has."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graphwright import limits
from graphwright.errors import InputError, LimitError
from graphwright.search.patterns import Needed, needed_run, needed_trigrams, read_pattern
from graphwright.search.text_tests import matches_regexp
from graphwright.search.trigram import tokenize_trigrams


@pytest.mark.parametrize(
    ("written", "text", "is_match"),
    [
        ("/^Al.*n$/", "Alien", True),
        ("/alien/", "Alien", False),
        ("/alien/i", "Alien", True),
        ("/straße/i", "STRAẞE", True),
        ("/K/i", "K", True),
        ("/a\\/b/", "a/b", True),
        ("/^second$/", "first\nsecond", True),
        ("/a.c/", "a\nc", False),
        ("/\\pL+/", "ñ", True),
        (" /x/ ", "x", True),
        ("//", "", True),
        ("/[[:digit:]]{2}/", "a12", True),
    ],
)
def test_what_matches(written: str, text: str, is_match: bool) -> None:
    assert matches_regexp(read_pattern(written), text) is is_match


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Harbor", "between slashes"),
        ("/a/b/", "between slashes"),
        ("/a/x", "the flag i only, not x"),
        ("/(/", "the regexp is wrong: missing )"),
        ("/(?=a)/", "the regexp is wrong"),
        ("/((a{1000}){1000}){1000}/", "the regexp is wrong"),
        ("/(\\pL{1,99}x){1,9}(\\pN{1,99}y){1,9}(\\pL{1,99}x){1,9}/", "the regexp is wrong: pattern too large"),
    ],
)
def test_what_is_refused(written: str, words: str) -> None:
    with pytest.raises(InputError, match="regexp") as refused:
        read_pattern(written)
    assert words in refused.value.message


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("Harbor", Needed("all", ("rbo", "bor", "arb", "har"))),
        ("^(Brass|Copper).*Harb", Needed("all", ("arb", "har"))),
        ("(Brass|Copper)", Needed("any", ("bra", "opp"))),
        ("Brass|Copper", Needed("any", ("bra", "opp"))),
        ("x(Brass|(Tin|Copper))", Needed("any", ("bra", "tin", "opp"))),
        ("Brass|C", Needed("all", ())),
        ("(Harb)?", Needed("all", ())),
        ("(Harb){0,2}abcd*", Needed("all", ("abc",))),
        ("(?:abc)+", Needed("all", ("abc",))),
        ("abc{2}d", Needed("all", ("abc",))),
        ("ab{0}cde", Needed("all", ("cde",))),
        ("(?i)a[bc\\]]d\\.com", Needed("all", ("d.c", ".co", "com"))),
        ("a{,2}b", Needed("all", ("{,2", ",2}", "2}b", "a{,"))),
        ("[[:alpha:]]abc", Needed("all", ("abc",))),
        ("[]a]bcd", Needed("all", ("bcd",))),
        ("\\Qab.c\\E", Needed("all", ())),
        ("\\x{61}\\p{Greek}bcd\\101", Needed("all", ())),
        ("ßab", Needed("all", ())),
        ("abc(?i){0,1}def", Needed("all", ())),
        ("a.", Needed("all", ())),
        ("", Needed("all", ())),
    ],
)
def test_what_a_match_needs(pattern: str, needed: Needed) -> None:
    assert needed_trigrams(pattern) == needed


def test_a_long_one_is_refused() -> None:
    with pytest.raises(LimitError, match="regexp_characters_max"):
        read_pattern(f"/{'a' * (limits.regexp_characters_max + 1)}/")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "regexp_bytes_max", 20_000)
    with pytest.raises(InputError, match="the regexp is wrong: pattern too large"):
        read_pattern("/\\pL{900}/")


@pytest.mark.parametrize("depth", [limits.regexp_depth_max, limits.regexp_depth_max + 1])
def test_groups_are_looked_into_up_to_a_depth(depth: int) -> None:
    """Up to `regexp_depth_max`."""
    needed = needed_trigrams("(" * depth + "abc" + ")" * depth)
    assert needed.trigrams == (("abc",) if depth <= limits.regexp_depth_max else ())


def test_few_trigrams_of_a_long_text_are_looked_up() -> None:
    assert len(needed_trigrams("the quick brown fox jumps").trigrams) <= limits.regexp_trigrams_max


_syntax = r". ^ $ * + ? {2} {0,1} {, | ( (?: (?i: ) [ab] [^a] []b] [[:alpha:]] \. \d \b \pL (?i)"
_pieces = st.sampled_from([*"abcKsß", "abc", "bca", *_syntax.split(" ")])
_texts = st.text("abcKk\N{KELVIN SIGN}s\N{LATIN SMALL LETTER LONG S}ßẞ.", max_size=8)


@given(st.lists(_pieces, min_size=1, max_size=9), st.lists(_texts, min_size=1, max_size=6))
def test_the_index_hides_no_match(pieces: list[str], texts: list[str]) -> None:
    """Whatever matches has the trigrams that are asked for."""
    try:
        expression = read_pattern(f"/{''.join(pieces)}/i")
    except InputError:
        assume(condition=False)
        raise
    needed = needed_trigrams(expression)
    for text in texts:
        if matches_regexp(expression, text):
            held = [trigram in tokenize_trigrams(text) for trigram in needed.trigrams]
            assert all(held) if needed.mode == "all" else any(held)


@pytest.mark.parametrize(
    ("pattern", "run"),
    [
        ("Harbor", "Harbor"),
        ("(?m)^Har.*bor$", "Har"),
        ("ab(cdef)+g", "cdef"),
        ("(Brass|Copper)x", "x"),
        ("Brass|Copper", ""),
        ("colou?rs", "colo"),
        ("d\\.com", "d.com"),
        ("(?i)Harbor", ""),
        ("ab(?s-m:cd(?mi:efgh))", ""),
        ("\\Qab.c\\E", ""),
        ("ab\0c", ""),
    ],
)
def test_the_run_that_a_match_holds(pattern: str, run: str) -> None:
    assert needed_run(pattern) == run


@given(st.lists(_pieces, min_size=1, max_size=9), st.lists(_texts, min_size=1, max_size=6), st.sampled_from(["", "i"]))
def test_whatever_matches_holds_the_run(pieces: list[str], texts: list[str], flags: str) -> None:
    try:
        expression = read_pattern(f"/{''.join(pieces)}/{flags}")
    except InputError:
        assume(condition=False)
        raise
    run = needed_run(expression)
    assert all(run in text for text in texts if matches_regexp(expression, text))
