"""How requests run: mutations that commit together, slow reads that move aside, several threads on one database."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.engine.drivers import Readers
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import StoreError
from graphwright.model.caller import trusted
from tests.stores import check_invariants

schema = """
type P {
  name: String! @id
  age: Int @search
  note: String @search(by: [term])
  next: P @hasInverse(field: last)
  last: P
}
"""
add = "mutation ($i: [AddPInput!]!) { addP(input: $i) { numUids p { name age } } }"


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.002)


def in_one_commit(database: Database, requests: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Runs mutations that wait together while another one holds the writer up."""
    go_on, is_held = threading.Event(), threading.Event()

    def hold(*_: object) -> None:
        is_held.set()
        go_on.wait(20)

    held = database.submit(hold)
    is_held.wait(20)
    with ThreadPoolExecutor(len(requests)) as pool:
        waiting = []
        for position, (query, variables) in enumerate(requests, 1):
            waiting.append(pool.submit(database.graphql, query, variables))
            until(lambda position=position: database._writer._queue.qsize() == position)  # type: ignore[misc]
        before = database.statistics().commits
        go_on.set()
        held.result()
        answers = [future.result() for future in waiting]
    # The one that held the writer up, and one for all the others.
    assert database.statistics().commits - before == 2
    return answers


def test_mutations_that_wait_together_commit_together_and_fail_alone(database: Database) -> None:
    database.alter(schema)
    requests = [(add, {"i": [{"name": f"n{number}", "age": number}]}) for number in range(6)]
    requests[3] = (add, {"i": [{"name": "x"}, {"name": "n1", "note": "a duplicate"}]})
    requests.append((add, {"i": [{"name": "n2", "note": "a duplicate too"}]}))
    answers = in_one_commit(database, requests)
    assert ["errors" in answer for answer in answers] == [False, False, False, True, False, False, True]
    for answer in answers:
        if "errors" in answer:
            assert answer["errors"][0]["extensions"]["code"] == "DUPLICATE_ID"
            assert answer["data"] == {"addP": None}
    names = [node["name"] for node in database.graphql("{ queryP { name } }")["data"]["queryP"]]
    assert names == ["n0", "n1", "n2", "n4", "n5"]
    check_invariants(database.storage)


def test_each_of_them_sees_the_ones_before(database: Database) -> None:
    database.alter(schema)
    update = "mutation ($f: PFilter!, $s: PPatch) { updateP(input: {filter: $f, set: $s}) { numUids } }"
    answers = in_one_commit(
        database,
        [
            (add, {"i": [{"name": "a", "age": 1}]}),
            (update, {"f": {"age": {"eq": 1}}, "s": {"age": 2}}),
            (update, {"f": {"age": {"eq": 2}}, "s": {"next": {"name": "b"}}}),
            ('mutation { deleteP(filter: {name: {eq: "b"}}) { numUids } }', {}),
            (add, {"i": [{"name": "b", "last": {"name": "a"}}]}),
        ],
    )
    assert all("errors" not in answer for answer in answers), answers
    assert [next(iter(answer["data"].values()))["numUids"] for answer in answers] == [1, 1, 1, 1, 1]
    seen = database.graphql('{ getP(name: "a") { age next { name last { name } } } }')["data"]["getP"]
    assert seen == {"age": 2, "next": {"name": "b", "last": {"name": "a"}}}
    check_invariants(database.storage)


def test_a_request_of_several_mutations_stops_at_the_first_that_fails(database: Database) -> None:
    database.alter(schema)
    answer = database.graphql(
        'mutation { a: addP(input: [{name: "a"}]) { numUids } b: addP(input: [{name: "a"}]) { numUids } '
        'c: addP(input: [{name: "c"}]) { numUids } }'
    )
    assert answer["data"]["a"] == {"numUids": 1}
    assert answer["data"].get("c") is None
    assert answer["errors"][0]["path"] == ["b"]
    assert database.graphql("{ queryP { name } }")["data"] == {"queryP": [{"name": "a"}]}


