"""Loads into a store that others use: they read and write meanwhile, and whoever holds it is waited for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.errors import StoreBusyError
from graphwright.storage.interface import Connection
from tests.storages import shared_address
from tests.transfer.loading import asked, load, small_blocks, write

__all__ = ["shared_address"]  # a fixture

_schema = "type Film { id: ID!  title: String! @search(by: [term])  seen: Int }"


def film_lines(count: int) -> list[str]:
    return [
        line
        for number in range(count)
        for line in (f'_:f{number} <dgraph.type> "Film" .', f'_:f{number} <Film.title> "film {number}" .')
    ]


def test_another_process_reads_and_writes_between_the_batches(
    shared_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both see each other's writes, and new nodes of both have different IDs."""
    small_blocks(monkeypatch, 2_000)
    monkeypatch.setattr(limits, "load_batch_quads", 100)
    counts: list[int] = []
    ids: set[str] = set()
    with Database.open(shared_address) as loading, Database.open(shared_address) as other:
        loading.alter(_schema)
        asked(other, 'mutation { addFilm(input: [{title: "before", seen: 1}]) { numUids } }')
        done = threading.Event()

        def use() -> None:
            while not done.is_set() or not counts:
                added = asked(other, 'mutation { addFilm(input: [{title: "meanwhile"}]) { film { id } } }')
                ids.add(added["addFilm"]["film"][0]["id"])
                counts.append(asked(other, "{ aggregateFilm { count } }")["aggregateFilm"]["count"])

        user = threading.Thread(target=use)
        user.start()
        report = load(loading, write(tmp_path, film_lines(3_000)))
        done.set()
        user.join()
        total = asked(other, "{ aggregateFilm { count } }")["aggregateFilm"]["count"]
        assert report.nodes == 3_000 and total == 3_001 + len(counts)
        assert counts == sorted(counts) and len(ids) == len(counts)
        assert len(
            asked(other, '{ queryFilm(filter: {title: {allofterms: "meanwhile"}}) { id } }')["queryFilm"]
        ) == len(ids)


def test_a_store_that_is_busy_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_blocks(monkeypatch, 200)
    monkeypatch.setattr(limits, "load_batch_quads", 10)
    with Database.open(":memory:") as database:
        database.alter(_schema)
        storage: Any = database.storage
        free, turns = storage.write_transaction, iter(range(100))

        @contextmanager
        def often_busy(connection: Connection) -> Iterator[None]:
            if next(turns) % 3:
                with free(connection):
                    yield
            else:
                raise StoreBusyError("other writers held the store")

        # From the first batch on.
        begun = threading.Event()
        original = storage.write_transaction

        @contextmanager
        def from_the_batches_on(connection: Connection) -> Iterator[None]:
            with (often_busy if begun.is_set() else original)(connection):
                yield

        monkeypatch.setattr(storage, "write_transaction", from_the_batches_on)
        monkeypatch.setattr("graphwright.transfer.load.finish_load", _with_peace(begun))
        monkeypatch.setattr("graphwright.transfer.load.begin_load", _then(begun))
        report = load(database, write(tmp_path, film_lines(50)))
        assert report.quads == 100 and report.nodes == 50
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 50}}
        assert next(turns) > 10


def _then(event: threading.Event) -> Any:
    from graphwright.transfer.starting import begin_load  # noqa: PLC0415

    def begin(*arguments: Any, **options: Any) -> Any:
        found = begin_load(*arguments, **options)
        event.set()
        return found

    return begin


def _with_peace(event: threading.Event) -> Any:
    from graphwright.transfer.finishing import finish_load  # noqa: PLC0415

    def finish(*arguments: Any) -> None:
        event.clear()
        finish_load(*arguments)

    return finish


def test_one_that_stays_busy_ends_the_load_which_can_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "load_busy_tries_max", 2)
    with Database.open(":memory:") as database:
        database.alter(_schema)
        storage: Any = database.storage
        free = storage.write_transaction
        begun = threading.Event()

        @contextmanager
        def busy(connection: Connection) -> Iterator[None]:
            if begun.is_set():
                raise StoreBusyError("other writers held the store")
            with free(connection):
                yield

        monkeypatch.setattr(storage, "write_transaction", busy)
        monkeypatch.setattr("graphwright.transfer.load.begin_load", _then(begun))
        with pytest.raises(StoreBusyError):
            load(database, write(tmp_path, film_lines(5)))
        begun.clear()
        assert load(database, is_resumed=True).nodes == 5
