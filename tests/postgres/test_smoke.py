"""The whole way on PostgreSQL: schema, writes, every operator, order, pages, aggregates, and all golden cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import graphwright
from graphwright.engine.database import Database
from tests.golden.artefacts import read_case
from tests.golden.stage import fill, here
from tests.stores import check_invariants, rich_add, rich_old, rich_schema

_schema = """
type Film {
  id: ID!
  title: String! @id @search(by: [term, exact])
  year: Int @search
  rating: Float @search
  gross: Int64 @search
  seen: Boolean @search
  released: DateTime @search(by: [year])
  tag: String @search(by: [hash])
  aliases: [String] @search(by: [exact])
  director: Person @hasInverse(field: directed)
  genres: [Genre] @hasInverse(field: films)
}
type Person { id: ID!  name: String! @search(by: [hash])  directed: [Film] }
type Genre { name: String! @id  films: [Film] }
"""
_changes = """mutation {
  updateAuthor(input: {
    filter: {name: {in: ["Ada", "Old"]}}
    remove: {bio: null, tags: ["x"], spouse: null}
    set: {isAlive: true, home: {name: "Paris"}}
  }) { numUids author { name bio tags isAlive spouse { name } } }
  deleteBook(filter: {title: {anyofterms: "engine"}}) { msg numUids book { title author { name } } }
}"""
_films: list[dict[str, Any]] = [
    {"title": "Alien", "year": 1979, "rating": 8.5, "gross": 2**62, "seen": True, "tag": "50 % 'quoted' \"text\" ü",
     "released": "1979-05-25T10:00:00.123456789+02:00", "aliases": ["A", "B"], "director": {"name": "Scott"},
     "genres": [{"name": "horror"}, {"name": "space"}]},
    {"title": "Alien Nation", "year": 1988, "rating": 0.1, "seen": False, "genres": [{"name": "space"}]},
    {"title": "Élite", "gross": -(2**63), "aliases": [""]},
    {"title": "zeta", "year": 1979, "tag": ""},
]  # fmt: skip


@pytest.fixture(scope="module")
def database(new_store: Callable[[], str]) -> Iterator[Database]:
    with closing(graphwright.open(new_store())) as database:
        database.alter(_schema)
        given = {"films": _films}
        answer = database.graphql("mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { numUids } }", given)
        assert answer == {"data": {"addFilm": {"numUids": 7}}}
        yield database


def _ask(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def test_values_come_back_as_they_were_given(database: Database) -> None:
    fields = "title year rating gross seen released tag aliases director { name } genres { name }"
    found = _ask(database, f"{{ queryFilm {{ {fields} }} }}")["queryFilm"]
    empty: dict[str, Any] = dict.fromkeys(("year", "rating", "gross", "seen", "released", "tag", "director"))
    assert found == [{**empty, "aliases": [], "genres": [], **film} for film in _films]


@pytest.mark.parametrize(
    ("condition", "titles"),
    [
        ("year: {eq: 1979}", "Alien zeta"),
        ("year: {lt: 1988}", "Alien zeta"),
        ("year: {le: 1988}", "Alien Alien_Nation zeta"),
        ("year: {gt: 1979}", "Alien_Nation"),
        ("year: {ge: 1979}", "Alien Alien_Nation zeta"),
        ("year: {in: [1988, 1]}", "Alien_Nation"),
        ("year: {between: {min: 1980, max: 1990}}", "Alien_Nation"),
        ("rating: {eq: 0.1}", "Alien_Nation"),
        ("rating: {in: [8.5]}", "Alien"),
        ('gross: {in: ["4611686018427387904"]}', "Alien"),
        ('gross: {lt: "0"}', "Élite"),
        ("seen: true", "Alien"),
        ("seen: false", "Alien_Nation"),
        ('released: {eq: "1979-05-25T08:00:00.123456789Z"}', "Alien"),
        ('released: {lt: "1979-05-25T08:00:00.123456789Z"}', ""),
        ('tag: {eq: ""}', "zeta"),
        ('tag: {in: ["50 % \'quoted\' \\"text\\" ü", ""]}', "Alien zeta"),
        ('title: {eq: "Alien"}', "Alien"),
        ('title: {in: ["zeta", "Élite"]}', "Élite zeta"),
        ('title: {gt: "zebra"}', "Élite zeta"),
        ('title: {allofterms: "nation ALIEN"}', "Alien_Nation"),
        ('title: {allofterms: ""}', ""),
        ('title: {anyofterms: "nation élite"}', "Alien_Nation Élite"),
        ('aliases: {eq: "B"}', "Alien"),
        ('aliases: {in: [""]}', "Élite"),
        ("has: year", "Alien Alien_Nation zeta"),
        ("has: genres", "Alien Alien_Nation"),
        ("has: [director, seen]", "Alien"),
        ('or: [{seen: false}, {title: {anyofterms: "zeta"}}]', "Alien_Nation zeta"),
        ('year: {eq: 1979}, or: {title: {eq: "Élite"}}', "Alien Élite zeta"),
    ],
)
def test_filters_plain_and_under_not(condition: str, titles: str, database: Database) -> None:
    given = {title.replace("_", " ") for title in titles.split()}
    data = _ask(
        database,
        f"{{ plain: queryFilm(filter: {{{condition}}}) {{ title }} "
        f"not: queryFilm(filter: {{not: {{{condition}}}}}) {{ title }} "
        f"count: aggregateFilm(filter: {{{condition}}}) {{ count }} }}",
    )
    assert {film["title"] for film in data["plain"]} == given
    assert {film["title"] for film in data["not"]} == {film["title"] for film in _films} - given
    assert data["count"] == {"count": len(given)}


def test_order_and_pages(database: Database) -> None:
    data = _ask(
        database,
        """{
          up: queryFilm(order: {asc: year, then: {desc: title}}) { title }
          down: queryFilm(order: {desc: year}) { title }
          bytes: queryFilm(order: {asc: title}) { title }
          page: queryFilm(order: {asc: title}, first: 2, offset: 1) { title }
          last: queryFilm(first: -2) { title }
          nested: queryGenre(order: {asc: name}) { films(order: {desc: title}, first: 1) { title } }
        }""",
    )
    titles = {key: [film["title"] for film in data[key]] for key in ("up", "down", "bytes", "page", "last")}
    assert titles == {
        "up": ["zeta", "Alien", "Alien Nation", "Élite"],
        "down": ["Alien Nation", "Alien", "zeta", "Élite"],
        "bytes": ["Alien", "Alien Nation", "zeta", "Élite"],
        "page": ["Alien Nation", "zeta"],
        "last": ["Élite", "zeta"],
    }
    assert data["nested"] == [{"films": [{"title": "Alien"}]}, {"films": [{"title": "Alien Nation"}]}]


def test_aggregates(database: Database) -> None:
    data = _ask(
        database,
        """{
          aggregateFilm { count yearMin yearSum yearAvg ratingMax ratingSum grossMin titleMax releasedMin }
          queryGenre(order: {asc: name}) { filmsAggregate { count yearAvg titleMin __typename } }
          none: aggregateFilm(filter: {year: {eq: 1}}) { count yearSum ratingAvg }
        }""",
    )
    assert data["aggregateFilm"] == {
        "count": 4,
        "yearMin": 1979,
        "yearSum": 5946,
        "yearAvg": 1982,
        "ratingMax": 8.5,
        "ratingSum": 8.6,
        "grossMin": -(2**63),
        "titleMax": "Élite",
        "releasedMin": "1979-05-25T10:00:00.123456789+02:00",
    }
    name = "FilmAggregateResult"
    assert [genre["filmsAggregate"] for genre in data["queryGenre"]] == [
        {"count": 1, "yearAvg": 1979, "titleMin": "Alien", "__typename": name},
        {"count": 2, "yearAvg": 1983.5, "titleMin": "Alien", "__typename": name},
    ]
    assert data["none"] == {"count": 0, "yearSum": None, "ratingAvg": None}


def test_update_delete_and_what_follows_from_them(new_store: Callable[[], str]) -> None:
    """Tokens, keys, inverse edges and memberships stay what the values and edges say."""
    with closing(graphwright.open(new_store())) as database:
        database.alter(rich_schema)
        assert "errors" not in database.graphql(rich_old)
        assert "errors" not in database.graphql(rich_add)
        check_invariants(database.storage)
        answer = database.graphql(_changes)
        assert "errors" not in answer, answer
        assert answer["data"]["updateAuthor"]["numUids"] == 2
        assert answer["data"]["deleteBook"]["numUids"] == 2
        check_invariants(database.storage)
        database.drop_data()
        assert _ask(database, "{ aggregateAuthor { count } aggregateBook { count } }") == {
            "aggregateAuthor": {"count": 0},
            "aggregateBook": {"count": 0},
        }


def test_schema_changes_keep_the_data(new_store: Callable[[], str]) -> None:
    url = new_store()
    with closing(graphwright.open(url)) as database:
        database.alter("type Film { title: String!  note: String }")
        _ask(database, 'mutation { addFilm(input: [{title: "Alien", note: "n"}, {title: "Brazil"}]) { numUids } }')
        database.alter("type Film { title: String! @id @search(by: [term, exact])  year: Int @search  tags: [String] }")
        _ask(
            database, 'mutation { updateFilm(input: {filter: {title: {eq: "Alien"}}, set: {year: 1979}}) { numUids } }'
        )
        database.alter("type Film { title: String! @id  note: String  year: Int  tags: [String] }")
    with closing(graphwright.open(url)) as database:
        found = _ask(database, '{ getFilm(title: "Alien") { title note year tags } }')
        assert found == {"getFilm": {"title": "Alien", "note": "n", "year": 1979, "tags": []}}
        database.drop_all()
        assert database.schema_text() == ""


# ---- golden cases ---------------------------------------------------------------------------------


def _folders(*, are_mutations: bool) -> list[Path]:
    folders = sorted(path for path in (here / "cases").iterdir() if path.is_dir())
    return [folder for folder in folders if read_case(folder).is_mutation == are_mutations]


@pytest.fixture(scope="module")
def golden(new_store: Callable[[], str]) -> Iterator[Database]:
    with closing(graphwright.open(new_store())) as database:
        fill(database)
        yield database


@pytest.mark.parametrize("folder", _folders(are_mutations=False), ids=lambda folder: folder.name)
def test_a_golden_read_answers_as_on_sqlite(folder: Path, golden: Database) -> None:
    _compare(folder, golden)


@pytest.mark.parametrize("folder", _folders(are_mutations=True), ids=lambda folder: folder.name)
def test_a_golden_mutation_answers_as_on_sqlite(folder: Path, new_store: Callable[[], str]) -> None:
    with closing(graphwright.open(new_store())) as database:
        fill(database)
        _compare(folder, database)


def _compare(folder: Path, database: Database) -> None:
    case = read_case(folder)
    answer = database.graphql(case.request.query, case.request.variables, caller=case.caller)
    assert answer == json.loads((folder / "result.json").read_text(encoding="utf8"))
