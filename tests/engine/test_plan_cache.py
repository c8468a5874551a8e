"""Plans are made once for requests of one kind, never used for those of another kind, and change no answer."""

from __future__ import annotations

from typing import Any

import pytest

from graphwright import Database

schema = """
type Film {
  id: ID!
  title: String! @search(by: [exact, term])
  year: Int @search
  rating: Float @search
  kind: Kind @search
  seen: Boolean @search
  after: Film @hasInverse(field: before)
  before: Film
}
enum Kind { SHORT LONG }
"""
films = [("A", 1, "SHORT", True), ("B", 2, "LONG", False), ("C", 3, "LONG", True), ("D", 4, "SHORT", None)]


@pytest.fixture
def cinema(database: Database) -> Database:
    database.alter(schema)
    given = [
        {"title": title, "year": year, "rating": year + 0.5, "kind": kind, "seen": seen}
        for title, year, kind, seen in films
    ]
    add = "mutation ($i: [AddFilmInput!]!) { addFilm(input: $i) { numUids } }"
    assert "errors" not in database.graphql(add, {"i": given})
    return database


def titles(database: Database, query: str, variables: dict[str, Any] | None = None) -> str:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer
    [films] = answer["data"].values()
    return "".join(film["title"] for film in films)


def test_values_written_into_the_text_share_a_plan(cinema: Database) -> None:
    query = '{{ queryFilm(filter: {{year: {{gt: {}}}, or: {{title: {{eq: "{}"}}}}}}, first: {}) {{ title }} }}'
    assert titles(cinema, query.format(2, "A", 9)) == "ACD"
    misses = cinema.statistics().plan_misses
    assert titles(cinema, query.format(3, "B", 9)) == "BD"
    assert titles(cinema, query.format(3, "no such \\u0041 film", 1)) == "D"
    assert titles(cinema, query.format(-3, "", 2)) == "AB"
    assert cinema.statistics().plan_misses == misses


def test_values_in_variables_share_a_plan(cinema: Database) -> None:
    query = "query ($f: FilmFilter, $n: Int) { queryFilm(filter: $f, first: $n) { title } }"
    assert titles(cinema, query, {"f": {"year": {"gt": 2}}, "n": 9}) == "CD"
    misses = cinema.statistics().plan_misses
    assert titles(cinema, query, {"f": {"year": {"gt": 3}}, "n": 9}) == "D"
    assert titles(cinema, query, {"n": 1, "f": {"year": {"gt": 1}}}) == "B"
    assert cinema.statistics().plan_misses == misses


def test_values_in_the_input_of_a_mutation_share_a_plan(cinema: Database) -> None:
    add = "mutation ($i: [AddFilmInput!]!) { addFilm(input: $i) { film { title year } } }"
    cinema.graphql(add, {"i": [{"title": "E", "year": 5}]})
    misses = cinema.statistics().plan_misses
    answer = cinema.graphql(add, {"i": [{"title": "F"}, {"title": "G", "before": {"title": "H"}}]})
    assert answer["data"]["addFilm"]["film"] == [{"title": "F", "year": None}, {"title": "G", "year": None}]
    assert cinema.statistics().plan_misses == misses


@pytest.mark.parametrize("form", ["literal", "variable"])
def test_a_plan_holds_only_for_the_sign_of_first(form: str, cinema: Database) -> None:
    """`first: 2`, `first: -2` and `first: 0` look alike and mean three things (0 is no bound, as in the reference)."""
    meant = {2: "AB", -2: "CD", 0: "ABCD", 1: "A", -1: "D", 9: "ABCD"}

    def ask(first: int) -> str:
        if form == "literal":
            return titles(cinema, f"{{ queryFilm(first: {first}) {{ title }} }}")
        return titles(cinema, "query ($n: Int) { queryFilm(first: $n) { title } }", {"n": first})

    for order in ([2, -2, 0], [0, 2, -2], [-2, 0, 2, 1, -1, 9]):
        assert {first: ask(first) for first in order} == {first: meant[first] for first in order}
    misses = cinema.statistics().plan_misses
    assert [ask(first) for first in meant] == list(meant.values())
    assert cinema.statistics().plan_misses == misses