def test_a_closed_database_says_so(tmp_path: Path) -> None:
    database = Database.open(str(tmp_path / "store.db"))
    database.alter(schema)
    database.close()
    for late in (lambda: database.alter(schema), database.drop_all):
        with pytest.raises(StoreError, match="the store is closed"):
            late()
    assert "the store is closed" in database.graphql(add, {"i": [{"name": "x"}]})["errors"][0]["message"]


def test_threads_share_a_database(database: Database) -> None:
    """8 threads add and read at once; each sees what it wrote."""
    database.alter(schema)

    def work(thread: int) -> list[dict[str, Any]]:
        answers = []
        for number in range(10):
            name = f"{thread}-{number}"
            assert "errors" not in database.graphql(add, {"i": [{"name": name, "age": number}]})
            answers.append(database.graphql(f'{{ getP(name: "{name}") {{ name age }} }}')["data"]["getP"])
        return answers

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(8)))
    for thread, answers in enumerate(found):
        assert answers == [{"name": f"{thread}-{number}", "age": number} for number in range(10)]
    check_invariants(database.storage)


# ---- the budget -----------------------------------------------------------------------------------

slow = '{ queryP(filter: {not: {note: {anyofterms: "none"}}}, order: {desc: name}, first: 1) { name } }'
fast = '{ getP(name: "n7") { name } }'


@pytest.fixture
def large(database: Database) -> Database:
    database.alter(schema)
    people = [{"name": f"n{number}", "note": "some words"} for number in range(3_000)]
    assert "errors" not in database.graphql(
        "mutation ($i: [AddPInput!]!) { addP(input: $i) { numUids } }", {"i": people}
    )
    return database


async def ask(database: Database, query: str) -> bytes:
    return (await database.execute_graphql(GraphqlRequest(query=query), trusted)).body


def test_a_slow_read_moves_to_a_thread_and_holds_up_no_other(large: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    if not large.storage.capabilities.runs_in_event_loop:
        pytest.skip("this storage reads on threads always")
    monkeypatch.setattr(limits, "inline_read_ms", 0.01)
    may_end = threading.Event()
    read = Readers.read

    def read_late(self: Readers, work: Any) -> Any:
        may_end.wait(20)
        return read(self, work)

    monkeypatch.setattr(Readers, "read", read_late)

    async def both() -> list[str]:
        ended = []

        async def note(name: str, query: str) -> None:
            body = await ask(large, query)
            assert b"errors" not in body
            ended.append(name)

        slowly = asyncio.create_task(note("slow", slow))
        for _ in range(5):
            await note("fast", fast)
        assert not slowly.done()
        may_end.set()
        await slowly
        return ended

    assert asyncio.run(both()) == ["fast"] * 5 + ["slow"]
    assert large.statistics().moved_to_thread == 1


def test_the_answer_is_the_same_on_a_thread(large: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    inline = asyncio.run(ask(large, slow))
    monkeypatch.setattr(limits, "inline_read_ms", 0.01)
    assert asyncio.run(ask(large, slow)) == inline == b'{"data":{"queryP":[{"name":"n999"}]}}'
    if large.storage.capabilities.runs_in_event_loop:
        assert large.statistics().moved_to_thread >= 1


def test_no_read_lasts_for_ever(large: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "{ queryP { name next { name } last { name } } }"
    assert "errors" not in large.graphql(query)
    monkeypatch.setattr(limits, "read_ms_max", 1)
    monkeypatch.setattr(limits, "inline_read_ms", 0.01)
    heavy = (
        '{ queryP(filter: {not: {note: {anyofterms: "none"}}}) { '
        + " ".join(f"a{n}: note b{n}: next {{ name }} c{n}: last {{ name }}" for n in range(40))
        + " } }"
    )
    answers = [large.graphql(heavy)]
    if large.storage.capabilities.runs_in_event_loop:  # a server keeps to the limit it was told first
        answers.append(asyncio.run(large.graphql_async(heavy)))
    for answer in answers:
        [error] = answer["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert "(read_ms_max)" in error["message"]
