# ruff: noqa: E501 - a query stands on one line where it can
"""math(…): what each function gives, what is missing where something is missing, where numbers end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.errors import LimitError

from .small_store import ask, refusal, small_store


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with small_store() as database:
        yield database


def values(store: graphwright.Database, expression: str) -> list[Any]:
    """What Ann, Bob and Cy have of an expression over a (age), b (big), r (ratio), t (born), o (ok), v (vec), n (name)."""
    names = {"a": "age", "b": "big", "r": "ratio", "t": "born", "o": "ok", "v": "vec", "n": "name", "w": "friends"}
    used = {name: f"{name} as {names[name]}" for name in names if name in _words(expression)}
    if "w" in used:
        used["w"] = "w as count(friend @filter(gt(age, 0)))"
    defined = " ".join(used.values())
    query = f"{{ var(func: has(name)) {{ {defined} x as math({expression}) }} q(func: uid(0x1, 0x2, 0x3)) {{ uid val(x) }} }}"
    return [node.get("val(x)") for node in ask(store, query)]


def _words(expression: str) -> set[str]:
    return set("".join(sign if sign.isalnum() else " " for sign in expression).split())


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("a + 3", [13, 3, -4]),
        ("a - 1 * 2", [8, -2, -9]),
        ("(a - 1) * 2", [18, -2, -16]),
        ("a / 3", [3, 0, -2]),
        ("a % 3", [1, 0, -1]),
        ("a / 4.0", [2.5, 0.0, -1.75]),
        ("7 / a", [0, None, -1]),
        ("7 % a", [7, None, 0]),
        ("-a", [-10, 0, 7]),
        ("r + 1", [1e308, -3.0, 1.5]),
        ("sqrt(r)", [1e154, None, 0.5**0.5]),
        ("ln(a)", [2.302585092994046, None, None]),
        ("exp(a)", [22026.465794806718, 1.0, 0.00091188196555]),
        ("exp(r)", [None, 0.018315638888734, 1.6487212707001282]),
        ("exp(b)", [None, 0.0, 148.4131591025766]),
        ("logbase(a, 10)", [1.0, None, None]),
        ("logbase(a, 1)", [None, None, None]),
        ("pow(a, 2)", [100, 0, 49]),
        ("pow(a, 0.5)", [10**0.5, 0.0, None]),
        ("pow(a, -1)", [0, None, 0]),
        ("pow(r, 2)", [None, 16.0, 0.25]),
        ("floor(r)", [1e308, -4.0, 0.0]),
        ("ceil(r)", [1e308, -4.0, 1.0]),
        ("floor(b)", [2**63 - 1, -(2**63), 5]),
        ("min(a, 3)", [3, 0, -7]),
        ("max(a, 3, 5)", [10, 5, 5]),
        ("a > 0", [True, False, False]),
        ("a == 0 || a >= 10", [True, True, False]),
        ("!(a < 10) && o", [True, False, False]),
        ("o == o", [True, True, None]),
        ("cond(a > 0, a, 0 - a)", [10, 0, 7]),
        ("cond(a > 0, 1, 2.5)", [1.0, 2.5, 2.5]),
        ("cond(o, a, 99)", [10, 99, None]),
        ("t < t", [False, False, False]),
        ("v dot v", [6.25, 29.25, 9.0]),
        ("v + v", [[3.0, 4.0], [6.0, 9.0], [6.0]]),
        ("v - v", [[0.0, 0.0], [0.0, 0.0], [0.0]]),
        ("sqrt((v - v) dot (v - v))", [0.0, 0.0, 0.0]),
        ("v dot a", [None, None, None]),
        ("n + 1", [None, None, None]),
        ("t + 1", [None, None, None]),
        ("w * 2 + a", [10, 0, -5]),
        ("3", [3, 3, 3]),
    ],
)
def test_functions(store: graphwright.Database, expression: str, given: list[Any]) -> None:
    found = values(store, expression)
    assert [value if value is None else pytest.approx(value) for value in given] == found
    assert [isinstance(value, bool) for value in found] == [isinstance(value, bool) for value in given]


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("b + 1", [None, -(2**63) + 1, 6]),
        ("b - 1", [2**63 - 2, None, 4]),
        ("b * 2", [None, None, 10]),
        ("b / -1", [-(2**63) + 1, None, -5]),
        ("0 - b", [-(2**63) + 1, None, -5]),
        ("-b", [-(2**63) + 1, None, -5]),
        ("b % -1", [0, 0, 0]),
        ("pow(b, 2)", [None, None, 25]),
        ("pow(b, 1000000.0)", [None, None, None]),
        ("pow(b, -1000000.0)", [0.0, 0.0, 0.0]),
        ("r * r", [None, 16.0, 0.25]),
        ("r * -1e10", [None, 4e10, -5e9]),
        ("r + r", [None, -8.0, 1.0]),
        ("r / 1e-5", [None, -4e5, 5e4]),
        ("r % 0.3", [None, -0.1, 0.2]),
        ("r / (r - r)", [None, None, None]),
    ],
)
def test_what_has_no_place_in_64_bits_is_missing(
    store: graphwright.Database, expression: str, given: list[Any]
) -> None:
    assert values(store, expression) == [value if value is None else pytest.approx(value) for value in given]


def test_missing_operand_lets_the_other_one_pass_but_for_constants(store: graphwright.Database) -> None:
    found = ask(
        store,
        "{ var(func: uid(0x1, 0x3, 0x4)) { a as age o as ok t as count(tags) s as math(a + t) c as math(a + 1)"
        " d as math(cond(o, 1, 2)) e as math(a < t) } q(func: uid(0x1, 0x3, 0x4)) { uid val(s) val(c) val(d) val(e) } }",
    )
    assert found == [
        {"uid": "0x1", "val(s)": 12, "val(c)": 11, "val(d)": 1, "val(e)": False},
        {"uid": "0x3", "val(s)": -7, "val(c)": -6, "val(e)": True},
        {"uid": "0x4", "val(s)": 0},
    ]


def test_time_passes_since_a_datetime(store: graphwright.Database) -> None:
    hours = ask(
        store, "{ var(func: has(born)) { t as born s as math(since(t)) } q(func: uid(s), orderasc: val(s)) { val(s) } }"
    )
    bob, ann, cy = (node["val(s)"] for node in hours)
    assert (ann - bob, cy - bob) == (pytest.approx(3600, abs=5), pytest.approx(1251500400, abs=5))


def test_totals_are_operands(store: graphwright.Database) -> None:
    query = "{ var(func: has(age)) { a as age } var() { m as max(val(a)) s as sum(val(a)) h as math(m * 100 + s) } q() { val(h) math(m - s) }"
    error = refusal(store, query + " }")
    assert "has no nodes" in error.message
    query = "{ var(func: has(age)) { a as age } var() { m as max(val(a)) } q(func: uid(a)) { x: math(a * 100 / m) } }"
    assert ask(store, query) == [{"x": 100}, {"x": 0}, {"x": -70}]


def test_nothing_is_computed_twice_over(store: graphwright.Database) -> None:
    """Operands that are moved to where they are used would be computed 2^45 times."""
    depth = 45
    assert values(store, "(" * depth + "r" + " * 1.0)" * depth) == [1e308, -4.0, 0.5]
    for expression in ("(" * 200 + "a" + " + 1)" * 200, " + ".join(["a"] * 200)):
        error = refusal(
            store, f"{{ var(func: has(age)) {{ a as age x as math({expression}) }} q(func: uid(x)) {{ uid }} }}"
        )
        assert isinstance(error, LimitError)
        assert "math_depth_max" in error.message


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a / 0", "division by zero"),
        ("a % 0.0", "division by zero"),
        ("squrt(a)", "there is no math function"),
        ("pow(a)", "pow takes 2 operands"),
        ("cond(a > 1, 2)", "cond takes 3 operands"),
        ("a + 99999999999999999999", "64-bit"),
        ("a +", "expected"),
    ],
)
def test_refused_with_the_remedy(store: graphwright.Database, expression: str, words: str) -> None:
    query = f"{{ var(func: has(age)) {{ a as age x as math({expression}) }} q(func: uid(x)) {{ uid }} }}"
    assert words in refusal(store, query).message


def test_math_without_a_name_is_refused(store: graphwright.Database) -> None:
    assert "math(…) needs a name" in refusal(store, "{ q(func: has(age)) { math(1 + 1) } }").message


@pytest.mark.parametrize(
    ("declared", "expression", "given"),
    [
        ("int = 3", "a + $x", [13, 3, -4]),
        ("int = 3", "a / $x", [3, 0, -2]),
        ("float = 4", "a / $x", [2.5, 0.0, -1.75]),
        ("bool = false", "cond($x, a, 0)", [0, 0, 0]),
        ('float32vector = "[2.0, 1.0]"', "v dot $x", [5.0, 10.5, None]),
        ('string = "Bob"', "cond(n == $x, a, 99)", [99, 0, 99]),
        ('string = "7"', "a + $x", [None, None, None]),
    ],
)
def test_query_variables_are_constants(
    store: graphwright.Database, declared: str, expression: str, given: list[Any]
) -> None:
    names = {"a": "age", "v": "vec", "n": "name"}
    used = " ".join(f"{name} as {names[name]}" for name in names if name in _words(expression))
    block = f"var(func: has(name)) {{ {used} x as math({expression}) }} q(func: uid(0x1, 0x2, 0x3)) {{ uid val(x) }}"
    assert [node.get("val(x)") for node in ask(store, f"query q($x: {declared}) {{ {block} }}")] == given


@pytest.mark.parametrize(
    ("head", "expression", "words"),
    [
        ("query q($x: int = 0)", "a / $x", "division by zero"),
        ("query q($x: int)", "a + $x", "has no value to compute with"),
        ("", "a + $x", "is not declared"),
    ],
)
def test_query_variables_that_say_nothing_are_refused(
    store: graphwright.Database, head: str, expression: str, words: str
) -> None:
    block = f"{{ q(func: has(age)) {{ a as age x: math({expression}) }} }}"
    assert words in refusal(store, f"{head} {block}").message
