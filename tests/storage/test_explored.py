"""Arguments that are found by reading again and again: in one snapshot, once for all that share a search, in time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import Text, bindparam, select

import graphwright
from graphwright.storage.interface import Explored, OverBudget, ReadConnection, Reading
from graphwright.storage.tables import state_table


@pytest.fixture
def store(shared_address: str) -> Any:
    with graphwright.open(shared_address) as database:
        database.alter("type Thing { name: String @search(by: [exact]) }")
        yield database


def _positions(store: graphwright.Database) -> tuple[str, str]:
    """A statement that gives the last commit, and one that gives it and two parameters besides."""
    storage = store.storage
    last = storage.compile(select(state_table.c.commit_ts))
    first, second = bindparam("a", type_=Text()), bindparam("b", type_=Text())
    both = storage.compile(select(state_table.c.commit_ts, first.label("a"), second.label("b")))
    assert both.names == ("a", "b")
    return last.text, both.text


def _write(store: graphwright.Database) -> None:
    answer = store.graphql('mutation { addThing(input: {name: "x"}) { numUids } }')
    assert "errors" not in answer


def test_searches_read_one_snapshot_and_run_once(store: graphwright.Database) -> None:
    last, both = _positions(store)
    key, searches = object(), 0

    def search(reading: Reading) -> list[int]:
        nonlocal searches
        searches += 1
        [(before,)] = reading.rows(last, [])
        _write(store)
        [(after,)] = reading.rows(last, [])
        return [before, after]

    first = Explored(key=key, search=search, part=lambda found: str(found[0]))
    second = Explored(key=key, search=search, part=lambda found: str(found[1]))
    connection: ReadConnection = store.storage.open_reader()
    try:
        [(stated, before, after)] = connection.rows_within(60_000, both, [first, second])
        assert before == after == str(stated)
        assert searches == 1
        [(newest,)] = connection.rows(last)
        assert newest == stated + 1
    finally:
        connection.close()


def test_a_search_may_need_what_another_one_finds(store: graphwright.Database) -> None:
    last, both = _positions(store)
    inner = Explored(key=object(), search=lambda reading: len(reading.rows(last, [])), part=lambda found: f"i{found}")

    def search(reading: Reading) -> str:
        [(_, first, second)] = reading.rows(both, [inner, "plain"])
        return f"{first} {second} {reading.result(inner)} {reading.plain([inner])}"

    outer = Explored(key=object(), search=search, part=lambda found: found)
    connection = store.storage.open_reader()
    try:
        assert connection.rows(both, [outer, inner])[0][1:] == ("i1 plain 1 ['i1']", "i1")
    finally:
        connection.close()


def test_a_search_ends_with_its_budget(store: graphwright.Database) -> None:
    last, both = _positions(store)

    def endless(reading: Reading) -> str:
        while True:
            reading.rows(last, [])

    def idle(reading: Reading) -> str:
        while True:
            time.sleep(0.001)
            reading.check()

    connection = store.storage.open_reader()
    try:
        for search in (endless, idle):
            began = time.perf_counter()
            with pytest.raises(OverBudget):
                connection.rows_within(30, both, [Explored(key=object(), search=search, part=str), ""])
            assert time.perf_counter() - began < 5
            assert len(connection.rows(last)) == 1
    finally:
        connection.close()


def test_an_error_in_a_search_leaves_the_connection_as_it_was(store: graphwright.Database) -> None:
    last, both = _positions(store)

    def search(reading: Reading) -> str:
        reading.rows(last, [])
        raise ZeroDivisionError

    connection = store.storage.open_reader()
    try:
        with pytest.raises(ZeroDivisionError):
            connection.rows(both, [Explored(key=object(), search=search, part=str), ""])
        assert connection.rows(both, ["a", "b"])[0][1:] == ("a", "b")
    finally:
        connection.close()
