"""kill -9 at random moments under load: what was acknowledged is there, once and whole, and the store is sound."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from graphwright import Database
from tests.stores import check_invariants

from .adding import schema

root = Path(__file__).parents[2]


Start = Callable[[Path, str, int], "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts an `adding.py`; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start_one(path: Path, prefix: str, threads: int) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "tests.faults.adding", str(path), prefix, str(threads)]
        started.append(subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start_one
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def kill_after(process: subprocess.Popen[str], lines: int) -> list[str]:
    """Kills a process when it has acknowledged so many keys; gives all that it acknowledged."""
    assert process.stdout is not None
    keys = [process.stdout.readline().strip() for _ in range(lines)]
    assert all(keys), "the process ended by itself"
    process.kill()
    keys += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    return keys


def look(path: Path) -> list[str]:
    """Checks a store; gives the keys in it."""
    with Database.open(str(path)) as database:
        check_invariants(database.storage)
        data = database.graphql(
            "{ queryParcel { code note parts { label parcel { code } } } aggregatePart { count } }"
        )["data"]
        for parcel in data["queryParcel"]:
            code = parcel["code"]
            whole = [{"label": f"{code} {side}", "parcel": {"code": code}} for side in ("left", "right")]
            assert parcel == {"code": code, "note": f"parcel {code}", "parts": whole}
        assert data["aggregatePart"]["count"] == 2 * len(data["queryParcel"])
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"
    connection.close()
    return [parcel["code"] for parcel in data["queryParcel"]]


@pytest.mark.parametrize("threads", [1, 4])
def test_what_was_acknowledged_is_there_after_a_kill(threads: int, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Database.open(str(path)) as database:
        database.alter(schema)
    chance = random.Random(threads)
    acknowledged: list[str] = []
    for attempt in range(3):
        acknowledged += kill_after(start(path, str(attempt), threads), chance.randint(1, 150))
        present = look(path)
        assert len(set(present)) == len(present)
        assert set(acknowledged) <= set(present)
        # What each thread had sent when it was killed may be there; nothing else may.
        assert len(present) <= len(acknowledged) + threads * (attempt + 1)


def test_a_killed_writer_holds_up_nobody(start: Start, tmp_path: Path) -> None:
    """Two processes on one file; one is killed, again and again, while the other writes on."""
    path = tmp_path / "store.db"
    with Database.open(str(path)) as database:
        database.alter(schema)
    steady = start(path, "steady", 2)
    acknowledged: list[str] = []
    for attempt in range(2):
        acknowledged += kill_after(start(path, f"killed{attempt}", 2), 40)
    acknowledged += kill_after(steady, 100)
    assert set(acknowledged) <= set(look(path))
