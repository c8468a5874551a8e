"""Plans shared between texts: what shares one, what does not, and that no answer depends on who asked first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.engine.requests import GraphqlRequest
from graphwright.model.caller import trusted

_schema = """
type Film {
  id: ID!
  title: String! @id
  year: Int @search
  rating: Float @search
  seen: DateTime @search
  gross: Int64 @search
}
"""


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        films = [{"title": f"t{n}", "year": 1990 + n, "rating": n / 2, "gross": n} for n in range(6)]
        database.graphql("mutation($i: [AddFilmInput!]!) { addFilm(input: $i) { numUids } }", {"i": films})
        yield database


def is_hit(database: graphwright.Database, query: str, variables: dict[str, Any] | None = None) -> bool:
    request = GraphqlRequest(query=query, variables=variables)
    compiler = database.compiler
    return compiler.compile(compiler.text(request), request, trusted).is_hit


def titles(database: graphwright.Database, query: str, variables: dict[str, Any] | None = None) -> list[str]:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer
    return [film["title"] for film in answer["data"]["queryFilm"]]


def test_texts_that_differ_in_literals_share_a_plan(database: graphwright.Database) -> None:
    ask = '{{ queryFilm(filter: {{title: {{eq: "{}"}}}}) {{ title }} }}'.format
    assert not is_hit(database, ask("t1"))
    assert is_hit(database, ask("t2"))
    assert titles(database, ask("t3")) == ["t3"]
    assert titles(database, ask('\\"')) == []


def test_the_sign_of_first_is_part_of_the_plan(database: graphwright.Database) -> None:
    ask = "{{ queryFilm(first: {}) {{ title }} }}".format
    assert titles(database, ask(2)) == ["t0", "t1"]
    assert titles(database, ask(-2)) == ["t4", "t5"]
    assert len(titles(database, ask(0))) == 6
    assert titles(database, ask(3)) == ["t0", "t1", "t2"]
    query = "query($n: Int) { queryFilm(first: $n) { title } }"
    assert [len(titles(database, query, {"n": n})) for n in (2, -3, 0, None)] == [2, 3, 6, 6]


def test_shapes_of_variables_have_plans_of_their_own(database: graphwright.Database) -> None:
    query = "query($f: FilmFilter, $o: FilmOrder) { queryFilm(filter: $f, order: $o) { title } }"
    assert len(titles(database, query)) == 6
    assert titles(database, query, {"f": {"year": {"ge": 1994}}}) == ["t4", "t5"]
    assert titles(database, query, {"f": {"year": {"lt": 1992}}, "o": {"desc": "year"}}) == ["t1", "t0"]
    assert is_hit(database, query, {"f": {"year": {"lt": 1995}}, "o": {"desc": "year"}})
    assert not is_hit(database, query, {"f": {"year": {"lt": 1995}}, "o": {"asc": "year"}})


def _asking(field: str, literal: str) -> str:
    return f"{{ queryFilm(filter: {{{field}: {{eq: {literal}}}}}) {{ title }} }}"


@pytest.mark.parametrize(
    ("field", "good_literal", "bad_literal", "column"),
    [("year", "1991", "9999999999", 33), ("rating", "0.5", "1e999", None), ("gross", '"1"', '"x"', 34)],
)
@pytest.mark.parametrize("first", ["good", "bad"])
def test_a_bad_literal_is_refused_and_spoils_nothing(
    database: graphwright.Database, field: str, good_literal: str, bad_literal: str, column: int | None, first: str
) -> None:
    """Whoever comes first, the good text is answered and the bad one is not."""
    good, bad = _asking(field, good_literal), _asking(field, bad_literal)
    for query in (good, bad, good) if first == "good" else (bad, good, bad):
        answer = database.graphql(query)
        if query is good:
            assert answer == {"data": {"queryFilm": [{"title": "t1"}]}}
        else:
            [error] = answer["errors"]
            if column is not None:
                assert error["locations"] == [{"line": 1, "column": column}]


def test_an_error_shows_its_place_in_the_text_that_was_sent(database: graphwright.Database) -> None:
    first = '{ a: getFilm(title: "t1") { title } b: queryFilm(order: {asc: year}, first: -1) { title } }'
    second = first.replace('"t1") { title } ', '"a much longer title") { title }\n  ')
    for query, line, column in ((first, 1, 37), (second, 2, 3), (first, 1, 37)):
        answer = database.graphql(query)
        [error] = answer["errors"]
        assert error["path"] == ["b"]
        assert error["locations"] == [{"line": line, "column": column}]
        assert answer["data"]["b"] is None


def test_a_new_schema_makes_old_plans_useless(database: graphwright.Database) -> None:
    query = "{ queryFilm(first: 1) { title } }"
    assert titles(database, query) == ["t0"]
    database.alter(_schema.replace("year: Int @search", "year: Int @search  note: String"))
    assert not is_hit(database, query)
    assert titles(database, query) == ["t0"]
    assert database.graphql("{ queryFilm(first: 1) { note } }") == {"data": {"queryFilm": [{"note": None}]}}
