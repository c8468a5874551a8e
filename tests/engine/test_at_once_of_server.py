"""The short cut for cached reads of a database server: one read, and no second one where the first was at fault."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from graphwright.engine.at_once import answer_of_server
from graphwright.engine.database import Database
from graphwright.engine.execution import Read
from graphwright.engine.requests import Answer, GraphqlRequest
from graphwright.errors import LimitError, StoreError
from graphwright.model.caller import Caller

_text = "query($y: Int) { queryFilm(filter: {year: {eq: $y}}) { title } }"
_schema = """type Film @auth(query: {rule: "query($who: String!) { queryFilm(filter: {owner: {eq: $who}}) { id } }"}) {
  id: ID! title: String year: Int @search owner: String @search(by: [hash])
}"""
ann, bob = Caller(claims={"who": "ann"}), Caller(claims={"who": "bob"})


class _Server:
    """Stands for the readers: gives the rows of the database's own, or raises."""

    def __init__(self, database: Database, fault: Exception | None = None) -> None:
        self._reader = database.storage.open_reader()
        self._fault = fault
        self.asked = 0

    async def read_elsewhere(self, read: Read, position: int = 0) -> list[tuple[Any, ...]]:
        self.asked += 1
        if self._fault is not None:
            raise self._fault
        return self._reader.rows(read.text, read.arguments)

    def close(self) -> None:
        self._reader.close()


@pytest.fixture
def films(database: Database) -> Database:
    database.alter(_schema)
    database.graphql('mutation { addFilm(input: [{title: "Alien", year: 1979, owner: "ann"}]) { numUids } }')
    return database


def _answer(database: Database, caller: Caller, fault: Exception | None = None) -> tuple[Answer | None, int]:
    server = _Server(database, fault)
    try:
        request = GraphqlRequest(query=_text, variables={"y": 1979})
        answer = asyncio.run(answer_of_server(database.compiler, server, request, caller))  # type: ignore[arg-type]
        return answer, server.asked
    finally:
        server.close()


def test_a_known_read_is_one_read_and_rules_hold(films: Database) -> None:
    assert _answer(films, ann) == (None, 0), "what is not known yet takes the long way"
    for caller in (ann, bob):
        films.graphql(_text, {"y": 1979}, caller=caller)
    assert _answer(films, ann) == (Answer(body=b'{"data":{"queryFilm":[{"title":"Alien"}]}}'), 1)
    assert _answer(films, bob) == (Answer(body=b'{"data":{"queryFilm":[]}}'), 1)


@pytest.mark.parametrize("fault", [LimitError("it took too long"), StoreError("the server is gone")])
def test_a_read_that_failed_is_not_asked_again(films: Database, fault: Exception) -> None:
    films.graphql(_text, {"y": 1979}, caller=ann)
    answer, asked = _answer(films, ann, fault)
    assert asked == 1
    assert answer is not None
    assert str(fault).encode() in answer.body
    assert not answer.was_executed


def test_after_a_change_of_the_schema_it_takes_the_long_way(films: Database) -> None:
    films.graphql(_text, {"y": 1979}, caller=ann)
    stale = films.compiler
    films.alter(_schema.replace("title: String", "title: String rating: Float"))
    server = _Server(films)
    request = GraphqlRequest(query=_text, variables={"y": 1979})
    assert asyncio.run(answer_of_server(stale, server, request, ann)) is None  # type: ignore[arg-type]
    assert server.asked == 1
    server.close()
