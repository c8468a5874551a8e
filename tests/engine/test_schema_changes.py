"""Schema changes on live data: what was stored is kept, found and checked anew, or the change is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.errors import ErrorList, GraphwrightError, SchemaChangeRefused
from graphwright.model.catalog import IndexState
from tests.stores import check_invariants, differing, dump_storage

people = """
type Person { id: ID!  name: String  age: Int  bio: String  tags: [String]  likes: [Film]  boss: Person }
type Film { id: ID!  title: String  fans: [Person] }
"""
five = """
mutation { addPerson(input: [
  {name: "Ann", age: 30, bio: "likes red wine", tags: ["a", "b"], likes: [{title: "Alien"}, {title: "Brazil"}]},
  {name: "Ben", age: 20, bio: "likes beer", tags: ["b"]},
  {name: "Cat", bio: "red hair"}, {name: "Dan", age: 40}, {name: "Eve", age: 20}
]) { numUids } }
"""


def data(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def names(database: Database, arguments: str) -> list[str]:
    return [person["name"] for person in data(database, f"{{ queryPerson({arguments}) {{ name }} }}")["queryPerson"]]


@pytest.fixture
def live(database: Database) -> Database:
    """A store with data."""
    database.alter(people)
    data(database, five)
    return database


def refused(database: Database, schema: str) -> str:
    """Alters in vain; the words of the error. Nothing may change."""
    before, version = dump_storage(database.storage), database.catalog.version
    with pytest.raises(GraphwrightError) as caught:
        database.alter(schema)
    assert isinstance(caught.value, SchemaChangeRefused | ErrorList)
    assert differing(before, dump_storage(database.storage)) == {}
    assert database.catalog.version == version
    return caught.value.message


def test_a_new_field_is_null_on_old_nodes_and_can_be_set(live: Database) -> None:
    live.alter(people.replace("age: Int", "age: Int @search  email: String @search(by: [hash])"))
    assert data(live, "{ queryPerson(filter: {not: {has: [email]}}) { name email } }")["queryPerson"][0] == {
        "name": "Ann",
        "email": None,
    }
    data(live, 'mutation { updatePerson(input: {filter: {age: {eq: 40}}, set: {email: "d@x"}}) { numUids } }')
    assert names(live, 'filter: {email: {eq: "d@x"}}') == ["Dan"]


@pytest.mark.parametrize(
    ("search", "arguments", "found"),
    [
        (("age: Int", "age: Int @search"), "filter: {age: {eq: 20}}", ["Ben", "Eve"]),
        (("age: Int", "age: Int @search"), "filter: {age: {gt: 20}}, order: {desc: age}", ["Dan", "Ann"]),
        (("name: String", "name: String @search(by: [hash])"), 'filter: {name: {eq: "Cat"}}', ["Cat"]),
        (("name: String", "name: String @search(by: [exact])"), 'filter: {name: {le: "Ben"}}', ["Ann", "Ben"]),
        (("bio: String", "bio: String @search(by: [term])"), 'filter: {bio: {allofterms: "red"}}', ["Ann", "Cat"]),
        (("tags: [String]", "tags: [String] @search(by: [hash])"), 'filter: {tags: {eq: "b"}}', ["Ann", "Ben"]),
        (("tags: [String]", "tags: [String] @search(by: [term])"), 'filter: {tags: {anyofterms: "a"}}', ["Ann"]),
    ],
)
def test_a_new_index_finds_old_nodes_and_follows_new_ones(
    live: Database, search: tuple[str, str], arguments: str, found: list[str]
) -> None:
    live.alter(people.replace(*search))
    states = {index.state for p in live.catalog.predicates.values() for index in p.indexes}
    assert states == {IndexState.READY}
    assert names(live, arguments) == found
    check_invariants(live.storage)
    data(live, "mutation { deletePerson(filter: {has: name}) { numUids } }")
    assert names(live, arguments) == []
    data(live, five)
    assert names(live, arguments) == found
    check_invariants(live.storage)


def test_an_index_that_is_taken_out_takes_its_table_along_and_can_come_again(live: Database) -> None:
    indexed = people.replace("bio: String", "bio: String @search(by: [term, exact])")
    live.alter(indexed)
    live.alter(people)
    assert live.catalog.predicates["Person.bio"].indexes == ()
    assert not any(name.startswith("tokens_") for name in dump_storage(live.storage))
    data(live, 'mutation { addPerson(input: [{name: "Fay", bio: "red shoes"}]) { numUids } }')
    live.alter(indexed)
    assert names(live, 'filter: {bio: {anyofterms: "red"}}') == ["Ann", "Cat", "Fay"]
    check_invariants(live.storage)


def test_a_field_becomes_an_id(live: Database) -> None:
    live.alter(people.replace("name: String", "name: String! @id"))
    assert data(live, '{ getPerson(name: "Cat") { bio } }') == {"getPerson": {"bio": "red hair"}}
    answer = live.graphql('mutation { addPerson(input: [{name: "Cat"}]) { numUids } }')
    assert answer["errors"][0]["extensions"]["code"] == "DUPLICATE_ID"
    check_invariants(live.storage)


def test_a_field_with_duplicates_cannot_become_an_id(live: Database) -> None:
    words = refused(live, people.replace("age: Int", "age: Int @id"))
    assert re.fullmatch(r"Person\.age cannot become @id: nodes 0x\w+ and 0x\w+ both have the value '20'.*", words)
    data(live, "mutation { updatePerson(input: {filter: {has: age}, remove: {age: null}}) { numUids } }")
    live.alter(people.replace("age: Int", "age: Int @id"))
    check_invariants(live.storage)


def test_an_id_that_is_one_no_longer_leaves_its_values_free(live: Database) -> None:
    keyed = people.replace("name: String", "name: String! @id")
    live.alter(keyed)
    live.alter(people.replace("name: String", "name: String @search(by: [hash])"))
    data(live, 'mutation { addPerson(input: [{name: "Cat"}]) { numUids } }')
    assert names(live, 'filter: {name: {eq: "Cat"}}') == ["Cat", "Cat"]
    assert "Person.name cannot become @id" in refused(live, keyed)
    check_invariants(live.storage)


@pytest.mark.parametrize(
    ("field", "inverse"),
    [
        ("likes: [Film]", "fans: [Person]"),
        ("likes: [Film]", "fans: Person"),
        ("likes: Film", "fans: [Person]"),
        ("likes: Film", "fans: Person"),
    ],
)
def test_edges_get_an_inverse_later(database: Database, field: str, inverse: str) -> None:
    """Edges that were stored in one direction are read from both ends, whatever the two ends can hold."""
    schema = f"type Person {{ id: ID!  name: String  {field} }}  type Film {{ id: ID!  title: String {inverse} }}"
    database.alter(schema)
    film = '{title: "Alien"}'
    likes = f"[{film}]" if "[" in field else film
    fan = '{name: "Zoe"}'
    fans = f"[{fan}]" if "[" in inverse else fan
    data(database, f'mutation {{ addPerson(input: [{{name: "Ann", likes: {likes}}}]) {{ numUids }} }}')
    data(database, f'mutation {{ addFilm(input: [{{title: "Brazil", fans: {fans}}}]) {{ numUids }} }}')
    for _ in range(3):
        database.alter(schema.replace(field, f"{field} @hasInverse(field: fans)"))
        check_invariants(database.storage)
        seen = data(database, "{ queryPerson { name likes { title fans { name } } } }")["queryPerson"]
        for name, title in (("Ann", "Alien"), ("Zoe", "Brazil")):
            person = {"name": name}
            met = {"title": title, "fans": [person] if "[" in inverse else person}
            assert {"name": name, "likes": [met] if "[" in field else met} in seen
        database.alter(schema)  # apart again: both ends keep what they had
        check_invariants(database.storage)
        assert data(database, "{ queryPerson { name likes { title fans { name } } } }")["queryPerson"] == seen


def test_an_inverse_that_stored_edges_contradict_is_refused(live: Database) -> None:
    """Two people like one film, and its other end could hold one of them only."""
    data(live, 'mutation { addPerson(input: [{name: "Fay", likes: [{title: "Cube"}]}]) { numUids } }')
    film = data(live, "{ queryFilm(first: -1) { id } }")["queryFilm"][0]["id"]
    data(live, f'mutation {{ addPerson(input: [{{name: "Gus", likes: [{{id: "{film}"}}]}}]) {{ numUids }} }}')
    live.alter(people.replace("fans: [Person]", "fan: Person"))
    schema = people.replace("fans: [Person]", "fan: Person @hasInverse(field: likes)")
    assert "cannot become inverses: 1 nodes would refer to two others" in refused(live, schema)


def test_an_inverse_that_is_taken_out_leaves_both_ends_their_edges(live: Database) -> None:
    live.alter(people.replace("fans: [Person]", "fans: [Person] @hasInverse(field: likes)"))
    live.alter(people)
    seen = data(live, "{ queryFilm { title fans { name } } queryPerson(first: 1) { likes { title } } }")
    assert seen["queryFilm"][0] == {"title": "Alien", "fans": [{"name": "Ann"}]}
    assert seen["queryPerson"] == [{"likes": [{"title": "Alien"}, {"title": "Brazil"}]}]
    data(live, "mutation { updateFilm(input: {filter: {}, remove: {fans: null}}) { numUids } }")
    assert data(live, "{ queryPerson(first: 1) { likes { title } } }")["queryPerson"] == seen["queryPerson"]


def test_a_type_that_is_taken_out_and_comes_again_has_its_data(live: Database) -> None:
    before = data(live, "{ queryPerson { id name age bio tags likes { title } } }")
    live.alter("type Film { id: ID!  title: String }")
    assert "errors" in live.graphql("{ queryPerson { name } }")
    assert data(live, "{ queryFilm { title } }") == {"queryFilm": [{"title": "Alien"}, {"title": "Brazil"}]}
    live.alter(people)
    assert data(live, "{ queryPerson { id name age bio tags likes { title } } }") == before


def test_a_field_that_is_taken_out_keeps_its_values_and_deletes_still_clean_it(live: Database) -> None:
    live.alter(people.replace("tags: [String]", "").replace("bio: String", ""))
    data(live, "mutation { deletePerson(filter: {has: likes}) { numUids } }")
    check_invariants(live.storage)
    live.alter(people)
    left = data(live, "{ queryPerson { name bio tags } }")["queryPerson"]
    assert left[0] == {"name": "Ben", "bio": "likes beer", "tags": ["b"]}


def test_a_broken_schema_changes_nothing(live: Database) -> None:
    words = refused(live, people.replace("boss: Person", "boss: Persson"))
    assert "Persson" in words


def test_the_same_schema_again_changes_no_table(live: Database) -> None:
    before = dump_storage(live.storage)
    live.alter(people)
    changed = differing(before, dump_storage(live.storage))
    assert set(changed) == {"gw_state", "gw_schemas"}


def test_dropping_data_keeps_the_schema_and_dropping_all_keeps_nothing(live: Database) -> None:
    live.drop_data()
    assert data(live, "{ queryPerson { name } }") == {"queryPerson": []}
    data(live, five)
    uids = {person["id"] for person in data(live, "{ queryPerson { id } }")["queryPerson"]}
    check_invariants(live.storage)
    live.drop_all()
    assert live.graphql("{ queryPerson { name } }")["errors"][0]["extensions"]["code"] == "NO_SCHEMA"
    live.alter(people)
    data(live, five)
    again = {person["id"] for person in data(live, "{ queryPerson { id } }")["queryPerson"]}
    assert uids.isdisjoint(again), "uids are not given out again"


@pytest.mark.parametrize(
    ("schema", "line", "column", "words"),
    [
        (people.replace("age: Int", "age: Int @id"), 2, 38, "cannot become @id"),
        (people.replace("age: Int", "age: Boolean"), 2, 38, "Person.age cannot become Boolean: 4 nodes have values"),
        (people.replace("title: String", "title: Person"), 3, 22, "Film.title cannot become Person: 2 nodes have"),
    ],
)
def test_a_refused_change_says_where_in_the_text(
    live: Database, schema: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(GraphwrightError) as caught:
        live.alter(schema)
    [error] = caught.value.errors if isinstance(caught.value, ErrorList) else [caught.value]
    assert words in error.message
    assert (error.line, error.column) == (line, column)


def test_a_refused_key_shows_some_of_the_doubled_values(database: Database) -> None:
    database.alter("type A { n: Int }")
    shown = limits.schema_duplicates_shown_max
    data(
        database, f"mutation {{ addA(input: [{''.join(f'{{n: {n}}}' for n in range(shown + 2)) * 2}]) {{ numUids }} }}"
    )
    words = refused(database, "type A { n: Int @id }")
    assert words.count("both have the value") == shown
    assert "and 2 more values" in words
