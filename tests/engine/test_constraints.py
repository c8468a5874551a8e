"""`@unique`, `@cascadeDelete`, `@validate`: kept on every way of writing, refused where stored data break them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import GraphwrightError, SchemaChangeRefused
from tests.stores import check_invariants

schema = """
interface Named { id: ID!  code: String @unique @search(by: [hash]) }
type Hall implements Named { places: Int @validate(min: 1, max: 500) }
type Cinema implements Named {
  mail: String @validate(format: email, maxLength: 20)
  kinds: [String] @validate(oneOf: ["art", "big"], minLength: 2)
  plate: String @validate(pattern: "^[A-Z]+-[0-9]+$")
  halls: [Hall] @cascadeDelete
  shows: [Show] @hasInverse(field: cinema) @cascadeDelete
}
type Show @unique(fields: [hall, starts]) @unique(fields: ["title", "day"]) {
  id: ID!
  number: Int @unique @search
  title: String
  day: Int
  starts: DateTime
  hall: Hall
  cinema: Cinema
  follows: Show @cascadeDelete
}
"""


def data(database: Database, query: str, **variables: Any) -> Any:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def refused(database: Database, query: str) -> list[str]:
    answer = database.graphql(query)
    assert "errors" in answer, answer
    assert next(iter(answer["data"].values())) is None
    return [error["message"] for error in answer["errors"]]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "store.db")
    opened.alter(schema)
    yield opened
    check_invariants(opened.storage)
    opened.close()


def test_a_unique_value_belongs_to_one_node_over_all_types_of_the_interface(database: Database) -> None:
    data(database, 'mutation { addHall(input: [{code: "a"}, {code: "b"}, {places: 3}, {places: 3}]) { numUids } }')
    [owner] = data(database, '{ queryHall(filter: {code: {eq: "a"}}) { id } }')["queryHall"]
    [message] = refused(database, 'mutation { addCinema(input: {code: "a"}) { numUids } }')
    assert "Named.code" in message
    assert owner["id"] in message
    refused(database, 'mutation { addCinema(input: [{code: "x"}, {code: "x"}]) { numUids } }')
    refused(database, 'mutation { updateHall(input: {filter: {code: {eq: "b"}}, set: {code: "a"}}) { numUids } }')
    # A value that is given up is free.
    data(database, 'mutation { updateHall(input: {filter: {code: {eq: "a"}}, remove: {code: null}}) { numUids } }')
    data(database, 'mutation { addCinema(input: {code: "a"}) { numUids } }')


def test_values_unique_together(database: Database) -> None:
    made = data(
        database,
        """mutation { addShow(input: [
            {title: "Alien", day: 1, hall: {code: "h"}, starts: "2020-01-01T20:00:00Z"},
            {title: "Alien", day: 2}, {title: "Brazil", day: 1}, {title: "Alien"}, {title: "Alien"}
        ]) { show { id hall { id } } } }""",
    )["addShow"]["show"]
    [message] = refused(database, 'mutation { addShow(input: {title: "Alien", day: 2}) { numUids } }')
    assert "Show.title 'Alien', Show.day 2" in message
    assert made[1]["id"] in message
    # The same instant, written in another way, in the same hall.
    hall = made[0]["hall"]["id"]
    text = f'{{hall: {{id: "{hall}"}}, starts: "2020-01-01T21:00:00+01:00"}}'
    [message] = refused(database, f"mutation {{ addShow(input: {text}) {{ numUids }} }}")
    assert made[0]["id"] in message
    change = f'{{filter: {{id: ["{made[2]["id"]}"]}}, set: {{title: "Alien"}}}}'
    [message] = refused(database, f"mutation {{ updateShow(input: {change}) {{ numUids }} }}")
    assert made[0]["id"] in message
    data(database, f'mutation {{ deleteShow(filter: {{id: ["{made[0]["id"]}"]}}) {{ msg }} }}')
    data(database, f"mutation {{ updateShow(input: {change}) {{ numUids }} }}")


def test_made_unique_only_where_stored_values_are(database: Database) -> None:
    database.alter("type T { id: ID!  name: String  a: Int  b: String }")
    data(database, 'mutation { addT(input: [{name: "x", a: 1, b: "q"}, {name: "x", a: 1, b: "q"}]) { numUids } }')
    version = database.catalog.version
    with pytest.raises(SchemaChangeRefused, match=r"T.name cannot become @unique: nodes 0x\w+ and 0x\w+ .*'x'"):
        database.alter("type T { id: ID!  name: String @unique  a: Int  b: String }")
    with pytest.raises(SchemaChangeRefused, match=r"T.a, T.b cannot .*: nodes 0x\w+ and 0x\w+ have T.a 1, T.b 'q'"):
        database.alter("type T @unique(fields: [a, b]) { id: ID!  name: String  a: Int  b: String }")
    assert database.catalog.version == version
    data(database, 'mutation { updateT(input: {filter: {}, remove: {name: "x", b: "q"}}) { numUids } }')
    unique = "type T @unique(fields: [a, b]) { id: ID!  name: String @unique  a: Int  b: String }"
    database.alter(unique)
    data(database, 'mutation { addT(input: {name: "x", a: 1, b: "q"}) { numUids } }')
    refused(database, 'mutation { addT(input: {name: "x"}) { numUids } }')
    refused(database, 'mutation { addT(input: {a: 1, b: "q"}) { numUids } }')
    database.alter(unique.replace("@unique(fields: [a, b])", "").replace("@unique", ""))
    data(database, 'mutation { addT(input: {name: "x", a: 1, b: "q"}) { numUids } }')


def test_what_a_node_owns_goes_with_it(database: Database) -> None:
    data(
        database,
        """mutation { addCinema(input: [
            {code: "c", halls: [{code: "h1"}, {code: "h2"}],
             shows: [{number: 1, follows: {number: 2, follows: {number: 3}}}]}
            {code: "other", shows: [{number: 4}]}
        ]) { numUids } }""",
    )
    found = data(database, 'mutation { deleteCinema(filter: {code: {eq: "c"}}) { msg numUids cinema { code } } }')
    assert found["deleteCinema"] == {"msg": "Deleted", "numUids": 6, "cinema": [{"code": "c"}]}
    assert data(database, "{ queryShow { number } queryHall { code } }") == {
        "queryShow": [{"number": 4}],
        "queryHall": [],
    }


def test_edges_to_a_deleted_node_go_with_it(database: Database) -> None:
    data(database, 'mutation { addShow(input: [{number: 1, hall: {code: "h"}}]) { numUids } }')
    data(database, 'mutation { deleteHall(filter: {code: {eq: "h"}}) { msg } }')
    assert data(database, "{ queryShow(filter: {has: hall}) { number } all: queryShow { hall { code } } }") == {
        "queryShow": [],
        "all": [{"hall": None}],
    }


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("Hall", "places: 0", "Hall.places is 0, the least allowed is 1"),
        ("Hall", "places: 501", "Hall.places is 501, the most allowed is 500"),
        ("Cinema", 'mail: "nobody"', "Cinema.mail is 'nobody', which is no email"),
        ("Cinema", 'mail: "somebody@example.com.org"', "Cinema.mail has 24 characters, the most allowed is 20"),
        ("Cinema", 'kinds: ["art", "odd"]', "Cinema.kinds is 'odd', allowed are art, big"),
        ("Cinema", 'kinds: ["a"]', "Cinema.kinds has 1 characters, the least allowed is 2"),
        ("Cinema", 'plate: "AB-12x"', "Cinema.plate is 'AB-12x', which does not match the pattern ^[A-Z]+-[0-9]+$"),
    ],
)
def test_values_that_do_not_hold_to_their_constraint(database: Database, kind: str, value: str, problem: str) -> None:
    ways = [
        f"mutation {{ add{kind}(input: [{{{value}}}]) {{ numUids }} }}",
        f"mutation {{ update{kind}(input: {{filter: {{}}, set: {{{value}}}}}) {{ numUids }} }}",
    ]
    if kind == "Hall":
        ways.append(f"mutation {{ addCinema(input: [{{halls: [{{{value}}}]}}]) {{ numUids }} }}")
    for way in ways:
        assert refused(database, way) == [f"{problem} (@validate)"]


def test_values_that_hold_and_all_problems_at_once(database: Database) -> None:
    data(database, 'mutation { addCinema(input: {mail: "a@b.example", kinds: ["art"], plate: "B-1"}) { numUids } }')
    data(database, 'mutation { updateCinema(input: {filter: {}, remove: {kinds: ["odd"]}}) { numUids } }')
    assert len(refused(database, 'mutation { addCinema(input: [{mail: "x", plate: "y"}]) { numUids } }')) == 2


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("url", "https://example.com/a?b", "example.com"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000"),
        ("hostname", "a-b.example", "-a.example"),
        ("ipv4", "127.0.0.1", "127.0.0.256"),
        ("ipv6", "::1", "127.0.0.1"),
        ("slug", "the-third-man", "The Third Man"),
    ],
)
def test_formats(database: Database, form: str, right: str, wrong: str) -> None:
    database.alter(f"type F {{ id: ID!  text: String @validate(format: {form}) }}")
    data(database, f'mutation {{ addF(input: {{text: "{right}"}}) {{ numUids }} }}')
    assert refused(database, f'mutation {{ addF(input: {{text: "{wrong}"}}) {{ numUids }} }}')


def test_strict_knows_none_of_these_directives(tmp_path: Path) -> None:
    strict = Database.open(tmp_path / "strict.db", is_strict=True)
    for declared in ("a: Int @unique", "a: Int @validate(min: 1)", "a: T @cascadeDelete"):
        with pytest.raises(GraphwrightError, match="none of Dgraph's"):
            strict.alter(f"type T {{ id: ID!  {declared} }}")
    strict.close()


def test_what_a_union_holds_goes_along(database: Database) -> None:
    database.drop_all()
    database.alter(
        "type Box { name: String! @id things: [Thing] @cascadeDelete }\ntype Cup { name: String! @id }\n"
        "type Pen { name: String! @id }\nunion Thing = Cup | Pen"
    )
    made = 'addBox(input: {name: "b", things: [{cupRef: {name: "c"}}, {penRef: {name: "p"}}]}) { numUids }'
    assert database.graphql(f"mutation {{ {made} }}")["data"] == {"addBox": {"numUids": 3}}
    assert database.graphql("mutation { deleteBox(filter: {}) { numUids } }")["data"] == {"deleteBox": {"numUids": 3}}
    assert database.graphql("{ queryCup { name } queryPen { name } }")["data"] == {"queryCup": [], "queryPen": []}
