"""Texts that differ in their literals share their plans, and never an answer."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from typing import Any, Final

import pytest

import graphwright
from graphwright.errors import GraphwrightError
from graphwright.lang.dql.literals import lift_literals, places_of

from .recorded import CORPUS, cases, open_store

SCHEMA: Final = """
type Film {
  code: String! @id
  title: String @search(by: [exact, term, regexp])
  year: Int @search
  made: DateTime
  place: Point @search
  genres: [Genre] @hasInverse(field: films)
}
type Genre { name: String! @id, films: [Film] }
"""


@pytest.fixture(scope="module")
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        films = [
            {
                "code": code,
                "title": f"Title {code}",
                "year": 1990 + number,
                "made": "2020-01-01T00:00:00Z",
                "place": {"latitude": 1, "longitude": number},
            }
            for number, code in enumerate("abcdef")
        ]
        answer = database.graphql(
            "mutation ($films: [AddFilmInput!]!) { addFilm(input: $films) { numUids } }", {"films": films}
        )
        assert "errors" not in answer
        yield database


def codes(answer: dict[str, Any]) -> list[str]:
    return [film["Film.code"] for film in answer["data"]["q"]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('eq(Film.code, "a")', 'eq(Film.code, "b")', "b"),
        ('eq(Film.code, ["a", "b"])', 'eq(Film.code, ["c", "f"])', "cf"),
        ('eq(Film.title, "Title a")', r'eq(Film.title, "Title \u0062")', "b"),
        ("ge(Film.year, 1994)", "ge(Film.year, 1995)", "f"),
        ("between(Film.year, 1990, 1991)", "between(Film.year, 1991, 1993)", "bcd"),
        ("regexp(Film.title, /title a/i)", "regexp(Film.title, /title c$/i)", "c"),
        ("near(Film.place, [0.0, 1.0], 100)", "near(Film.place, [2.0, 1.0], 200)", "c"),
        ("has(Film.code), orderasc: Film.year, first: 1", "has(Film.code), orderasc: Film.year, first: 2", "ab"),
        ("has(Film.code), first: -1", "has(Film.code), first: -2", "ef"),
        ("has(Film.code), first: 1", "has(Film.code), first: 0", "abcdef"),
        ("has(Film.code), first: 1, offset: 1", "has(Film.code), first: 2, offset: 3", "de"),
        ('anyofterms(Film.title, "a")', 'anyofterms(Film.title, "b e")', "be"),
        ('type("Film"), first: 1', 'type("Genre"), first: 1', ""),
    ],
)
def test_a_text_is_answered_by_its_own_literals(
    store: graphwright.Database, first: str, second: str, expected: str
) -> None:
    answers = [store.dql(f"{{ q(func: {function}) {{ Film.code }} }}") for function in (first, second, first, second)]
    assert answers[0]["data"] == answers[2]["data"]
    assert "".join(sorted(codes(answers[1]))) == "".join(sorted(codes(answers[3]))) == expected


def test_texts_of_a_kind_share_their_plan(store: graphwright.Database) -> None:
    store.dql('{ q(func: eq(Film.code, "a")) @filter(ge(Film.year, 7) and le(Film.year, 8.5)) { Film.title } }')
    hits = store.statistics().plan_hits
    store.dql('{ q(func: eq(Film.code, "it\\"s")) @filter(ge(Film.year, 1) and le(Film.year, 1.5)) { Film.title } }')
    assert store.statistics().plan_hits == hits + 1
    store.dql('{ q(func: eq(Film.code, "a")) @filter(ge(Film.year, 1.5) and le(Film.year, 1)) { Film.title } }')
    assert store.statistics().plan_hits == hits + 1  # other kinds of numbers


def test_numbers_of_math_are_those_of_the_text(store: graphwright.Database) -> None:
    def years(expression: str, *, shared: int) -> list[Any]:
        hits = store.statistics().plan_hits
        block = f'var(func: eq(Film.code, ["a", "b"])) {{ y as Film.year m as math({expression}) }}'
        query = f"{{ {block} q(func: uid(m)) {{ m: val(m) }} }}"
        found = [film["m"] for film in store.dql(query)["data"]["q"]]
        assert store.statistics().plan_hits == hits + shared, expression
        return found

    assert years("(y + 10) / 4", shared=0) == [500, 500]
    assert years("(y + 110) / 50", shared=1) == [42, 42]
    assert years("(y + 110) / 50.0", shared=0) == [42.0, 42.02]
    assert years("(y + 10) / 0.5", shared=1) == [4000.0, 4002.0]
    assert years("cond(y > 1990, -1, 1)", shared=0) == [1, -1]
    assert years("cond(y > 1989, -3, 7)", shared=1) == [-3, -3]
    for divisor in ("0", "0.0"):
        block = f"var(func: has(Film.code)) {{ y as Film.year m as math((y + 10) / {divisor}) }}"
        query = f"{{ {block} q(func: uid(m)) {{ uid }} }}"
        assert "errors" not in store.dql(query.replace("0)", "5)"))
        answer = store.dql(query)
        assert answer["errors"][0]["message"] == "division by zero"
        assert answer["errors"][0]["locations"] == [{"line": 1, "column": query.index(f" {divisor})") + 2}]


def test_defaults_of_variables_are_those_of_the_text(store: graphwright.Database) -> None:
    for comment in ("", "# query q(\n"):
        for code in "ab":
            query = f'{comment}query q($c: string = "{code}") {{ q(func: eq(Film.code, $c)) {{ Film.code }} }}'
            assert codes(store.dql(query)) == [code]


def test_a_text_that_comes_again_has_the_time_of_its_own_request(
    store: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = '{ var(func: eq(Film.code, "a")) { t as Film.made } q(func: uid(t)) { s: math(since(t)) } }'
    seen = []
    for now in (2_000_000_000.0, 2_000_000_100.0, 2_000_000_300.0):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        [told] = store.dql(query)["data"]["q"]
        seen.append(told["s"])
    assert [round(later - seen[0]) for later in seen] == [0, 100, 300]


def test_errors_tell_places_in_their_own_text(store: graphwright.Database) -> None:
    def place(title: str, year: str) -> tuple[str, int, int]:
        query = f'{{ q(func: eq(Film.title, "{title}")) @filter(eq(Film.year, "{year}")) {{ Film.code }} }}'
        [error] = store.dql(query)["errors"]
        return error["message"], error["locations"][0]["line"], error["locations"][0]["column"]

    store.dql('{ q(func: eq(Film.title, "a")) @filter(eq(Film.year, "1")) { Film.code } }')
    assert place("a", "x") == ('"x" is no 64-bit integer', 1, 54)
    assert place("much longer", "y") == ('"y" is no 64-bit integer', 1, 64)


@pytest.mark.parametrize(
    "query",
    [
        "{ q(func: uid(0xffffffffffffffffff)) { uid } }",
        "{ q(func: uid(0x1), first: 99999999999999999999) { uid } }",
        r'{ q(func: eq(Film.code, "\q")) { uid } }',
        "{ q(func: regexp(Film.title, /abc/x)) { uid } }",
        "{ q(func: has(Film.code), first: 1.5) { uid } }",
        "{ q(func: has(Film.code), first: 0x5) { uid } }",
    ],
)
def test_what_is_no_literal_here_is_refused_where_others_are_known(store: graphwright.Database, query: str) -> None:
    for known in (
        "{ q(func: uid(0x1)) { uid } }",
        "{ q(func: uid(0x1), first: 9) { uid } }",
        '{ q(func: eq(Film.code, "q")) { uid } }',
        "{ q(func: regexp(Film.title, /abc/i)) { uid } }",
        "{ q(func: has(Film.code), first: 1) { uid } }",
    ):
        assert "errors" not in store.dql(known)
    assert "errors" in store.dql(query)


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ('{ q(func: eq(n, "a\\n", 1, -2.5, 0x1f)) { x1 y.2 } }', ("a\n", "1", "2.5", "0x1f")),
        ('{ q(func: regexp(n, /a,"b/i), first: 1) { x } }', ('/a,"b/i', "1")),
        ('{ q(func: has(n)) { x # "no" 1\n } }', ()),
        ("{ q(func: has(<http://x/1>)) { <http://x/2> } }", ()),
        ("{ q(func: uid(v)) { math(a / 2 + b / 3) } }", ("2", "3")),
        ("{ q(func: eq(n, 12345678901234567890)) { x } }", ()),
    ],
)
def test_literals_are_tokens(text: str, literals: tuple[str, ...]) -> None:
    lifted = lift_literals(text)
    assert lifted.literals == literals
    places = places_of(text, lifted)
    assert places is not None and len(places) == len(literals)


def test_texts_whose_literals_are_none_stay_as_they_are() -> None:
    text = '{ q(func: eq(n, ;"a")) { x } }'
    assert places_of(text, lift_literals(text)) is None
    marked = '{ q(func: eq(n, "\0S")) { x } }'
    assert lift_literals(marked).literals == ()


def siblings(text: str, seed: int) -> list[str]:
    """Texts that differ from one in their literals."""
    chance = random.Random(seed)
    strings = re.findall(r'"(?:[^"\\\n]|\\.)*"', text)

    def change(match: re.Match[str]) -> str:
        found: str = match[0]
        if found.startswith('"'):
            return str(chance.choice([found, *strings, '"x"', '"1"', '""']))
        if re.fullmatch(r"\d+\.\d+", found):
            return str(chance.choice([found, "0.0", "2.5", "17.25"]))
        return str(chance.choice([found, str(chance.randrange(4)), "17"])) if found.isdigit() else found

    pattern = r'"(?:[^"\\\n]|\\.)*"|/[^/\n]*/|<[^<>]*>|@[\w-]+|(?<![\w.$-])[0-9]+(?:\.[0-9]+)?(?![\w.])'
    return [re.sub(pattern, change, text) for _ in range(2)]


def outcome(store: graphwright.Database, query: str, variables: dict[str, str] | None) -> Any:
    try:
        answer = store.dql(query, variables)
    except GraphwrightError as error:
        return error.message, error.line, error.column
    return answer.get("errors") or answer["data"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"THE CONFORMANCE CORPUS IS MISSING: {CORPUS}")
def test_shared_plans_answer_as_plans_of_their_own(kind_of_stores: str) -> None:
    """Recorded queries and texts like them: once where plans are shared, once where each text has its own.

    Which plans are shared is decided above the databases, so that one of them is asked for a part only.
    """
    every = 1 if kind_of_stores == "sqlite" else 5
    compared = 0
    with open_store() as sharing, open_store() as alone:
        texts = alone.compiler.dql
        texts.find = texts.read  # type: ignore[method-assign]
        for seed, (_, case) in enumerate(cases()):
            if "crashes_reference" in case or "random" in case["query"] or "since(" in case["query"] or seed % every:
                continue
            variables, known = case.get("vars"), dict[str, Any]()
            for query in [*siblings(case["query"], seed), case["query"]]:
                if query not in known:  # a text without literals is like its siblings
                    known[query] = outcome(alone, query, variables)
                assert outcome(sharing, query, variables) == known[query], query
                compared += 1
    assert compared > 2000 / every
