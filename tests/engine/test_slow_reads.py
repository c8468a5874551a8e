"""Reads that run over their budget: on a thread the first time, and for a while straight away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.drivers import Readers
from graphwright.engine.requests import GraphqlRequest
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


def test_a_statement_known_as_slow_gets_another_chance_later() -> None:
    readers = Readers(open_storage(":memory:"))
    assert not readers.is_slow("SELECT 1")
    readers.note_slow("SELECT 1")
    assert readers.knows_slow("SELECT 1")
    assert sum(readers.is_slow("SELECT 1") for _ in range(limits.slow_statement_runs + 5)) == limits.slow_statement_runs
    assert not readers.knows_slow("SELECT 1")


def test_only_so_many_statements_are_remembered() -> None:
    readers = Readers(open_storage(":memory:"))
    for number in range(limits.slow_statements_max + 1):
        readers.note_slow(f"SELECT {number}")
    assert sum(readers.knows_slow(f"SELECT {n}") for n in range(limits.slow_statements_max + 1)) == 1


def test_a_read_after_a_stopped_one_has_all_the_time_it_needs(database: graphwright.Database) -> None:
    """The clock of a budget does not outlive its statement."""
    asyncio.run(database.execute_graphql(GraphqlRequest(query=_slow), trusted))
    for _ in range(200):
        assert database.health().catalog_version == database.catalog.version
