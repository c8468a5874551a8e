"""Queries whose plan is there run without the machinery of those that are new; nobody can tell by their answers."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest

from graphwright import Database, limits
from graphwright.errors import AbortedError, GraphwrightError
from graphwright.model.caller import Caller, trusted
from graphwright.model.dql_requests import DqlAnswer, DqlMutation, DqlRequest
from tests.dql.transactions import alter, change

text = "query q($name: string) { q(func: eq(name, $name)) { name age } }"


@pytest.fixture
def people(database: Database) -> Database:
    alter(database, "name: string @index(exact) .\nage: int @index(int) .\ntype Person { name age }")
    change(database, '_:a <name> "Ada" . \n _:a <age> "3" . \n _:b <name> "Bob" .')
    return database


async def _ask(
    database: Database, name: str, *, start_ts: int = 0, caller: Caller = trusted, **options: Any
) -> DqlAnswer:
    request = DqlRequest(query=text, variables={"$name": name}, start_ts=start_ts, **options)
    return await database.run_dql(request, caller)


def _rows(answer: DqlAnswer) -> Any:
    return orjson.loads(answer.data or b"null")["q"]


def test_a_query_that_comes_again_begins_a_transaction_each_time(people: Database) -> None:
    async def run() -> None:
        answers = [await _ask(people, "Ada") for _ in range(4)]
        assert [_rows(answer) for answer in answers] == [[{"name": "Ada", "age": 3}]] * 4
        numbers = [answer.start_ts for answer in answers]
        assert sorted(set(numbers)) == numbers, "each is a transaction of its own, later than the one before"
        change(people, '_:a <name> "Ada" . \n _:a <age> "4" .')
        for answer in answers:
            assert _rows(await _ask(people, "Ada", start_ts=answer.start_ts)) == [{"name": "Ada", "age": 3}]
        assert len(_rows(await _ask(people, "Ada"))) == 2, "a new one sees the commit"

    asyncio.run(run())


def test_such_a_transaction_writes_commits_and_conflicts_as_others(people: Database) -> None:
    async def run() -> None:
        for _ in range(2):
            first, second = await _ask(people, "Bob"), await _ask(people, "Bob")
            bob = orjson.loads(
                (await people.run_dql(DqlRequest(query='{ q(func: eq(name, "Bob")) { uid } }'), trusted)).data or b""
            )
            quad = f'<{bob["q"][0]["uid"]}> <age> "9" .'
            for answer in (first, second):
                mutation = DqlMutation(set_rdf=quad)
                await people.run_dql(DqlRequest(mutations=(mutation,), start_ts=answer.start_ts), trusted)
            assert await people.end_dql(first.start_ts) > 0
            with pytest.raises(AbortedError):
                await people.end_dql(second.start_ts)

    asyncio.run(run())


def test_read_only_ones_do_not_write(people: Database) -> None:
    async def run() -> None:
        answers = [await _ask(people, "Ada", is_read_only=True) for _ in range(2)]
        mutation = DqlMutation(set_rdf='_:c <name> "Cy" .')
        for answer in answers:
            with pytest.raises(GraphwrightError, match="read-only"):
                await people.run_dql(DqlRequest(mutations=(mutation,), start_ts=answer.start_ts), trusted)

    asyncio.run(run())


def test_best_effort_reads_begin_none_and_see_what_is_newest(people: Database) -> None:
    async def run() -> None:
        for age in range(5, 8):
            change(people, f'_:x <name> "Cy" . \n _:x <age> "{age}" .')
            answer = await _ask(people, "Cy", is_read_only=True, is_best_effort=True)
            assert answer.start_ts == 0
            assert [row["age"] for row in _rows(answer)] == list(range(5, age + 1))

    asyncio.run(run())


def test_what_takes_longer_than_the_budget_of_the_event_loop_is_answered_all_the_same(
    people: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        assert _rows(await _ask(people, "Ada")) == [{"name": "Ada", "age": 3}]
        monkeypatch.setattr(limits, "inline_read_ms", 0)
        assert _rows(await _ask(people, "Ada")) == [{"name": "Ada", "age": 3}]

    asyncio.run(run())


def test_errors_are_those_of_a_first_time(people: Database) -> None:
    async def run() -> None:
        by_age = "query q($age: int) { q(func: eq(age, $age)) { name } }"
        messages = []
        for value in ("3", "three", "three"):
            request = DqlRequest(query=by_age, variables={"$age": value})
            try:
                assert _rows(await people.run_dql(request, trusted)) == [{"name": "Ada"}]
            except GraphwrightError as error:
                messages.append((error.message, error.line, error.column))
        assert len(messages) == 2
        assert messages[0] == messages[1]
        assert "three" in messages[0][0]

    asyncio.run(run())


def test_a_changed_schema_is_seen_by_the_next_query(people: Database) -> None:
    async def run() -> None:
        assert _rows(await _ask(people, "Bob")) == [{"name": "Bob"}]
        alter(people, "name: string @index(exact) .\nage: string .")
        assert _rows(await _ask(people, "Ada")) == [{"name": "Ada", "age": "3"}]

    asyncio.run(run())
