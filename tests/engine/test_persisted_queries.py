"""A query that was sent with its hash can be named by the hash alone, as Apollo's clients do it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import orjson
import pytest

from graphwright import Database, limits
from graphwright.engine.requests import GraphqlRequest
from graphwright.model.caller import anonymous

query = "query ($n: Int) { queryP(first: $n, order: {asc: name}) { name } }"
count = "{ aggregateP { count } }"


@pytest.fixture
def people() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        database.alter("type P { name: String! @id }")
        database.graphql('mutation { addP(input: [{name: "a"}, {name: "b"}]) { numUids } }')
        yield database


def hashed(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


def ask(database: Database, text: str, extensions: Any, **more: Any) -> Any:
    request = GraphqlRequest(query=text, extensions=extensions, **more)
    answer = database.answer_at_once(request, anonymous)
    return orjson.loads((answer or asyncio.run(database.execute_graphql(request, anonymous))).body)


def code(answer: Any) -> str:
    assert "data" not in answer
    return str(answer["errors"][0]["extensions"]["code"])


def test_the_hash_stands_for_the_text_that_came_with_it(people: Database) -> None:
    unknown = ask(people, "", hashed(query))
    assert unknown["errors"][0]["message"] == "PersistedQueryNotFound"
    assert code(unknown) == "PERSISTED_QUERY_NOT_FOUND"
    first = {"data": {"queryP": [{"name": "a"}]}}
    assert ask(people, query, hashed(query), variables={"n": 1}) == first
    for _ in range(2):  # the second one at once
        assert ask(people, "", hashed(query), variables={"n": 1}) == first
        assert len(ask(people, "", hashed(query), variables={"n": 2})["data"]["queryP"]) == 2
    capitals = {"persistedQuery": {"sha256Hash": sha256(query.encode()).hexdigest().upper()}}
    assert ask(people, "", capitals, variables={"n": 1}) == first
    assert code(ask(people, "", hashed(count))) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("known", [False, True])
def test_a_hash_of_another_text_is_refused(people: Database, known: bool) -> None:
    if known:
        ask(people, query, hashed(query))
    answer = ask(people, count, hashed(query))
    assert code(answer) == "BAD_REQUEST"
    assert "provided sha does not match query" in answer["errors"][0]["message"]
    for wrong in ({"sha256Hash": 7}, "x", [1]):
        assert code(ask(people, count, {"persistedQuery": wrong})) == "BAD_REQUEST"


def test_extensions_without_a_hash_change_nothing(people: Database) -> None:
    for extensions in ({}, {"persistedQuery": None}, {"persistedQuery": {"sha256Hash": ""}}, {"other": 1}):
        assert ask(people, count, extensions) == {"data": {"aggregateP": {"count": 2}}}
    assert code(ask(people, "", {"persistedQuery": {}})) == "BAD_REQUEST"


def test_a_mutation_by_hash_keeps_to_the_rules_of_get(people: Database) -> None:
    text = 'mutation { addP(input: [{name: "c"}]) { numUids } }'
    assert code(ask(people, text, hashed(text), is_read_only=True)) == "BAD_REQUEST"
    assert code(ask(people, "", hashed(text), is_read_only=True)) == "BAD_REQUEST"
    assert ask(people, "", hashed(text))["data"] == {"addP": {"numUids": 1}}


def test_memory_is_bounded_and_goes_with_the_schema(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(people, count, hashed(count))
    people.alter("type P { name: String! @id, age: Int }")
    assert "data" in ask(people, "", hashed(count))
    people.drop_all()
    people.alter("type P { name: String! @id }")
    assert code(ask(people, "", hashed(count))) == "PERSISTED_QUERY_NOT_FOUND"
    monkeypatch.setattr(limits, "persisted_query_bytes_max", len(count))
    ask(people, count, hashed(count))
    ask(people, count + " ", hashed(count + " "))
    assert "data" in ask(people, "", hashed(count))
    assert code(ask(people, "", hashed(count + " "))) == "PERSISTED_QUERY_NOT_FOUND"
    for number in range(limits.persisted_queries_max):
        text = f"{{a{number}}}"
        ask(people, text, hashed(text))
    assert code(ask(people, "", hashed(count))) == "PERSISTED_QUERY_NOT_FOUND"