def test_what_chooses_the_plan_is_never_shared(cinema: Database) -> None:
    """One text or one shape apart: enum values, Booleans, nulls, absent values, keys, lists and single values."""
    by_filter = "query ($f: FilmFilter) { queryFilm(filter: $f) { title } }"
    for _ in range(2):
        assert titles(cinema, by_filter, {"f": {"kind": {"eq": "SHORT"}}}) == "AD"
        assert titles(cinema, by_filter, {"f": {"kind": {"eq": "LONG"}}}) == "BC"
        assert titles(cinema, by_filter, {"f": {"seen": True}}) == "AC"
        assert titles(cinema, by_filter, {"f": {"seen": False}}) == "B"
        assert titles(cinema, by_filter, {"f": None}) == "ABCD"
        assert titles(cinema, by_filter) == "ABCD"
        assert titles(cinema, by_filter, {"f": {"year": {"lt": 3}}}) == "AB"
        assert titles(cinema, by_filter, {"f": {"year": {"le": 3}}}) == "ABC"
        assert titles(cinema, by_filter, {"f": {"not": {"year": {"le": 3}}}}) == "D"
        assert titles(cinema, by_filter, {"f": {"title": {"in": "A"}}}) == "A"
        assert titles(cinema, by_filter, {"f": {"title": {"in": ["A", "B"]}}}) == "AB"
        assert titles(cinema, by_filter, {"f": {"title": {"in": []}}}) == ""
        assert titles(cinema, "{ queryFilm(order: {desc: year}) { title } }") == "DCBA"
        assert titles(cinema, "{ queryFilm(order: {asc: year}) { title } }") == "ABCD"


def test_directives_choose_per_request(cinema: Database) -> None:
    query = "query ($s: Boolean!) { queryFilm(first: 1) { title year @skip(if: $s) kind @include(if: $s) } }"
    for _ in range(2):
        assert cinema.graphql(query, {"s": True})["data"]["queryFilm"] == [{"title": "A", "kind": "SHORT"}]
        assert cinema.graphql(query, {"s": False})["data"]["queryFilm"] == [{"title": "A", "year": 1}]
        written = "{{ queryFilm(first: 1) {{ title year @skip(if: {}) }} }}"
        assert cinema.graphql(written.format("true"))["data"]["queryFilm"] == [{"title": "A"}]
        assert cinema.graphql(written.format("false"))["data"]["queryFilm"] == [{"title": "A", "year": 1}]


def test_literals_of_a_kind_are_checked_each_time(cinema: Database) -> None:
    """A plan made for a value that fits must not let one through that does not."""
    query = "{{ queryFilm(filter: {{year: {{eq: {}}}}}) {{ title }} }}"
    assert titles(cinema, query.format(3)) == "C"
    for wrong in (2**31, -(2**31) - 1):
        assert cinema.graphql(query.format(wrong))["errors"][0]["extensions"]["code"] in (
            "BAD_USER_INPUT",
            "VALIDATION_FAILED",
        )
    assert titles(cinema, query.format(4)) == "D"
    by_rating = "{{ queryFilm(filter: {{rating: {{gt: {}}}}}) {{ title }} }}"
    assert [titles(cinema, by_rating.format(value)) for value in (2, 2.5, "3.5e0", 4)] == ["BCD", "CD", "D", "D"]


def test_texts_that_differ_in_more_than_values_do_not_meet(cinema: Database) -> None:
    """Comments, block strings, numbers in names and digits in aliases are no literals to lift."""
    assert titles(cinema, '{ queryFilm(filter: {title: {eq: """A"""}}) { title } } # "B"') == "A"
    assert titles(cinema, '{ queryFilm(filter: {title: {eq: """B"""}}) { title } } # "A"') == "B"
    for number in (1, 2):
        answer = cinema.graphql(f"{{ f{number}: queryFilm(first: {number}) {{ t{number}: title }} }}")
        assert answer["data"] == {f"f{number}": [{f"t{number}": title} for title in "AB"[:number]]}


def test_an_alter_in_this_process_leaves_no_old_plan(cinema: Database) -> None:
    query = "{ queryFilm(first: 1) { title year } }"
    assert cinema.graphql(query)["data"] == {"queryFilm": [{"title": "A", "year": 1}]}
    cinema.alter(schema.replace("year: Int @search", 'year: Int @search @dgraph(pred: "another")'))
    assert cinema.graphql(query)["data"] == {"queryFilm": [{"title": "A", "year": None}]}
    cinema.alter(schema.replace("year: Int @search", ""))
    assert cinema.graphql(query)["errors"][0]["extensions"]["code"] == "VALIDATION_FAILED"
    cinema.alter(schema)
    assert cinema.graphql(query)["data"] == {"queryFilm": [{"title": "A", "year": 1}]}
