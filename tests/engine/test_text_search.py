"""Searching text through the whole engine: indexes kept by writes, plans shared by requests, languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphwright import Database
from tests.stores import check_invariants

SCHEMA = """
type Film {
  code: String! @id
  title: String @search(by: [fulltext, regexp, ngram])
  titleDe: String @dgraph(pred: "Film.title@de") @search(by: [exact, fulltext, regexp, ngram])
  titleAny: String @dgraph(pred: "Film.title@.") @search(by: [exact, term, fulltext, regexp])
  tags: [String!] @search(by: [fulltext, trigram])
}
"""
by_filter = "query ($f: FilmFilter) { queryFilm(filter: $f, order: {asc: code}) { code } }"


@pytest.fixture
def films() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        database.alter(SCHEMA)
        added = database.graphql(
            """mutation { addFilm(input: [
              {code: "a", title: "The Harbors of the North", tags: ["sailing ships", "storm"]}
              {code: "b", title: "Quiet harbor quiet night", titleDe: "Der ruhige Hafen"}
              {code: "c", titleDe: "Laternen"}
              {code: "d", title: ""}
            ]) { numUids } }"""
        )
        assert "errors" not in added
        yield database


def found(database: Database, **given: Any) -> list[str]:
    answer = database.graphql(by_filter, {"f": given})
    assert "errors" not in answer, answer
    return [film["code"] for film in answer["data"]["queryFilm"]]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"title": {"alloftext": "harbor"}}, ["a", "b"]),
        ({"title": {"alloftext": "north harbor"}}, ["a"]),
        ({"title": {"anyoftext": "nights norths"}}, ["a", "b"]),
        ({"not": {"title": {"anyoftext": "harbor"}}}, ["c", "d"]),
        ({"title": {"alloftext": None}}, []),
        ({"not": {"title": {"regexp": "/zzz/"}}}, ["a", "b", "c", "d"]),
        ({"title": {"regexp": "//"}}, ["a", "b", "d"]),
        ({"title": {"regexp": "/^$/"}}, ["d"]),
        ({"title": {"regexp": "/harbor/"}}, ["b"]),
        ({"title": {"regexp": "/harbor|north/i"}}, ["a", "b"]),
        ({"title": {"regexp": "/^.{24}$/"}}, ["a", "b"]),
        ({"title": {"ngram": "quiet"}}, ["b"]),
        ({"title": {"ngram": "quiet harbors"}}, ["b"]),
        ({"title": {"ngram": "harbor quiet quiet"}}, []),
        ({"title": {"ngram": "quiet harbor quiet nights"}}, ["b"]),
        ({"title": {"ngram": "the of"}}, []),
        ({"tags": {"alloftext": "storms ship"}}, ["a"]),
        ({"tags": {"regexp": "/ships storm/"}}, []),
        ({"tags": {"regexp": "/^storm$/"}}, ["a"]),
        ({"titleDe": {"alloftext": "der Laterne"}}, ["c"]),
        ({"titleDe": {"anyoftext": "the harbor"}}, []),
        ({"titleDe": {"regexp": "/hafen$/i"}}, ["b"]),
        ({"titleDe": {"ngram": "ruhiger Hafen"}}, ["b"]),
        ({"not": {"titleDe": {"regexp": "/./"}}}, ["a", "d"]),
        ({"titleAny": {"eq": "Laternen"}}, ["c"]),
        ({"titleAny": {"eq": "Der ruhige Hafen"}}, []),
        ({"titleAny": {"allofterms": "quiet harbor"}}, ["b"]),
        ({"titleAny": {"anyofterms": "laternen north"}}, ["a", "c"]),
        ({"titleAny": {"anyoftext": "harbor"}}, ["a", "b"]),
        ({"not": {"titleAny": {"regexp": "/[A-Z]/"}}}, ["d"]),
        ({"has": "titleAny"}, ["a", "b", "c", "d"]),
        ({"titleDe": {"between": {"min": "D", "max": "E"}}}, ["b"]),
    ],
)
def test_what_is_found(films: Database, given: dict[str, Any], codes: list[str]) -> None:
    assert found(films, **given) == codes


def test_writes_keep_the_indexes(films: Database) -> None:
    films.graphql('mutation { updateFilm(input: {filter: {code: {eq: "a"}}, set: {title: "Islands"}}) { numUids } }')
    films.graphql('mutation { updateFilm(input: {filter: {code: {eq: "b"}}, remove: {title: null}}) { numUids } }')
    assert found(films, title={"alloftext": "harbor"}) == []
    assert found(films, title={"regexp": "/harbor/i"}) == []
    assert found(films, title={"anyoftext": "island"}) == ["a"]
    films.graphql('mutation { deleteFilm(filter: {code: {in: ["a", "c"]}}) { numUids } }')
    assert found(films, title={"regexp": "/Isl/"}) == []
    check_invariants(films.storage)


def test_indexes_of_present_data_are_filled() -> None:
    with Database.open(":memory:") as database:
        database.alter("type Film { code: String! @id  title: String }")
        database.graphql('mutation { addFilm(input: [{code: "a", title: "Harbors"}]) { numUids } }')
        database.alter("type Film { code: String! @id  title: String @search(by: [fulltext, trigram, ngram]) }")
        assert found(database, title={"alloftext": "harbor"}) == ["a"]
        assert found(database, title={"regexp": "/arb/"}) == ["a"]
        assert found(database, title={"ngram": "harbor"}) == ["a"]


def test_one_document_takes_every_kind_of_expression(films: Database) -> None:
    """A plan holds for expressions that an index helps in the same way; a wrong one spoils none."""
    expected = {"/Harb/": ["a"], "/a|b/": ["a", "b"], "/zzz|Nor/": ["a"], "/(/": None, "Harb": None}
    for _ in range(2):
        for expression, codes in expected.items():
            answer = films.graphql(f'{{ queryFilm(filter: {{title: {{regexp: "{expression}"}}}}) {{ code }} }}')
            if codes is None:
                [error] = answer["errors"]
                assert error["path"] == ["queryFilm"]
                assert error["extensions"]["code"] == "BAD_USER_INPUT"
            else:
                assert sorted(film["code"] for film in answer["data"]["queryFilm"]) == codes


def test_the_two_names_of_the_trigram_index_are_one_index(films: Database) -> None:
    films.alter(SCHEMA.replace("fulltext, regexp, ngram]", "fulltext, trigram, ngram]"))
    assert found(films, title={"regexp": "/Harb/"}) == ["a"]
