"""Another type for a field that has data: converted where all of it converts, else refused, or done with loss."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.errors import ErrorList, GraphwrightError, SchemaChangeRefused
from tests.stores import check_invariants, differing, dump_storage

people = """
type Person {
  id: ID!  name: String  age: Int  big: Int64  born: String  score: Float  isIn: Boolean  seen: DateTime
  tags: [String]  days: [DateTime]  likes: [Film]  boss: Person  mood: Mood  words: String
}
type Film { id: ID!  title: String }
enum Mood { GLAD SAD }
"""
three = """
mutation { addPerson(input: [
  {name: "Ann", age: 30, big: 7, born: "1979-01-02", score: 1.5, isIn: true, seen: "2001-01-01T00:00:00+02:00",
   tags: ["a"], days: ["2001-01-01", "2002-01-01"], likes: [{title: "Alien"}], mood: SAD, words: "12",
   boss: {name: "Eve", mood: GLAD}},
  {name: "Ben", age: 20, big: 5000000000, born: "never", score: 2.0, isIn: false, tags: ["x", "y"], mood: GLAD,
   words: "-7", likes: [{title: "Brazil"}, {title: "Cube"}]},
]) { numUids } }
"""


def data(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def values(database: Database, selection: str) -> list[Any]:
    name = selection.split(maxsplit=1)[0]
    found = data(database, f"{{ queryPerson {{ {selection} }} }}")["queryPerson"]
    return [person[name] for person in found]


@pytest.fixture
def live(database: Database) -> Database:
    """Three people and three films; the third of the people, Eve, has a name and a mood."""
    database.alter(people)
    data(database, three)
    return database


def refused(database: Database, schema: str, **options: bool) -> list[str]:
    """Alters in vain; the words of the errors, which the plan foretells. Nothing may change."""
    before = dump_storage(database.storage)
    foretold = [error.message for error in database.schema_plan(schema, **options).refusals]
    with pytest.raises(GraphwrightError) as caught:
        database.alter(schema, **options)
    error = caught.value
    errors = error.errors if isinstance(error, ErrorList) else [error]
    assert all(isinstance(each, SchemaChangeRefused) and each.line for each in errors)
    assert differing(before, dump_storage(database.storage)) == {}
    assert [each.message for each in errors] == foretold
    return foretold


@pytest.mark.parametrize(
    ("old", "new", "selection", "expected"),
    [
        ("age: Int ", "age: Int64 @search ", "age", [30, 20, None]),
        ("age: Int ", "age: Float @search ", "age", [30.0, 20.0, None]),
        ("age: Int ", "age: String @search(by: [exact, term]) ", "age", ["30", "20", None]),
        ("age: Int ", "age: [Int] @search ", "age", [[30], [20], []]),
        ("age: Int ", "age: [String] @search ", "age", [["30"], ["20"], []]),
        ("big: Int64", "big: Float", "big", [7.0, 5e9, None]),
        ("score: Float", "score: String", "score", ["1.5", "2", None]),
        ("isIn: Boolean", "isIn: String", "isIn", ["true", "false", None]),
        ("isIn: Boolean", "isIn: Int", "isIn", [1, 0, None]),
        ("seen: DateTime", "seen: String", "seen", ["2001-01-01T00:00:00+02:00", None, None]),
        ("seen: DateTime", "seen: [DateTime] @search", "seen", [["2001-01-01T00:00:00+02:00"], [], []]),
        ("days: [DateTime]", "days: [String]", "days", [["2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z"], [], []]),
        ("words: String", "words: Int @search", "words", [12, -7, None]),
        ("words: String", "words: Int64 @id", "words", [12, -7, None]),
        ("words: String", "words: Float", "words", [12.0, -7.0, None]),
        ("words: String", "words: [String] @search(by: [trigram])", "words", [["12"], ["-7"], []]),
        ("mood: Mood", "mood: String @search", "mood", ["SAD", "GLAD", "GLAD"]),
        ("mood: Mood", "mood: [Mood] @search", "mood", [["SAD"], ["GLAD"], ["GLAD"]]),
        ("boss: Person", "boss: [Person]", "boss { name }", [[{"name": "Eve"}], [], []]),
        ("name: String", "name: String! @id", "name", ["Ann", "Ben", "Eve"]),
    ],
)
def test_what_the_data_allow_is_converted(
    live: Database, old: str, new: str, selection: str, expected: list[Any]
) -> None:
    order = values(live, "name")
    assert sorted(order) == ["Ann", "Ben", "Eve"]
    schema = people.replace(old, new)
    assert live.schema_plan(schema).refusals == ()
    assert live.alter(schema).lost == ()
    check_invariants(live.storage)
    found = dict(zip(order, values(live, selection), strict=True))
    assert [found["Ann"], found["Ben"], found["Eve"]] == expected
    data(live, "mutation { deletePerson(filter: {}) { numUids } }")
    check_invariants(live.storage)


def test_a_converted_field_is_searched_by_its_new_type(live: Database) -> None:
    live.alter(
        people.replace("words: String", "words: Int @search").replace("age: Int ", "age: String @search(by: [exact]) ")
    )
    found = data(live, '{ queryPerson(filter: {words: {lt: 0}, age: {eq: "20"}}) { name } }')
    assert found == {"queryPerson": [{"name": "Ben"}]}
    data(live, 'mutation { addPerson(input: [{words: 3, age: "40"}]) { numUids } }')
    check_invariants(live.storage)
    live.alter(people)  # and back
    assert sorted(values(live, "words"), key=str) == ["-7", "12", "3", None]
    check_invariants(live.storage)


@pytest.mark.parametrize(
    ("old", "new", "words", "lost", "selection", "left"),
    [
        (
            "born: String", "born: DateTime",
            r'Person.born cannot become DateTime: 1 node has values that do not convert, such as 0x\w+ \("never"\).*',
            r'values of Person.born of 1 node, such as 0x\w+ \("never"\)',
            "born", ["1979-01-02T00:00:00Z", None, None],
        ),
        (
            "big: Int64", "big: Int",
            r"Person.big cannot hold what it has as Int: 1 node has other values, such as 0x\w+ \(5000000000\)\. .*",
            r"values of Person.big of 1 node, .*",
            "big", [7, None, None],
        ),
        (
            "words: String", "words: Mood",
            r'Person.words cannot hold what it has as enum Mood: 2 nodes have other values, such as 0x\w+ \(.*',
            r"values of Person.words of 2 nodes, .*",
            "words", [None, None, None],
        ),
        (
            "GLAD SAD", "GLAD CALM",
            r'Person.mood cannot hold what it has as enum Mood: 1 node has other values, such as 0x\w+ \("SAD"\)\. .*',
            r"values of Person.mood of 1 node, .*",
            "mood", [None, "GLAD", "GLAD"],
        ),
        (
            "tags: [String]", "tags: String",
            r"Person.tags cannot become String: 1 node has several values, such as 0x\w+ \(x, y\).*the first.*",
            r"values of Person.tags of 1 node, .*",
            "tags", ["a", "x", None],
        ),
        (
            "likes: [Film]", "likes: Film",
            r"Person.likes cannot become Film: 1 node has several values, such as 0x\w+\. .*",
            r"values of Person.likes of 1 node, .*",
            "likes { id }", None,
        ),
        (
            "likes: [Film]", "likes: [String]",
            r"Person.likes cannot become \[String\]: 2 nodes have values that do not convert, such as 0x\w+, .*",
            r"values of Person.likes of 2 nodes, .*",
            "likes", [[], [], []],
        ),
        (
            "age: Int ", "age: Boolean ",
            r"Person.age cannot become Boolean: 2 nodes have values that do not convert, such as 0x\w+ \(\d0\), .*",
            r"values of Person.age of 2 nodes, .*",
            "age", [None, None, None],
        ),
    ],
)  # fmt: skip
def test_what_the_data_forbid_is_refused_or_lossy(
    live: Database, old: str, new: str, words: str, lost: str, selection: str, left: list[Any] | None
) -> None:
    order = values(live, "name")
    schema = people.replace(old, new)
    [message] = refused(live, schema)
    assert re.fullmatch(words, message), message
    assert "--allow-unsafe" in message
    foretold = live.schema_plan(schema, allow_unsafe=True)
    assert foretold.refusals == ()
    report = live.alter(schema, allow_unsafe=True)
    assert report.lost == foretold.lost
    assert len(report.lost) == 1
    assert re.fullmatch(lost, report.lost[0]), report.lost
    check_invariants(live.storage)
    found = dict(zip(order, values(live, selection), strict=True))
    if left is not None:
        assert [found["Ann"], found["Ben"], found["Eve"]] == left
    assert live.alter(schema).lost == (), "it is done, and can be done again without loss"


def test_a_required_field_that_nodes_lack_is_refused(live: Database) -> None:
    schema = people.replace("age: Int ", "age: Int! ").replace("title: String", "title: String!  year: Int!")
    messages = refused(live, schema)
    assert re.fullmatch(
        r"Person\.age cannot be required \(Int!\): 1 node has no value, such as 0x\w+\. Leave the ! out, .*",
        messages[0],
    )
    assert re.match(r"Film\.year cannot be required \(Int!\): 3 nodes have no value", messages[1])
    assert messages[1].count("0x") == limits.schema_examples_shown_max
    report = live.alter(schema, allow_unsafe=True)
    assert report.lost == ()
    assert values(live, "name"), "nothing is lost"
    assert live.graphql("{ queryFilm { year } }")["errors"][0]["extensions"]["code"] == "NON_NULL_VIOLATED"
    live.alter(schema)  # the same again asks nothing new


def test_the_reference_does_not_look_at_values(address: str) -> None:
    """Under --strict-dgraph a schema that becomes stricter is accepted, as there."""
    with Database.open(address, is_strict=True) as live:
        live.alter(people)
        data(live, three)
        schema = people.replace("age: Int ", "age: Int! ").replace("GLAD SAD", "GLAD").replace("big: Int64", "big: Int")
        assert live.alter(schema).lost == ()


def test_a_list_with_an_inverse_becomes_single_in_steps(live: Database) -> None:
    paired = people.replace("title: String", "title: String  fans: [Person] @hasInverse(field: likes)")
    data(live, "mutation { updatePerson(input: {filter: {has: tags}, remove: {likes: []}}) { numUids } }")
    live.alter(paired)
    single = paired.replace("likes: [Film]", "likes: Film")
    [message] = refused(live, single)
    assert "take @hasInverse out" in message
    assert refused(live, single, allow_unsafe=True) == [message]
    data(live, "mutation { updatePerson(input: {filter: {}, remove: {likes: null}}) { numUids } }")
    live.alter(single)
    data(live, 'mutation { addPerson(input: [{likes: {title: "Dune"}}]) { numUids } }')
    assert data(live, "{ queryFilm(filter: {has: fans}) { title fans { likes { title } } } }")["queryFilm"] == [
        {"title": "Dune", "fans": [{"likes": {"title": "Dune"}}]}
    ]


def test_values_too_large_for_a_float_do_not_convert(database: Database) -> None:
    database.alter("type A { id: ID! n: Int64 s: String }")
    data(database, f'mutation {{ addA(input: [{{n: {2**53 + 1}, s: "1_0"}}, {{n: {2**53}, s: " 1"}}]) {{ numUids }} }}')
    [first, second] = refused(database, "type A { id: ID! n: Float s: Int }")
    assert "A.n cannot become Float: 1 node has" in first
    assert f"({2**53 + 1})" in first
    assert "A.s cannot become Int: 2 nodes have" in second


def test_a_new_key_sees_the_converted_values(database: Database) -> None:
    """Two texts may be one number."""
    database.alter("type A { id: ID! s: String @id }")
    data(database, 'mutation { addA(input: [{s: "7"}, {s: "007"}]) { numUids } }')
    with pytest.raises(
        SchemaChangeRefused, match=r"A\.s cannot become @id: nodes 0x\w+ and 0x\w+ both have the value '7'"
    ):
        database.alter("type A { id: ID! s: Int @id }")
    data(database, 'mutation { deleteA(filter: {s: {eq: "007"}}) { numUids } }')
    database.alter("type A { id: ID! s: Int @id }")
    assert data(database, "{ getA(s: 7) { s } }") == {"getA": {"s": 7}}
    check_invariants(database.storage)


def test_many_values_convert_in_portions(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphwright.storage.converting._batch_values", 7)
    database.alter("type A { id: ID! n: Int l: [Int] }")
    inputs = ", ".join(f"{{n: {n}, l: [{n}, {n + 1}, {n + 2}]}}" for n in range(50))
    data(database, f"mutation {{ addA(input: [{inputs}]) {{ numUids }} }}")
    database.alter("type A { id: ID! n: String @search(by: [term]) l: [String] @search(by: [hash]) }")
    found = data(database, "{ queryA { n l } }")["queryA"]
    assert [each["n"] for each in found] == [str(n) for n in range(50)]
    assert all(sorted(each["l"], key=int) == [str(int(each["n"]) + k) for k in range(3)] for each in found)
    check_invariants(database.storage)


def test_facets_and_languages_of_a_field_are_not_forgotten_silently(database: Database) -> None:
    database.alter('type A { id: ID! s: String @dgraph(pred: "s") t: String @dgraph(pred: "s@en") }')
    data(database, 'mutation { addA(input: [{s: "1", t: "one"}]) { numUids } }')
    schema = 'type A { id: ID! s: Int @dgraph(pred: "s") }'
    [message] = refused(database, schema)
    assert "A.s cannot become Int: nodes have values with a language of it" in message
    assert database.alter(schema, allow_unsafe=True).lost == ("values with a language of s",)
    assert data(database, "{ queryA { s } }") == {"queryA": [{"s": 1}]}
