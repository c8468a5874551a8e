"""Transactions that have only read and wait: what they cost, and that they wake up as they were."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.engine.transactions.turns import Turn
from graphwright.errors import AbortedError, RequestError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlRequest
from tests.dql.transactions import Txn, alter, change, query

READ = "{ q(func: has(age)) { age } }"


@pytest.fixture
def counted(database: Database) -> Database:
    alter(database, "age: int .")
    change(database, '_:a <age> "1" .')
    return database


def read(txn: Txn) -> list[int]:
    return [each["age"] for each in txn.query(READ)["q"]]


def test_they_are_no_objects(counted: Database) -> None:
    """A thousand of them are no more for the garbage collector than one; each still sees its state, and may write."""
    first = Txn(counted)
    assert read(first) == [1]
    gc.collect()
    before = len(gc.get_objects())
    others = [Txn(counted) for _ in range(1_000)]
    for other in others:
        read(other)
    own = len(others) + 100  # those of this test
    gc.collect()
    assert len(gc.get_objects()) - before < own
    opened = counted.transactions._open
    assert (opened._resting.count, len(opened._reading), len(opened._snapshots)) == (1_001, 0, 1)
    change(counted, '_:b <age> "2" .')
    assert read(others[500]) == [1]
    others[500].change('_:c <age> "3" .')
    assert sorted(read(others[500])) == [1, 3]
    assert others[500].commit() > 0
    assert opened._resting.count == 1_000
    assert sorted(read(Txn(counted))) == [1, 2, 3]
    assert read(first) == [1]


def test_one_that_may_not_write_still_may_not(counted: Database) -> None:
    txn = Txn(counted, is_read_only=True)
    read(txn)
    read(txn)
    with pytest.raises(RequestError, match="read-only"):
        txn.change('_:a <age> "2" .')
    assert read(txn) == [1]


def test_an_end_at_rest(counted: Database) -> None:
    """Aborted or committed, its state is given back."""
    for ends in (Txn.abort, Txn.commit):
        txn = Txn(counted)
        read(txn)
        ends(txn)
        with pytest.raises(AbortedError):
            read(txn)
    assert counted.transactions._open._resting.count == len(counted.transactions._open._snapshots) == 0


def test_a_state_that_was_given_up_takes_its_resting_ones_along(counted: Database) -> None:
    counted.storage.snapshots_max = 1
    old, new = Txn(counted), Txn(counted)
    read(old)
    change(counted, '_:b <age> "2" .')
    assert sorted(read(new)) == [1, 2]
    with pytest.raises(AbortedError):
        read(old)
    assert sorted(read(new)) == [1, 2]
    assert len(counted.transactions._open._snapshots) == 1


def test_who_gives_up_waiting_leaves_nothing(counted: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that is cancelled before its turn, at the first step or a later one."""
    txn = Txn(counted)
    read(txn)

    async def never(_: Turn) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(Turn, "take_async", never)

    async def give_up() -> None:
        for start_ts in (txn.start_ts, 0):
            request = DqlRequest(query="{ q(func: has(age), first: 5) { age } }", start_ts=start_ts)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(counted.run_dql(request, trusted), 0.3)

    asyncio.run(give_up())
    opened = counted.transactions._open
    for _ in range(100):
        if not opened._reading:
            break
        time.sleep(0.05)
    assert not opened._reading
    assert [shared.awake for shared in opened._snapshots._kept] == [0] * len(opened._snapshots)
    assert read(txn) == [1]


def test_many_at_once(counted: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that begin, go on, write and end, while others expire and make room: all is given back in the end."""
    monkeypatch.setattr(limits, "transactions_reading_max", 20)
    monkeypatch.setattr(limits, "transactions_open_max", 5)
    opened = counted.transactions._open

    def work(seed: int) -> int:
        chance, kept = random.Random(seed), [Txn(counted)]
        done = 0
        for step in range(40):
            txn = chance.choice(kept) if chance.random() < 0.6 else Txn(counted)
            with suppress(AbortedError):
                action = chance.random()
                if action < 0.7:
                    read(txn)
                elif action < 0.85:
                    txn.change(f'_:x <age> "{step}" .')
                else:
                    (txn.commit if chance.random() < 0.5 else txn.abort)() if txn.start_ts else read(txn)
                done += 1
            kept = [*kept[-3:], txn]
            if step % 10 == 0:
                opened.expire(time.monotonic() + chance.choice([0, limits.transaction_reading_idle_s_max + 1]))
        return done

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(work, range(6)))
    assert opened._resting.count <= 20
    assert not opened._reading
    _check(opened)
    opened.end_all()
    opened._snapshots.leave_late()
    assert (opened._resting.count, len(opened._writing), len(opened._snapshots)) == (0, 0, 0)
    assert query(counted, READ)["q"]


def _check(opened: Any) -> None:
    """Counts are right."""
    kept = opened._snapshots._kept
    writing = [transaction.shared for transaction in opened._writing.values()]
    resting = [shared for group in opened._resting._groups for shared in group.seats.values()]
    assert opened._resting.count == len(resting)
    for shared in kept:
        assert shared.awake == shared.writers == writing.count(shared)
        assert shared.resting == resting.count(shared)
        assert shared.awake + shared.resting > 0
