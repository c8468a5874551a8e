"""The writer's thread outlives whatever happens to its jobs: failed transactions, callers who left, a late close."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graphwright import Database
from graphwright.engine.writer import Writer
from graphwright.errors import StoreError
from graphwright.storage.interface import Connection, Storage


@pytest.fixture
def storage(database: Database) -> Storage:
    return database.storage


def answer(*_: object) -> str:
    return "done"


@contextmanager
def held_up(writer: Writer) -> Iterator[None]:
    """The writer is busy for the body; what is submitted meanwhile waits."""
    go_on = threading.Event()
    writer.submit(lambda *_: go_on.wait(20), is_alone=True)
    yield
    go_on.set()


def test_a_caller_who_goes_away_is_skipped(storage: Storage) -> None:
    writer = Writer(storage)
    with held_up(writer):
        left, stayed = writer.submit(answer), writer.submit(answer)
        assert left.cancel()
    assert stayed.result(20) == "done"
    writer.close()


def test_a_transaction_that_fails_tells_those_who_are_still_there(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(storage)

    @contextmanager
    def fails(_: Connection) -> Iterator[None]:
        raise StoreError("no transaction today")
        yield

    with monkeypatch.context() as patch:
        with held_up(writer):
            left, stayed = writer.submit(answer), writer.submit(answer)
            assert left.cancel()
            patch.setattr(storage, "write_transaction", fails)
        with pytest.raises(StoreError, match="no transaction today"):
            stayed.result(20)
    assert writer.submit(answer).result(20) == "done"
    writer.close()


def test_a_connection_that_cannot_be_opened_fails_the_job_alone(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(storage)

    def refuse() -> Any:
        raise StoreError("no connection today")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "open_writer", refuse)
        with pytest.raises(StoreError, match="no connection today"):
            writer.submit(answer).result(20)
    assert writer.submit(answer).result(20) == "done"
    writer.close()


def test_what_is_submitted_before_the_end_is_done_and_nothing_after_it(storage: Storage) -> None:
    writer = Writer(storage)
    with held_up(writer):
        waiting = [writer.submit(answer) for _ in range(5)]
        closing = threading.Thread(target=writer.close)
        closing.start()
    closing.join(20)
    assert [job.result(0) for job in waiting] == ["done"] * 5
    with pytest.raises(StoreError, match="the store is closed"):
        writer.submit(answer)
