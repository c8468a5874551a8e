"""Reads that run over their budget: on a thread the first time, and for a while straight away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.drivers import Readers
from graphwright.engine.execution import Read
from graphwright.engine.requests import GraphqlRequest
from graphwright.engine.slow_statements import SlowStatements
from graphwright.model.caller import trusted
from graphwright.storage.open import open_storage

_people = 60
# Everybody knows everybody: the innermost list is visited 60 * 60 * 60 times.
_slow = "{ queryPerson { knows { knows { knowsAggregate { count } } } } }"
_quick = '{ getPerson(name: "p1") { name } }'


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[graphwright.Database]:
    path = tmp_path_factory.mktemp("slow") / "store.db"
    with graphwright.open(str(path)) as database:
        database.alter("type Person { name: String! @id knows: [Person] }")
        names = [{"name": f"p{n}"} for n in range(_people)]
        add = "mutation($i: [AddPersonInput!]!) { addPerson(input: $i) { numUids } }"
        assert "errors" not in database.graphql(add, {"i": names})
        patch = "mutation($k: [PersonRef!]) { updatePerson(input: {filter: {}, set: {knows: $k}}) { numUids } }"
        assert "errors" not in database.graphql(patch, {"k": names})
        yield database


def test_a_slow_read_leaves_the_event_loop_to_the_others(database: graphwright.Database) -> None:
    async def run() -> tuple[int, list[bytes], bytes]:
        before = database.statistics().moved_to_thread
        slow = asyncio.create_task(database.execute_graphql(GraphqlRequest(query=_slow), trusted))
        await asyncio.sleep(0)
        quick: list[bytes] = []
        while not slow.done() and len(quick) < 10_000:
            quick.append((await database.execute_graphql(GraphqlRequest(query=_quick), trusted)).body)
            await asyncio.sleep(0)
        return database.statistics().moved_to_thread - before, quick, (await slow).body

    moved, quick, slow = asyncio.run(run())
    assert moved >= 1
    assert set(quick) == {b'{"data":{"getPerson":{"name":"p1"}}}'}
    assert slow.count(b'"count":60') == _people**3


def test_a_statement_that_is_stopped_again_and_again_stays_away_for_longer() -> None:
    slow = SlowStatements()
    assert not slow.is_away("SELECT 1")
    spans = []
    for _ in range(5):
        slow.stopped("SELECT 1")
        span = 0
        while slow.is_away("SELECT 1"):
            span += 1
        assert slow.knows("SELECT 1")  # it has its chance where a success is seen
        spans.append(span)
    assert spans == [2, 8, 32, limits.slow_statement_runs, limits.slow_statement_runs]


def test_runs_in_time_win_the_event_loop_back() -> None:
    readers = Readers(open_storage(":memory:"))
    read = Read(text="SELECT 1", arguments=[])
    for _ in range(2):
        readers.slow.stopped(read.text)
    runs = 0
    while readers.slow.knows(read.text):
        if not readers.slow.is_away(read.text):
            assert readers.read_briefly(read) == [(1,)]
        runs += 1
    assert runs == 8 + 4  # 8 on threads, then 4, 2 and 1 are what one more stop would have begun from
    readers.slow.stopped(read.text)
    assert [readers.slow.is_away(read.text) for _ in range(3)] == [True, True, False]


def test_only_so_many_statements_are_remembered() -> None:
    slow = SlowStatements()
    for number in range(limits.slow_statements_max + 1):
        slow.stopped(f"SELECT {number}")
    assert sum(slow.knows(f"SELECT {n}") for n in range(limits.slow_statements_max + 1)) == 1


def test_a_read_after_a_stopped_one_has_all_the_time_it_needs(database: graphwright.Database) -> None:
    """The clock of a budget does not outlive its statement."""
    asyncio.run(database.execute_graphql(GraphqlRequest(query=_slow), trusted))
    for _ in range(200):
        assert database.health().catalog_version == database.catalog.version
