"""`/permissions` and `/simple/v1/<namespace>/permissions`: who may ask the permission schema, and what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import graphwright
from graphwright.model.keys import KeyKind

_schema = """
type Post { id: ID! title: String! @id author: User public: Boolean at: DateTime score: Int name_not: Int name: String }
type User { id: ID! name: String! @id role: Role posts: [Post!] @hasInverse(field: author) }
enum Role { ADMIN EDITOR }
"""
_data = """mutation { addUser(input: [
  {name: "ann", role: ADMIN, posts: [{title: "50% a_b", public: true, at: "2020-01-01", score: 3}, {title: "Öl"}]}
  {name: "bob"}
]) { numUids } }"""
_paths = ("/permissions", "/simple/v1/any-namespace/permissions")


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert "errors" not in database.graphql(_data)
        yield database


def ask(
    database: graphwright.Database, query: str, secret: str | None, path: str = _paths[0], **members: Any
) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(graphwright.asgi_app(database))
        headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
            return await client.post(path, json={"query": query, **members})

    return asyncio.run(send())


@pytest.fixture
def key(database: graphwright.Database) -> str:
    return database.create_key(KeyKind.ADMIN)[1]


@pytest.mark.parametrize("path", _paths)
def test_only_an_admin_key_lets_in(database: graphwright.Database, path: str) -> None:
    assert ask(database, "{ SomePostExists }", None, path).status_code == 401  # this machine is none either
    secret = database.create_key(KeyKind.ADMIN)[1]
    client = database.create_key(KeyKind.CLIENT)[1]
    assert ask(database, "{ SomePostExists }", None, path).status_code == 401
    assert ask(database, "{ SomePostExists }", "gwa_unknown", path).status_code == 401
    assert ask(database, "{ SomePostExists }", client, path).status_code == 403
    answer = ask(database, "{ SomePostExists }", secret, path)
    assert (answer.status_code, answer.json()) == (200, {"data": {"SomePostExists": True}})


@pytest.mark.parametrize(
    ("type_name", "arguments", "exists"),
    [
        ("User", "", True),
        ("Post", "(skip: 1, orderBy: title_ASC)", True),
        ("Post", "(skip: 2)", False),
        ("Post", "(first: 0)", False),
        ("User", '(after: "0x0")', True),
        ("User", '(after: "0x0", filter: {name: "bob"}, before: "0xffffffff")', True),
        ("User", '(after: "0xffffffff")', False),
        ("User", '(before: "0x1")', False),
        ("Post", '(filter: {title_contains: "% a"})', True),
        ("Post", '(filter: {title_contains: "% A"})', False),
        ("Post", '(filter: {title_contains: ""}, skip: 1)', True),
        ("Post", '(filter: {title_starts_with: "50_"})', False),
        ("Post", '(filter: {title_starts_with: "50%", title_ends_with: "_b"})', True),
        ("Post", '(filter: {title_ends_with: "xx50% a_b"})', False),
        ("Post", '(filter: {title_not_contains: "l", title_not_starts_with: "5"})', False),
        ("Post", '(filter: {title_gte: "50", title_lt: "6", score_lte: 3, score_gt: 2})', True),
        ("Post", '(filter: {author: {role: ADMIN}, at_lt: "2021", public: true})', True),
        ("Post", "(filter: {at: null, public_not: true, score_not: 3})", True),
        ("Post", "(filter: {at_not: null, score_in: [1, 2]})", False),
        ("Post", "(filter: {at_in: null})", False),
        ("Post", "(filter: {author: null})", False),
        ("Post", "(filter: {name_not: 5})", False),  # the field of this name
        ("User", '(filter: {posts_none: {}, name_in: ["bob"]})', True),
        ("User", "(filter: {posts_every: {public: true}, role_not: null})", False),
        ("User", "(filter: {role_in: [EDITOR]})", False),
        ("User", "(filter: {role_not_in: [ADMIN]})", True),
        ("User", '(filter: {id: "no ID"})', False),
        ("User", '(filter: {id_in: ["0x1", "no ID"]})', True),
        ("User", '(filter: {OR: [{id: "0x99"}, {AND: [{name_not: "ann"}, {name_not_in: ["x"]}]}]})', True),
        ("User", "(filter: {OR: []})", False),
    ],
)
def test_what_a_filter_asks(
    database: graphwright.Database, key: str, type_name: str, arguments: str, exists: bool
) -> None:
    answer = ask(database, f"{{ found: Some{type_name}Exists{arguments} }}", key)
    assert answer.json() == {"data": {"found": exists}}


def test_variables_are_those_of_the_request(database: graphwright.Database, key: str) -> None:
    query = "query($names: [String!]) { SomeUserExists(filter: {name_in: $names}) }"
    for name, exists in (("ann", True), ("cid", False)):
        assert ask(database, query, key, variables={"names": [name]}).json() == {"data": {"SomeUserExists": exists}}


def test_the_schema_can_be_introspected(database: graphwright.Database, key: str) -> None:
    query = '{ __schema { queryType { fields { name } } } __type(name: "PostOrderBy") { enumValues { name } } }'
    data = ask(database, query, key).json()["data"]
    assert [field["name"] for field in data["__schema"]["queryType"]["fields"]] == ["SomePostExists", "SomeUserExists"]
    assert {"name": "score_DESC"} in data["__type"]["enumValues"]
    database.alter(_schema + "type Tag { id: ID! name: String }")
    assert ask(database, "{ SomeTagExists }", key).json() == {"data": {"SomeTagExists": False}}


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ("{ SomePostExists(skip: -1) }", "BAD_USER_INPUT", "not negative"),
        ('{ SomePostExists(orderBy: at_UP, after: "0x1") }', "VALIDATION_FAILED", "at_UP"),
        ('{ SomePostExists(filter: {at: "then"}) }', "BAD_USER_INPUT", "no DateTime"),
        ("{ SomePostExists(filter: {ttle: 1}) }", "VALIDATION_FAILED", "title"),
        ("mutation { x }", "VALIDATION_FAILED", "mutation"),
    ],
)
def test_wrong_input(database: graphwright.Database, key: str, query: str, code: str, says: str) -> None:
    [error] = ask(database, query, key).json()["errors"]
    assert error["extensions"]["code"] == code
    assert says in error["message"]


def test_before_there_is_a_schema_and_as_the_reference() -> None:
    with graphwright.open(":memory:") as database:
        answer = ask(database, "{ SomePostExists }", database.create_key(KeyKind.ADMIN)[1])
        assert answer.status_code == 400
        assert "no permission schema" in answer.json()["errors"][0]["message"]
    with graphwright.Database.open(":memory:", is_strict=True) as database:
        database.alter(_schema)
        assert ask(database, "{ SomePostExists }", database.create_key(KeyKind.ADMIN)[1]).status_code == 404
