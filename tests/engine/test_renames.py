"""`@rename(from:)`: types and fields get other names with all their data, once, without a row being written anew."""

from __future__ import annotations

from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import ErrorList, GraphwrightError
from tests.stores import check_invariants, differing, dump_storage

films = """
type Film implements Work { id: ID!  title: String! @id @search(by: [term])  year: Int @search  tags: [String]
  cast: [Person] @hasInverse(field: films)  poster: String @dgraph(pred: "picture") }
interface Work { made: DateTime @search }
type Person { id: ID!  name: String @id  films: [Film]  best: Film }
"""
movies = """
type Movie implements Work @rename(from: "Film") {
  id: ID!  name: String! @id @search(by: [term]) @rename(from: "title")  year: Int @search  tags: [String]
  cast: [Person] @hasInverse(field: movies)  poster: String @dgraph(pred: "picture") }
interface Work { created: DateTime @search @rename(from: "made") }
type Person { id: ID!  name: String @id  movies: [Movie] @rename(from: "films")  best: Movie }
"""
some = """
mutation { addFilm(input: [
  {title: "Alien", year: 1979, tags: ["x"], made: "1979", poster: "a.png", cast: [{name: "Sigourney"}, {name: "Tom"}]},
  {title: "Dune", year: 1984, cast: [{name: "Kyle"}]}
]) { numUids } }
"""


