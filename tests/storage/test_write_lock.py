"""The writers' queue of a SQLite store: in turn, and not for ever."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from graphwright import limits
from graphwright.errors import StoreBusyError
from graphwright.storage.sqlite.lock import WriteLock

_SPAWN = multiprocessing.get_context("spawn")


def _hold(path: str, is_held: Event, may_end: Event) -> None:
    lock = WriteLock(path)
    with lock.held():
        is_held.set()
        may_end.wait(30)
    lock.close()


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "films.db-writers")


@pytest.fixture
def other(path: str) -> Iterator[Event]:
    """Another process that holds the lock until its event is set."""
    is_held, may_end = _SPAWN.Event(), _SPAWN.Event()
    process = _SPAWN.Process(target=_hold, args=(path, is_held, may_end))
    process.start()
    try:
        assert is_held.wait(30)
        yield may_end
    finally:
        may_end.set()
        process.join(30)


def test_a_waiter_gets_the_lock_when_it_is_free(path: str, other: Event) -> None:
    lock = WriteLock(path)
    threading.Timer(0.2, other.set).start()
    began = time.monotonic()
    with lock.held():
        assert time.monotonic() - began > 0.1
        with pytest.raises(StoreBusyError), WriteLock(path).held_or_busy("somebody else has it"):
            pass
    with lock.held(), pytest.raises(StoreBusyError), WriteLock(path).held_or_busy("somebody else has it"):
        pass


def test_who_waits_too_long_is_told_so_and_may_try_again(
    path: str, other: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = WriteLock(path)
    monkeypatch.setattr(limits, "write_wait_ms_max", 50)
    for _ in range(3):
        with pytest.raises(StoreBusyError, match="write_wait_ms_max"), lock.held():
            pass
    monkeypatch.setattr(limits, "write_wait_ms_max", 30_000)
    other.set()
    with lock.held(), pytest.raises(StoreBusyError), WriteLock(path).held_or_busy("somebody else has it"):
        pass
    # Those who gave up do not hold it either, when their turn comes.
    with WriteLock(path).held():
        pass
