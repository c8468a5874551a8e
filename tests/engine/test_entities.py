"""`_entities` and `_service`: what the gateway of a federation asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.model.caller import Caller

_schema = """
type Film @key(fields: "id") { id: ID! title: String! @search(by: [hash]) by: [Person] @hasInverse(field: films) }
type Disc @key(fields: "number") { number: Int! @id kind: String }
type Person @key(fields: "name") @extends { name: String! @id @external born: Int @external films: [Film] }
type Hidden @key(fields: "name") @auth(query: { rule: "{$ROLE: {eq: \\"ADMIN\\"}}" }) { name: String! @id x: Int }
"""
_query = """query($r: [_Any!]!) { _entities(representations: $r) { kind: __typename ...on Film { title }
  ...on Disc { number kind2: kind } ...on Person { name films(order: {asc: title}) { title } } ...on Hidden { x } } }"""


@pytest.fixture(scope="module")
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        made = database.graphql(
            'mutation { addFilm(input: [{title: "Alien", by: [{name: "ripley"}]}, {title: "Brazil"}]) { numUids } '
            'addDisc(input: [{number: 1, kind: "dvd"}, {number: 2}]) { numUids } '
            'addHidden(input: {name: "h", x: 1}) { numUids } }'
        )
        assert "errors" not in made
        yield database


def entities(database: graphwright.Database, *representations: Any) -> Any:
    answer = database.graphql(_query, {"r": list(representations)})
    assert "errors" not in answer, answer
    return answer["data"]["_entities"]


def test_entities_come_in_the_order_asked_with_null_for_who_is_not_there(database: graphwright.Database) -> None:
    ids = {film["title"]: film["id"] for film in database.graphql("{ queryFilm { id title } }")["data"]["queryFilm"]}
    alien, brazil = {"kind": "Film", "title": "Alien"}, {"kind": "Film", "title": "Brazil"}
    asked = [ids["Brazil"], "0x0fffff", ids["Alien"], ids["Brazil"], str(int(ids["Alien"], 16))]
    found = entities(database, *({"__typename": "Film", "id": one} for one in asked))
    assert found == [brazil, None, alien, brazil, alien]


def test_each_kind_of_key(database: graphwright.Database) -> None:
    two, one = (entities(database, *({"__typename": "Disc", "number": n} for n in (2, "1"))),)[0]
    assert (two, one) == ({"kind": "Disc", "number": 2, "kind2": None}, {"kind": "Disc", "number": 1, "kind2": "dvd"})
    person = {"kind": "Person", "name": "ripley", "films": [{"title": "Alien"}]}
    assert entities(database, {"__typename": "Person", "name": "ripley", "born": 2092}) == [person]


def test_representations_in_the_text(database: graphwright.Database) -> None:
    query = '{ _entities(representations: [{__typename: "Disc", number: 2}]) { ...on Disc { number } } }'
    for number in (2, 1):  # the second has the plan of the first
        answer = database.graphql(query.replace("2}", f"{number}}}"))
        assert answer["data"] == {"_entities": [{"number": number}]}
    query = 'query($n: Int) { _entities(representations: {__typename: "Disc", number: $n}) { ...on Disc { number } } }'
    assert database.graphql(query, {"n": 1})["data"] == {"_entities": [{"number": 1}]}


@pytest.mark.parametrize(
    ("representations", "says"),
    [
        ([], "empty"),
        ([{"number": 1}], "no __typename"),
        ([3], "no __typename"),
        ([{"__typename": "Nope", "id": "1"}], "Nope is no type with @key"),
        ([{"__typename": "Disc", "number": 1}, {"__typename": "Person", "name": "ripley"}], "several types"),
        ([{"__typename": "Disc"}], "no number"),
    ],
)
def test_what_names_no_entities_is_an_error_and_an_empty_list(
    database: graphwright.Database, representations: list[Any], says: str
) -> None:
    entities(database, {"__typename": "Disc", "number": 1})  # its plan must not serve this
    answer = database.graphql(_query, {"r": representations})
    assert answer["data"] == {"_entities": []}
    [error] = answer["errors"]
    assert says in error["message"]
    assert error["path"] == ["_entities"]


def test_rules_hide_entities(database: graphwright.Database) -> None:
    asked = {"r": [{"__typename": "Hidden", "name": "h"}]}
    shown = database.graphql(_query, asked, caller=Caller(claims={"ROLE": "ADMIN"}))
    assert shown["data"] == {"_entities": [{"kind": "Hidden", "x": 1}]}
    assert database.graphql(_query, asked, caller=Caller())["data"] == {"_entities": [None]}


def test_the_service_text(database: graphwright.Database) -> None:
    answer = database.graphql(
        '{ _service { sdl } _entities(representations: {__typename: "Disc", number: 2}) '
        "{ ...on Disc { number } } queryDisc { number } }"
    )
    assert answer["data"]["_entities"] == [{"number": 2}]
    assert len(answer["data"]["queryDisc"]) == 2
    text = answer["data"]["_service"]["sdl"]
    assert 'type Person @key(fields: "name") @extends {' in text
    assert "queryFilm(" in text
    assert "queryPerson(" not in text
    assert "@auth" not in text
    assert "_Entity" not in text


def test_what_another_service_gives_is_not_there(database: graphwright.Database) -> None:
    asked = '{ getPerson(name: "ripley") { name born } }'
    assert database.graphql(asked) == {"data": {"getPerson": {"name": "ripley", "born": None}}}
    refused = database.graphql('mutation { addPerson(input: {name: "ash", born: 2100}) { numUids } }')
    assert "unknown field 'born'" in refused["errors"][0]["message"]


def test_what_a_field_provides_is_kept_here_and_the_rest_is_nothing() -> None:
    with graphwright.open(":memory:") as database:
        database.alter("""
          type Review @key(fields: "id") { id: ID! text: String by: User @provides(fields: "name town") }
          extend type User @key(fields: "email") { email: String! @id @external name: String @external
            town: String @external age: Int! @external tags: [String] @external best: User @external
            reviews: [Review] @hasInverse(field: by) shadow: Int @requires(fields: "age") }""")
        made = database.graphql(
            'mutation { addReview(input: {text: "fine", by: {email: "a@b", name: "Ann"}}) { review { by { name } } } '
            'updateUser(input: {filter: {has: name}, set: {town: "Rome"}}) { numUids } }'
        )
        assert made == {"data": {"addReview": {"review": [{"by": {"name": "Ann"}}]}, "updateUser": {"numUids": 1}}}
        asked = "{ queryUser(order: {asc: town}) { name town tags best { name } reviews { text } } }"
        assert database.graphql(asked)["data"]["queryUser"] == [
            {"name": "Ann", "town": "Rome", "tags": [], "best": None, "reviews": [{"text": "fine"}]}
        ]
        answer = database.graphql("{ queryReview { text by { email age } } }")
        assert answer["data"] == {"queryReview": [{"text": "fine", "by": None}]}
        assert answer["errors"][0]["path"] == ["queryReview", 0, "by", "age"]


def test_an_id_of_another_service_is_any_text() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(
            'type Film @key(fields: "id") @extends { id: ID! @external reviews: [Review] @hasInverse(field: film) }\n'
            "type Review { text: String! @id film: Film }"
        )
        made = database.graphql(
            'mutation { addReview(input: [{text: "good", film: {id: "tt0078748"}}, {text: "fine", film: {id: "7"}}]) '
            "{ review { film { id } } } }"
        )
        assert {"film": {"id": "tt0078748"}} in made["data"]["addReview"]["review"]
        assert database.graphql('{ getFilm(id: "7") { id } }')["data"] == {"getFilm": {"id": "7"}}
        found = database.graphql('{ queryFilm(filter: {id: {in: ["7", "8"]}}) { id reviews { text } } }')["data"]
        assert found == {"queryFilm": [{"id": "7", "reviews": [{"text": "fine"}]}]}
        asked = {"r": [{"__typename": "Film", "id": 7}, {"__typename": "Film", "id": "tt0078748"}]}
        query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Film { id reviews { text } } } }"
        assert [one["reviews"][0]["text"] for one in database.graphql(query, asked)["data"]["_entities"]] == [
            "fine",
            "good",
        ]
        assert "id: ID! @external" in database.graphql("{ _service { sdl } }")["data"]["_service"]["sdl"]
