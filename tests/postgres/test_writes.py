"""How a mutation goes to the server: in three trips, one statement for all rows of a table, errors as one by one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

import graphwright
from graphwright import Database
from graphwright.storage.postgres.connection import PostgresConnection
from graphwright.storage.postgres.storage import PostgresStorage
from graphwright.storage.postgres.wire import Statement, Wire

_schema = """
type Film { key: String! @id  title: String @search(by: [term])  tags: [String] @search(by: [term])
  genre: Genre  roles: [Role] @hasInverse(field: film) }
type Role { name: String  film: Film  actor: Actor }
type Actor { key: String! @id  name: String }
type Genre { name: String! @id  films: [Film] @hasInverse(field: genre) }
"""
_add = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { film { key } numUids } }"
_plain_add = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { numUids } }"
_nothing: dict[str, Any] = {"data": {"queryRole": [], "queryGenre": []}}


@pytest.fixture
def database(new_store: Callable[[], str]) -> Iterator[Database]:
    with closing(graphwright.open(new_store())) as database:
        database.alter(_schema)
        assert database.graphql(_add, {"films": [{"key": "first", "title": "One"}]})["data"]["addFilm"]["numUids"] == 1
        yield database


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts of each trip of a connection for writing."""
    made: list[list[str]] = []
    run = Wire._run

    def noted(wire: Wire, statements: list[Statement], *rest: Any) -> Any:
        made.append([text for text, _ in statements])
        return run(wire, statements, *rest)

    monkeypatch.setattr(Wire, "_run", noted)
    return made


def _films(count: int, key: str = "k") -> list[dict[str, Any]]:
    roles = [{"name": f"Part {part}", "actor": {"key": f"a{part}", "name": "Some Body"}} for part in range(9)]
    return [
        {"key": f"{key}{number}", "title": f"Two words {number}", "tags": ["x y", "z"], "genre": {"name": "Drama"}}
        | {"roles": roles}
        for number in range(count)
    ]


def test_three_trips(database: Database, trips: list[list[str]]) -> None:
    answer = database.graphql(_add, {"films": _films(10)})
    assert answer["data"]["addFilm"]["numUids"] == 10 + 90 + 9 + 1
    assert [trip[0].split()[0] for trip in trips] == ["BEGIN", "INSERT", "RELEASE"]
    tables = [text.split()[2] for trip in trips for text in trip if text.startswith("INSERT")]
    # A statement for each table; for the keys one for each field that is one.
    assert [table for table in tables if tables.count(table) > 1] == ["gw_keys"] * 3
    trips.clear()
    change = 'mutation { updateFilm(input: {filter: {key: {eq: "k1"}}, set: {title: "New"}}) { film { title } } }'
    assert database.graphql(change) == {"data": {"updateFilm": {"film": [{"title": "New"}]}}}
    assert len(trips) == 4  # what it was before must be known, for the words
    found = '{ queryFilm(filter: {title: {anyofterms: "new"}}) { key tags roles { actor { key } } } }'
    [film] = database.graphql(found)["data"]["queryFilm"]
    assert (film["key"], sorted(film["tags"]), len(film["roles"])) == ("k1", ["x y", "z"], 9)


@pytest.mark.parametrize("mutation", [_add, _plain_add])
def test_a_taken_key_among_many(database: Database, mutation: str) -> None:
    """Whoever reads the payload or not: it is said which it is, and nothing stays."""
    for key, told in (("first", "first"), ("same", "same")):
        films = [*_films(3), {"key": key, "title": "Two"}, *([{"key": key}] if key == "same" else [])]
        answer = database.graphql(mutation, {"films": films})
        [error] = answer["errors"]
        assert error["extensions"]["code"] == "DUPLICATE_ID"
        assert told in error["message"]
        assert database.graphql("{ queryRole { name } queryGenre { name } }") == _nothing
    assert database.graphql(mutation, {"films": _films(3)})["data"]["addFilm"]["numUids"] == 3 + 27 + 9 + 1


def test_a_refused_part_of_one_transaction(database: Database) -> None:
    """Two mutations that commit together: the second one's fault is not the first one's."""
    both = """mutation { a: addFilm(input: [{key: "good", title: "x"}]) { numUids }
      b: addFilm(input: [{key: "first", title: "x"}]) { numUids } }"""
    answer = database.graphql(both)
    assert answer["data"] == {"a": {"numUids": 1}, "b": None}
    assert [error["path"] for error in answer["errors"]] == [["b"]]
    assert database.graphql('{ getFilm(key: "good") { title } }') == {"data": {"getFilm": {"title": "x"}}}


_texts = ["", "NULL", "null", "a,b", '"', "\\", '\\"', "{}", " x ", "ä\n\t", "a'b", None, "\U0001f600"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", _texts),
        ("text", ["plain", "texts"]),
        ("bigint", [1, -(2**63), 2**63 - 1, None]),
        ("bigint", [3]),
        ("double precision", [0.1, 1e300, -0.0, 5e-324, math.inf, -math.inf, None, 7]),
        ("boolean", [True, False, None]),
        ("bytea", [b"", b"\x00\xff\\'", None]),
        ("text", []),
    ],
)
def test_lists_arrive_as_they_are(new_store: Callable[[], str], kind: str, values: list[Any]) -> None:
    with closing(PostgresStorage(new_store())) as storage, closing(storage.open_reader()) as reader:
        assert reader.rows(f"SELECT unnest(CAST($1 AS {kind}[]))", (values,)) == [(value,) for value in values]


def test_the_character_zero(new_store: Callable[[], str]) -> None:
    """Nothing is found by it, and it is never dropped from what is written."""
    with closing(PostgresStorage(new_store())) as storage, closing(storage.open_writer()) as writer:
        assert isinstance(writer, PostgresConnection)
        writer.rows("CREATE TABLE word (word text)")
        with pytest.raises(Exception, match="NUL"):
            writer.execute_many("INSERT INTO word VALUES ($1)", [("a\0",)])
        writer.execute_many("INSERT INTO word VALUES ($1)", [("a",)])
        assert writer.rows("SELECT word FROM word WHERE word = $1", ("a\0",)) == []
        assert writer.rows("SELECT word FROM word WHERE word = ANY (CAST($1 AS text[]))", (["a\0", "a"],)) == [("a",)]
        with pytest.raises(psycopg.DataError):
            writer.wire.run([("INSERT INTO word VALUES ($1)", ("\0",))])
