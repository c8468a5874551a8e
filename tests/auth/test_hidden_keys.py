"""READ permissions that hide required fields and keys: null that propagates, and no way to work them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.model.caller import Caller

_schema = '''
type Person
  @permission(on: [READ], fields: [nick, posts])
  @permission(on: [READ], query: """
    query($node_id: ID!, $user_id: ID!) { SomePersonExists(filter: {AND: [{id: $node_id}, {id: $user_id}]}) }
  """)
  @permission(on: [CREATE, UPDATE]) {
  id: ID!
  mail: String! @id
  phone: String @unique
  born: Int! @search
  nick: String
  posts: [Post!] @hasInverse(field: author)
}
type Post { id: ID! title: String! @id author: Person! }
'''
_data = """mutation { addPerson(input: [
  {mail: "ann@x", phone: "1", born: 1990, nick: "a", posts: [{title: "p"}]}
  {mail: "bob@x", phone: "2", born: 1980, nick: "b", posts: [{title: "q"}]}
]) { person { id } } }"""


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert "errors" not in database.graphql(_data)
        yield database


@pytest.fixture(scope="module")
def ann(database: graphwright.Database) -> Caller:
    found = database.graphql('{ getPerson(mail: "ann@x") { id } }')["data"]["getPerson"]
    return Caller(claims={"sub": found["id"]})


def told(answer: dict[str, Any]) -> list[Any]:
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
    return [error["path"] for error in answer["errors"]]


def test_a_required_field_that_is_hidden_makes_its_object_null(database: graphwright.Database, ann: Caller) -> None:
    """As any null where the schema requires a value (6.4.4 of the specification), and without it nothing is null."""
    answer = database.graphql("{ queryPerson(order: {asc: nick}) { nick born } }", caller=ann)
    assert answer["data"] == {"queryPerson": [{"nick": "a", "born": 1990}, None]}
    assert told(answer) == [["queryPerson", 1, "born"]]
    nested = database.graphql("{ queryPost(order: {asc: title}) { title author { nick born mail } } }", caller=ann)
    assert nested["data"] == {
        "queryPost": [{"title": "p", "author": {"nick": "a", "born": 1990, "mail": "ann@x"}}, None]
    }
    assert told(nested) == [["queryPost", 1, "author", "born"], ["queryPost", 1, "author", "mail"]]
    seen = database.graphql("{ queryPerson(order: {asc: nick}) { nick id } }", caller=ann)
    assert "errors" not in seen and [each["nick"] for each in seen["data"]["queryPerson"]] == ["a", "b"]
    fragments = database.graphql("{ queryPerson(order: {asc: nick}) { ... on Person { born } } }", caller=ann)
    assert fragments["data"]["queryPerson"] == [{"born": 1990}, None]
    connection = database.graphql(
        "{ queryPersonConnection(order: {asc: nick}) { edges { node { born } } } }", caller=ann
    )
    assert [edge["node"] for edge in connection["data"]["queryPersonConnection"]["edges"]] == [{"born": 1990}, None]


@pytest.mark.parametrize(
    "query",
    [
        'getPerson(mail: "bob@x") { nick }',
        'queryPerson(filter: {mail: {eq: "bob@x"}}) { nick }',
        "queryPerson(filter: {born: {lt: 1985}}) { nick }",
        "queryPerson(order: {asc: born}) { nick }",
        "aggregatePerson { bornMax }",
        "groupByPerson(by: [{field: born}]) { count }",
        'queryPost(filter: {author: {mail: {eq: "bob@x"}}}) { title }',
        "queryPost(order: {by: [{author: {born: ASC}}]}) { title }",
    ],
)
def test_nobody_finds_a_node_by_what_is_hidden(database: graphwright.Database, ann: Caller, query: str) -> None:
    answer = database.graphql(f"{{ {query} }}", caller=ann)
    assert told(answer) and answer.get("data") in (None, {query.partition("(")[0]: None})
    assert "errors" not in database.graphql(f"{{ {query} }}")


@pytest.mark.parametrize(
    "mutation",
    [
        'addPerson(input: {mail: "bob@x", born: 1}) { numUids }',
        'addPerson(input: {mail: "new@x", phone: "2", born: 1}) { numUids }',
        'addPerson(upsert: true, input: {mail: "bob@x", born: 1}) { person { id } }',
        'addPost(input: {title: "r", author: {mail: "bob@x"}}) { post { author { id } } }',
        'updatePost(input: {filter: {title: {eq: "p"}}, set: {author: {mail: "bob@x"}}}) { post { author { id } } }',
        'updatePerson(input: {filter: {id: ["ME"]}, set: {phone: "2"}}) { numUids }',
    ],
)
def test_no_mutation_tells_whose_a_key_is(database: graphwright.Database, ann: Caller, mutation: str) -> None:
    text = mutation.replace("ME", ann.claims["sub"])
    assert told(database.graphql(f"mutation @dryRun {{ {text} }}", caller=ann)) == [[text.partition("(")[0]]]


@pytest.mark.parametrize(
    "mutation",
    [
        'addPerson(input: {mail: "new@x", phone: "3", born: 1}) { numUids }',
        'addPost(input: {title: "r", author: {mail: "ann@x"}}) { post { author { born } } }',
        'addPost(input: {title: "r", author: {mail: "new@x", born: 1}}) { numUids }',
    ],
)
def test_one_s_own_keys_and_new_ones_are_good(database: graphwright.Database, ann: Caller, mutation: str) -> None:
    assert "errors" not in database.graphql(f"mutation @dryRun {{ {mutation} }}", caller=ann)
