"""Indexes of stored data: absent, building, ready; what others see meanwhile, and after the builder is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.engine import indexing
from graphwright.errors import SchemaChangeRefused, StoreBusyError, StoreError
from graphwright.model.catalog import IndexState
from graphwright.storage.interface import UniqueViolation
from graphwright.storage.tables import Tables
from tests.stores import check_invariants

plain = "type A { id: ID!  text: String  number: Int }"
indexed = "type A { id: ID!  text: String @search(by: [term, exact])  number: Int @search }"

_killed = """
import os, signal, sys
from graphwright import Database, limits
from graphwright.storage import backfill

limits.index_batch_ms = 0.001
fill, calls = backfill.fill_tokens, []

def fill_or_die(*arguments):
    calls.append(None)
    if len(calls) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return fill(*arguments)

backfill.fill_tokens = fill_or_die
with Database.open(sys.argv[1]) as database:
    database.alter(sys.argv[2])
"""
"""Ends itself as `kill -9` does, in the middle of an index."""


def data(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def add(database: Database, count: int) -> None:
    inputs = ", ".join(f'{{text: "word{n} of all", number: {n % 7}}}' for n in range(count))
    data(database, f"mutation {{ addA(input: [{inputs}]) {{ numUids }} }}")


def states(database: Database) -> set[IndexState]:
    found = database.newest().catalog.predicates.values()
    return {index.state for predicate in found for index in predicate.indexes}


def wait_until_ready(database: Database) -> None:
    for _ in range(200):
        if states(database) == {IndexState.READY}:
            return
        time.sleep(0.05)
    raise AssertionError("the index was not built")


def test_who_opens_the_store_after_a_kill_builds_the_index(shared_address: str) -> None:
    with Database.open(shared_address) as database:
        database.alter(plain)
        add(database, 900)
        killed = subprocess.run(
            [sys.executable, "-c", _killed, shared_address, indexed],
            cwd=Path(__file__).parents[2],
            check=False,
            capture_output=True,
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert IndexState.BUILDING in states(database)
        assert database.health().indexing == ("A.text", "A.number")
        [error] = database.graphql('{ queryA(filter: {text: {anyofterms: "word1"}}) { text } }')["errors"]
        assert error["message"] == "the term index of A.text is still being built; try again later"
        assert len(data(database, "{ queryA(filter: {number: {eq: 1}}) { id } }")["queryA"]) == 129, "found without it"
        data(database, 'mutation { deleteA(filter: {text: {eq: "word5 of all"}}) { numUids } }')
        add(database, 1)
    with Database.open(shared_address) as database:
        wait_until_ready(database)
        assert database.health().indexing == ()
        found = data(database, '{ queryA(filter: {text: {anyofterms: "word0 word1 word5 word899"}}) { number } }')[
            "queryA"
        ]
        assert len(found) == 4
        check_invariants(database.storage)


@pytest.fixture
def resting(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Holds a build between two portions: (it rests, it may go on)."""
    rests, goes_on = threading.Event(), threading.Event()

    def rest(_: float) -> None:
        rests.set()
        assert goes_on.wait(20)

    monkeypatch.setattr(indexing, "_rest", rest)
    yield rests, goes_on
    goes_on.set()


def test_others_go_on_while_an_index_is_built(
    shared_address: str, resting: tuple[threading.Event, threading.Event]
) -> None:
    rests, goes_on = resting
    with Database.open(shared_address) as database, Database.open(shared_address) as other:
        database.alter(plain)
        add(database, 600)
        altering = threading.Thread(target=database.alter, args=(indexed,))
        altering.start()
        assert rests.wait(20)
        for each in (database, other):
            add(each, 1)
            assert data(each, "{ aggregateA { count } }")["aggregateA"]["count"] >= 601
            assert each.health().indexing == ("A.text", "A.number")
            assert "still being built" in str(each.graphql('{ queryA(filter: {text: {allofterms: "of"}}) { id } }'))
            with pytest.raises(StoreBusyError, match=r"^errIndexingInProgress\. Please retry"):
                each.alter(plain)
        goes_on.set()
        altering.join()
        for each in (other, database):
            assert len(data(each, '{ queryA(filter: {text: {allofterms: "of"}}) { id } }')["queryA"]) == 602
        check_invariants(database.storage)


