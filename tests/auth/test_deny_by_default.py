"""`DenyByDefault`: what has no rule for an operation is for nobody but the trusted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, anonymous, trusted

_settings = (
    '# Dgraph.Authorization {"VerificationKey":"0123456789abcdef0123456789abcdef","Header":"X-Auth","Namespace":"n",'
    '"Algo":"HS256","DenyByDefault":true}'
)
_yes = '{ rule: "{$ROLE: {in: [\\"READER\\", \\"WRITER\\"]}}" }'
_writer = '{ rule: "{$ROLE: {eq: \\"WRITER\\"}}" }'
_schema = f"""
interface Thing {{ name: String! @id }}
type Book implements Thing @auth(query: {_yes}, add: {_writer}) {{
  shelf: Shelf @hasInverse(field: books) notes: [Note]
}}
type Disc implements Thing {{ year: Int }}
type Shelf {{ label: String! @id books: [Book] }}
type Note @auth(query: {_yes}, add: {_writer}, update: {_writer}, delete: {_writer}) {{ text: String! @id }}
type Safe @secret(field: "pin") @auth(query: {_yes}) {{ name: String! @id }}
union Any = Book | Disc
{_settings}
"""
reader = Caller(claims={"ROLE": "READER"})
writer = Caller(claims={"ROLE": "WRITER"})


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        made = database.graphql(
            'mutation { addBook(input: [{name: "a", shelf: {label: "s"}, notes: [{text: "n"}]}]) { numUids } '
            'addDisc(input: [{name: "d", year: 1}]) { numUids } '
            'addSafe(input: {name: "s", pin: "123456"}) { numUids } }'
        )
        assert "errors" not in made, made
        yield database


def test_types_without_a_query_rule_are_not_seen(database: graphwright.Database) -> None:
    query = """{ queryDisc { name } getDisc(name: "d") { name } aggregateDisc { count } queryShelf { label }
      queryThing { name } queryBook { name shelf { label } notes { text } }
      s: checkSafePassword(name: "s", pin: "123456") { name } }"""
    closed: Any = {"queryDisc": [], "getDisc": None, "aggregateDisc": None, "queryShelf": [], "s": None}
    book = {"name": "a", "shelf": None, "notes": [{"text": "n"}]}
    assert database.graphql(query, caller=reader)["data"] == closed | {
        "queryThing": [{"name": "a"}],
        "queryBook": [book],
    }
    assert database.graphql(query, caller=anonymous)["data"] == closed | {"queryThing": [], "queryBook": []}
    assert len(database.graphql(query, caller=trusted)["data"]["queryThing"]) == 2
    assert database.dql("{ q(func: has(Thing.name)) { Thing.name Book.shelf { Shelf.label } } }", caller=reader) == {
        "data": {"q": [{"Thing.name": "a"}]},
        "extensions": {},
    }


@pytest.mark.parametrize(
    ("mutation", "expected"),
    [
        ('addNote(input: {text: "x"}) { numUids }', {"numUids": 1}),
        ('addBook(input: {name: "x", notes: [{text: "y"}]}) { numUids }', {"numUids": 2}),
        ('addBook(input: {name: "x", shelf: {label: "new"}}) { numUids }', None),
        ('addBook(input: {name: "x", shelf: {label: "s"}}) { numUids }', None),
        ('addDisc(input: {name: "x"}) { numUids }', None),
        (
            'addBook(upsert: true, input: {name: "a", notes: [{text: "x"}]}) { numUids book { notes { text } } }',
            {"numUids": 0, "book": []},
        ),
        ("updateBook(input: {filter: {}, set: {notes: []}}) { numUids }", {"numUids": 0}),
        ('updateNote(input: {filter: {}, set: {text: "z"}}) { numUids }', {"numUids": 1}),
        ("deleteBook(filter: {}) { numUids }", {"numUids": 0}),
        ("deleteThing(filter: {}) { numUids }", {"numUids": 0}),
        ("deleteNote(filter: {}) { numUids }", {"numUids": 1}),
    ],
)
def test_what_has_no_rule_for_an_operation_is_not_written(
    database: graphwright.Database, mutation: str, expected: Any
) -> None:
    answer = database.graphql(f"mutation @dryRun {{ {mutation} }}", caller=writer)
    [data] = answer["data"].values()
    assert data == expected
    assert ("errors" in answer) == (expected is None)
    assert "errors" not in database.graphql(f"mutation @dryRun {{ {mutation} }}", caller=trusted)


def test_strictly_it_is_refused_and_it_takes_a_truth() -> None:
    with (
        graphwright.Database.open(":memory:", is_strict=True) as strict,
        pytest.raises(ErrorList, match="DenyByDefault"),
    ):
        strict.alter(f"type A {{ a: String }}\n{_settings}")
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList, match="true or false"):
        database.alter("type A { a: String }\n" + _settings.replace("true", '"yes"'))