def data(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.fixture
def live(database: Database) -> Database:
    database.alter(films)
    data(database, some)
    return database


def refused(database: Database, schema: str) -> str:
    before = dump_storage(database.storage)
    with pytest.raises(GraphwrightError) as caught:
        database.alter(schema)
    assert differing(before, dump_storage(database.storage)) == {}
    error = caught.value.errors[0] if isinstance(caught.value, ErrorList) else caught.value
    assert error.line
    return error.message


def rows(database: Database) -> Any:
    """Every row that belongs to nodes; the catalog aside."""
    dump = dump_storage(database.storage)
    return {
        name: found
        for name, found in dump.items()
        if not name.startswith("gw_") or name in {"gw_keys", "gw_memberships"}
    }


def test_types_and_fields_keep_everything_under_other_names(live: Database) -> None:
    before = rows(live)
    plan = live.schema_plan(movies)
    assert plan.refusals == ()
    assert {change.effect for change in plan.changes} == {"at once"}
    texts = [change.text for change in plan.changes]
    for line in (
        "Film is renamed to Movie; its data comes along",
        "Movie.title is renamed to Movie.name; its data comes along",
        "Work.made is renamed to Work.created; its data comes along",
        "Person.films is renamed to Person.movies; its data comes along",
    ):
        assert line in texts
    live.alter(movies)
    assert rows(live) == before, "no row is written anew"
    check_invariants(live.storage)
    found = data(
        live,
        '{ getMovie(name: "Alien") { name year tags created poster cast(order: {asc: name}) { name movies { name } } } '
        'queryMovie(filter: {name: {anyofterms: "dune"}, year: {gt: 1980}}) { name __typename } '
        'queryWork(filter: {created: {le: "1980"}}) { created } aggregateMovie { count } }',
    )
    assert found["getMovie"] == {
        "name": "Alien", "year": 1979, "tags": ["x"], "created": "1979-01-01T00:00:00Z", "poster": "a.png",
        "cast": [{"name": name, "movies": [{"name": "Alien"}]} for name in ("Sigourney", "Tom")],
    }  # fmt: skip
    assert found["queryMovie"] == [{"name": "Dune", "__typename": "Movie"}]
    assert found["queryWork"] == [{"created": "1979-01-01T00:00:00Z"}]
    assert found["aggregateMovie"] == {"count": 2}
    assert set(live.catalog.node_types) == {"Movie", "Work", "Person"}


def test_a_rename_that_is_done_stays_done(live: Database) -> None:
    live.alter(movies)
    before = rows(live)
    assert live.alter(movies).changes == ()
    live.alter(movies.replace('@rename(from: "Film")', "").replace('@rename(from: "title")', ""))
    assert rows(live) == before
    data(live, 'mutation { addMovie(input: [{name: "Cube", cast: [{name: "Tom"}]}]) { numUids } }')
    assert data(live, '{ getPerson(name: "Tom") { movies(order: {asc: name}) { name } } }') == {
        "getPerson": {"movies": [{"name": "Alien"}, {"name": "Cube"}]}
    }
    check_invariants(live.storage)


def test_a_new_store_takes_a_schema_with_renames(database: Database) -> None:
    database.alter(movies)
    data(database, 'mutation { addMovie(input: [{name: "Cube"}]) { numUids } }')
    assert data(database, "{ queryMovie { name } }") == {"queryMovie": [{"name": "Cube"}]}


def test_a_rename_goes_together_with_another_type(live: Database) -> None:
    live.alter(films.replace("year: Int @search", 'shown: String @search(by: [exact]) @rename(from: "year")'))
    assert data(live, '{ queryFilm(filter: {shown: {eq: "1979"}}) { title shown } }') == {
        "queryFilm": [{"title": "Alien", "shown": "1979"}]
    }
    check_invariants(live.storage)


def test_another_predicate_for_a_field(live: Database) -> None:
    moved = films.replace('@dgraph(pred: "picture")', '@dgraph(pred: "image") @rename(from: "poster")')
    live.alter(moved)
    assert "picture" not in live.catalog.predicates
    assert data(live, '{ getFilm(title: "Alien") { poster } }') == {"getFilm": {"poster": "a.png"}}
    live.alter(moved)
    assert data(live, '{ getFilm(title: "Alien") { poster } }') == {"getFilm": {"poster": "a.png"}}
    without = live.schema_plan(films)
    assert "Film.poster is kept in picture, not image; data is not moved" in [change.text for change in without.changes]


def test_an_empty_field_of_the_new_name_makes_room(live: Database) -> None:
    """Somebody applied the schema without @rename first."""
    changed = films.replace("year: Int @search", "shown: Int @search")
    live.alter(changed)
    live.alter(changed.replace("shown: Int", 'shown: Int @rename(from: "year")'))
    assert data(live, '{ getFilm(title: "Dune") { shown } queryFilm(filter: {shown: {lt: 1980}}) { title } }') == {
        "getFilm": {"shown": 1984}, "queryFilm": [{"title": "Alien"}],
    }  # fmt: skip
    check_invariants(live.storage)


def test_an_empty_type_of_the_new_name_makes_room(live: Database) -> None:
    plain = movies.replace('@rename(from: "Film")', "").replace('@rename(from: "title")', "")
    plain = plain.replace('@rename(from: "films")', "").replace("@hasInverse(field: movies)", "")
    live.alter(plain.replace('@rename(from: "made")', ""))
    live.alter(plain.replace("type Movie implements Work", 'type Movie implements Work @rename(from: "Film")'))
    assert data(live, "{ queryMovie(order: {asc: year}) { year created } }")["queryMovie"] == [
        {"year": 1979, "created": "1979-01-01T00:00:00Z"}, {"year": 1984, "created": None},
    ]  # fmt: skip
    check_invariants(live.storage)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (
            films.replace("year: Int @search", 'year: Int @search @rename(from: "yeer")'),
            None,
        ),
        (
            films.replace('poster: String @dgraph(pred: "picture")', 'image: String @rename(from: "pster")'),
            "Film.image cannot be pster under a new name: Film never had pster",
        ),
        (
            films.replace("type Person {", 'type Human @rename(from: "Persn") {').replace("[Person]", "[Human]"),
            "Human cannot be Persn under a new name: the store knows neither",
        ),
        (
            films.replace("tags: [String]", 'tags: [String] label: String @rename(from: "title")'),
            "Film.label cannot be title under a new name: Film still has title. Take one of the two out",
        ),
        (
            films + 'type Movie @rename(from: "Film") { x: Int }',
            "Movie cannot be Film under a new name: the schema still has Film",
        ),
        (
            films.replace('poster: String @dgraph(pred: "picture")', 'image: String @rename(from: "poster")')
            + 'type B { p: String @dgraph(pred: "picture") }',
            "picture cannot be renamed to Film.image: B.p is still kept in it",
        ),
        (
            films.replace("id: ID!  name", 'id: ID! @rename(from: "uid")  name'),
            "Person.id holds no stored values, so there is nothing to rename",
        ),
    ],
)
def test_what_cannot_be_renamed_is_refused(live: Database, schema: str, words: str | None) -> None:
    if words is None:
        live.alter(schema)  # done: the field is there under its new name, and the old one is unknown
    else:
        assert refused(live, schema).startswith(words)


def test_two_names_with_data_are_not_mixed(live: Database) -> None:
    changed = films.replace("year: Int @search", "shown: Int @search")
    live.alter(changed)
    data(live, 'mutation { addFilm(input: [{title: "Cube", shown: 1997}]) { numUids } }')
    message = refused(live, changed.replace("shown: Int", 'shown: Int @rename(from: "year")'))
    assert message.startswith("Film.year and Film.shown both hold data")
    [refusal] = live.schema_plan(changed.replace("shown: Int", 'shown: Int @rename(from: "year")')).refusals
    assert refusal.message == message


def test_the_reference_knows_no_rename(address: str) -> None:
    with Database.open(address, is_strict=True) as database:
        assert "@rename is none of Dgraph's" in refused(database, 'type A { x: Int @rename(from: "y") }')