def test_a_failed_build_is_done_by_the_next_alter(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.alter(plain)
    add(database, 10)

    def fail(*_: Any) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_build_native", fail)
        with pytest.raises(StoreError, match="disk is full"):
            database.alter(indexed)
    assert IndexState.BUILDING in states(database)
    assert len(data(database, '{ queryA(filter: {text: {eq: "word1 of all"}}) { id } }')["queryA"]) == 1
    database.alter(indexed)
    assert states(database) == {IndexState.READY}
    check_invariants(database.storage)


def test_what_a_broken_build_left_behind_is_built_anew(shared_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`CREATE INDEX CONCURRENTLY` that fails leaves an index that is never read."""
    with Database.open(shared_address) as database:
        if not database.storage.capabilities.builds_indexes_online:
            pytest.skip("builds indexes in transactions")
        database.alter(plain)
        add(database, 20)
        with monkeypatch.context() as patch:
            patch.setattr(type(database.storage), "build_index", lambda *_: (_ for _ in ()).throw(StoreError("gone")))
            with pytest.raises(StoreError, match="gone"):
                database.alter(indexed)
        predicate = database.catalog.predicates["A.number"]
        table = Tables(database.catalog).family(predicate.home.table)  # type: ignore[union-attr]
        connection = database.storage.open_writer()
        name = f"ix_{predicate.id}_up"
        with pytest.raises(UniqueViolation):
            connection.rows(
                f'CREATE UNIQUE INDEX CONCURRENTLY {name} ON "{table.name}" ("{predicate.home.column}")'  # type: ignore[union-attr]
            )
        states_of = "SELECT indisvalid, indisunique FROM pg_index WHERE indexrelid = $1::text::regclass"
        assert connection.rows(states_of, (name,)) == [(False, True)]
    with Database.open(shared_address) as database:
        wait_until_ready(database)
        assert connection.rows(states_of, (name,)) == [(True, False)]
        connection.close()
        check_invariants(database.storage)


def test_a_long_wait_is_announced_and_needs_leave(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.alter(plain)
    add(database, 300)
    waits = not database.storage.capabilities.builds_indexes_online
    effects = [change.effect for change in database.schema_plan(indexed).changes]
    assert effects == [
        "in the background: 300 values in portions of at most 50 ms",
        "built from 300 values; writers wait about 1 ms" if waits else "in the background: 300 values; nobody waits",
        "built from 300 values; writers wait about 1 ms" if waits else "in the background: 300 values; nobody waits",
    ]
    monkeypatch.setattr(limits, "schema_pause_ms_max", 0.1)
    with pytest.raises(SchemaChangeRefused, match=r"schema_pause_ms_max.*--allow-pause"):
        database.alter(plain.replace("number: Int", "number: Float"))
    [refusal] = database.schema_plan(plain.replace("number: Int", "number: Float")).refusals
    assert "its 300 values are rewritten" in refusal.message
    assert bool(database.schema_plan(indexed).refusals) == waits
    assert not database.schema_plan(indexed, allow_pause=True).refusals
    database.alter(indexed, allow_pause=True)
    assert states(database) == {IndexState.READY}


def test_an_index_that_serves_another_kind_is_there_at_once(database: Database) -> None:
    database.alter("type A { id: ID! n: Int @search t: String @search(by: [exact]) }")
    data(database, 'mutation { addA(input: [{n: 1, t: "x"}]) { numUids } }')
    plan = database.schema_plan("type A { id: ID! n: Int64 @search t: String @search(by: [hash]) }")
    assert {change.effect for change in plan.changes} == {"at once"}
    database.alter("type A { id: ID! n: Int64 @search t: String @search(by: [hash]) }")
    check_invariants(database.storage)
    assert data(database, '{ queryA(filter: {n: {ge: 1}, t: {eq: "x"}}) { n } }') == {"queryA": [{"n": 1}]}
