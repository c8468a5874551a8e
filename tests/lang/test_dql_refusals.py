"""What DQL's parser refuses: where its errors point, its limits, and that no text raises anything else."""

from __future__ import annotations

import random
import re
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphwright.errors import LimitError, ParseError
from graphwright.lang.dql import ParseLimits, TokenKind, parse_dql, tokenize

from .dql_trees import SEEDS, nodes_of


def refusal(text: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse_dql(text)
    return caught.value


ERRORS: Final = [
    ("", 1, 1, "Found the end of the text, expected a query"),
    ("  what is", 1, 3, "expected '{', query, fragment or schema"),
    ("querry { a() }", 1, 1, "did you mean query?"),
    ("{ }", 1, 3, "expected a block"),
    ("fragment f { uid }", 1, 19, "expected a query"),
    ("{ q() } }", 1, 9, "closes nothing"),
    ("{ q(func: has(a)) { b ", 1, 23, "the '{' of line 1, column 19 is still open"),
    ("{ q(func: has(a) { b } }", 1, 18, "the '(' of line 1, column 4 is still open"),
    ("{\n\n  q(func: has(a)) { b\r\n{ !", 4, 3, "Found '!'"),
    ("{ q(func eq(a)) }", 1, 10, "write func:"),
    ("{ q }", 1, 5, "write q(func: …)"),
    ("{ set { <1> <a> 2 . } }", 1, 7, "not supported yet"),
    ("upsert { }", 1, 1, "not supported yet"),
    ("{ q(func: has(a), limit: 3) }", 1, 19, "write first:"),
    ("{ q(func: has(a), frist: 3) }", 1, 19, "did you mean first?"),
    ("{ q(func: has(a), first: 1, first: 2) }", 1, 29, "first a second time"),
    ("{ q(func: has(a), func: has(b)) }", 1, 19, "func a second time"),
    ("{ q(func: has(a), first: x) }", 1, 26, "whole number"),
    ("{ q(func: has(a), first: 9223372036854775808) }", 1, 26, "64-bit"),
    ("{ q(func: has(a), first: 1,) }", 1, 28, "after the comma"),
    ("{ q(func: has(a)) @filter has(b) }", 1, 27, "expected '('"),
    ("{ q(func: has(a)) @filter(has(b) AND) }", 1, 37, "expected a function"),
    ("{ q(func: has(a)) @filter(has(b) has(c)) }", 1, 34, "AND, OR or ')'"),
    ("{ q(func: has(a)) @filter(has(b)) @filter(has(c)) }", 1, 36, "@filter a second time"),
    ("{ q(func: has(a)) @flter(has(b)) }", 1, 20, "did you mean filter?"),
    ("{ q(func: has(a)) @facets }", 1, 20, "put it behind a field"),
    ("{ q(func: has(a)) { b @recurse { c } } }", 1, 24, "behind the block's parentheses"),
    ("{ q(func: has(a)) { b @flter(has(c)) } }", 1, 29, "did you mean filter?"),
    ("{ q(func: has(a)) { b @sparkle { c } } }", 1, 32, "no directive"),
    ("{ q(func: has(a)) { b @facets(c) @facets } }", 1, 35, "@facets with what to fetch a second time"),
    ("{ q(func: has(a)) { b@fr:* } }", 1, 22, "stands alone"),
    ("{ q(func: has(a)) { b (first: 1) (first: 2) } }", 1, 34, "one pair"),
    ("{ q(func: has(a)) { x as y as b } }", 1, 31, "one variable"),
    ("{ q(func: has(a)) { count() } }", 1, 27, "count(uid)"),
    ("{ q(func: has(a)) { count(b, c) } }", 1, 28, "one predicate"),
    ("{ q(func: has(a)) { count(b) { c } } }", 1, 30, "a count has no fields"),
    ("{ q(func: has(a)) { val() } }", 1, 25, "expected a variable"),
    ("{ q(func: has(a)) { expand(_reverse_) } }", 1, 28, "expand(_all_)"),
    ("{ q(func: has(a)) { x: expand(_all_) } }", 1, 24, "alias"),
    ("{ q(func: has(a)) { math(1 +) } }", 1, 29, "expected a number"),
    ("{ q(func: has(a)) { math((1 + 2) } }", 1, 34, "the '(' of line 1, column 25"),
    ("{ q(func: has(a)) { naïve } }", 1, 23, "<name>"),
    ("{ q(func: has(a), orderasc: b@fr:de) }", 1, 30, "expected one"),
    ("{ q(func: has(a), orderasc: b, orderdesc: b) }", 1, 32, "order by b a second time"),
    ("{ q(func: has(a), orderasc: val(b), orderdesc: c) }", 1, 37, "val(…) among several"),
    ("{ q(func: eq(a@fr:de, 1)) }", 1, 15, "expected one"),
    ("{ q(func: eq(a, [])) }", 1, 18, "at least one value"),
    ("{ q(func: eq(a, 'b')) }", 1, 17, "double quotes"),
    ('{ q(func: eq(a, "b)) }', 1, 17, "not closed"),
    ('{ q(func: eq(a, "b\n")) }', 1, 17, "not closed"),
    (r'{ q(func: eq(a, "é\q")) }', 1, 19, r"escape \q"),
    (r'{ q(func: eq(a, "\ud800")) }', 1, 18, r"escape \ud800"),
    (r'{ q(func: eq(a, "\U99999999")) }', 1, 18, "escape"),
    ("{ q(func: eq(a, 12ab)) }", 1, 17, "followed by letters"),
    ("{ q(func: eq(a, f(b))) }", 1, 17, "val(…) and uid(…)"),
    ("{ q(func: eq(min(a), 1)) }", 1, 14, "count(…), val(…) and len(…)"),
    ("{ q(func: f(a, x: 1, 2)) }", 1, 22, "named argument"),
    ("{ q(func: regexp(a, /b/g)) }", 1, 21, "flags 'g'"),
    ("{ q(func: regexp(a, /b)) }", 1, 21, "not closed"),
    ("{ q(func: uid(0x10000000000000000)) }", 1, 15, "too large"),
    (f"{{ q(func: uid({'9' * 5000})) }}", 1, 15, "too large"),
    ("{ q(func: uid(z!)) }", 1, 16, "',' or ')'"),
    ("{ q(func: type(<a b>)) }", 1, 16, "not closed, or holds a space"),
    ("{ q(func: type()) }", 1, 16, "type(Film)"),
    ("{ q(func: uid(1)) @recurse(deep: 3) }", 1, 28, "did you mean depth?"),
    ("{ q(func: uid(1)) @groupby() }", 1, 28, "predicate to group by"),
    ("{ q(func: uid(1)) @cascade($f) }", 1, 28, "variables cannot stand here"),
    ("{ shortest(from: 1) }", 1, 11, "both ends"),
    ("{ shortest(from: $a, to: 2) }", 1, 18, "from: uid(x)"),
    ("query ($a: int) { q() }", 1, 7, "named query"),
    ('query q($a: int! = "b") { q() }', 1, 18, "no default"),
    ("schema(pred: a, type: b) {}", 1, 15, "two requests"),
    ("schema {} { q() }", 1, 11, "send it alone"),
    ("{ q() } schema {}", 1, 9, "send it alone"),
    ("{ q() } \x00", 1, 9, "no meaning"),
    ("{ q() }\n \ud800", 2, 2, "surrogate"),
]


@pytest.mark.parametrize(("text", "line", "column", "part"), ERRORS)
def test_errors_say_where_and_what(text: str, line: int, column: int, part: str) -> None:
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert part in error.message


def test_messages_stay_short_whatever_was_sent() -> None:
    for text in (
        "{ q(func: {}) }",
        "{ {}(func: has(a)) !",
        "{ q({}: 1) }",
        "{ q(func: has(a)) @{} }",
        "{ q() { math({}() } }",
    ):
        assert len(refusal(text.replace("{}", "a" * 5000)).message) < 300


# Limits


DEEP: Final = [
    ("{ q() " + "{ a " * 4 + "}" * 5, "query_depth_max", {"selection_depth_max": 3}),
    ("{ q() @filter(((not has(a)))) }", "filter_depth_max", {"filter_depth_max": 2}),
    ("{ q(func: near(a, [[[1]]])) }", "filter_depth_max", {"filter_depth_max": 2}),
    ("{ q() { math(1 + 2 + 3) } }", "math_depth_max", {"math_depth_max": 2}),
    ("{ q() { math((((1)))) } }", "math_depth_max", {"math_depth_max": 3}),
    ("{ q() { math(---1) } }", "math_depth_max", {"math_depth_max": 3}),
    ("{ q() { a b c } }", "tokens_max", {"tokens_max": 9}),
    ("{ q() { é } }", "query_text_bytes_max", {"text_bytes_max": 13}),
]


@pytest.mark.parametrize(("text", "bound", "bounds"), DEEP)
def test_limits_refuse_one_step_too_many(text: str, bound: str, bounds: dict[str, int]) -> None:
    with pytest.raises(LimitError, match=bound) as caught:
        parse_dql(text, limits=ParseLimits(**bounds))
    assert caught.value.line == 1
    one_more = {name: value + 1 for name, value in bounds.items()}
    if "é" not in text:  # this one is no query, only larger
        parse_dql(text, limits=ParseLimits(**one_more))


@pytest.mark.parametrize(
    "piece", ["a{", "a(", "(", "[", "not ", "-", "!", "a as ", "a:", "@", "math(", "...", '"\\', "/", "<", "~"]
)
@pytest.mark.parametrize("start", ["", "{q(func:has(a)){", "{q(func:eq(a,", "{q()@filter(", "{q(){math("])
def test_endless_repetition_is_refused(start: str, piece: str) -> None:
    with pytest.raises((ParseError, LimitError)):
        parse_dql(start + piece * 20_000)


# Any text


def parses_or_is_refused(text: str) -> None:
    document, refused = None, None
    try:
        document = parse_dql(text)
    except (ParseError, LimitError) as error:
        refused = error
    if refused is None:
        assert list(nodes_of(document))
        return
    lines = re.split(r"\r\n|\n|\r", text)
    assert refused.message
    assert 1 <= (refused.line or 0) <= len(lines)
    assert 1 <= (refused.column or 0) <= len(lines[(refused.line or 0) - 1]) + 1


@given(st.text())
@example('{ q(func: eq(a, "\\\r")) }')
@example("\r{\x00")
def test_any_text(text: str) -> None:
    parses_or_is_refused(text)


PIECES: Final = sorted({token.text for seed in SEEDS for token in tokenize(seed) if token.kind is not TokenKind.END})


@given(st.lists(st.sampled_from([*PIECES, "as", "not", "and", "math", "\n", "#", '"', "/", "<"]), max_size=40))
def test_any_sequence_of_tokens(pieces: list[str]) -> None:
    parses_or_is_refused(" ".join(pieces))


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 3))
def test_damaged_queries(seed: str, source: random.Random, edits: int) -> None:
    text = seed
    for _ in range(edits):
        at, length = source.randrange(len(text) + 1), source.randrange(4)
        text = text[:at] + source.choice(["", *PIECES, *"\"'/<>{}()[]@:,.~$#\\é\r\n"]) + text[at + length :]
    parses_or_is_refused(text)
