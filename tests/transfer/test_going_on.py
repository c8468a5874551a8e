"""A load that ends early: shown by health, continued, taken back; another one is refused meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import LoadError, StoreBusyError
from graphwright.storage.loads import LoadState
from graphwright.transfer.load import LoadOptions, LoadProgress, load_files
from tests.stores import Dump, check_invariants, differing
from tests.transfer.loading import asked, data_of, indexes_there, load, load_large, rows_of, small_blocks, write

ROOT = Path(__file__).parents[2]
SCHEMA = """
type Film {
  id: ID!
  key: String! @id
  title: String @search(by: [term])
  year: Int @search
  next: Film
  genres: [Genre] @hasInverse(field: films)
}
type Genre { name: String! @id  films: [Film] }
"""


def film_lines(count: int, first: int = 0) -> list[str]:
    lines = ['_:drama <dgraph.type> "Genre" .', '_:drama <Genre.name> "Drama" .']
    for number in range(first, first + count):
        lines += [
            f'_:f{number} <dgraph.type> "Film" .',
            f'_:f{number} <Film.key> "k{number}" .',
            f'_:f{number} <Film.title> "title number {number}" .',
            f'_:f{number} <Film.year> "{number % 50}"^^<xs:int> .',
            f"_:f{number} <Film.next> _:f{number + 1} .",
            f"_:f{number} <Film.genres> _:drama .",
        ]
    return [*lines, f'_:f{first + count} <dgraph.type> "Film" .', f'_:f{first + count} <Film.key> "last" .']


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "films.db")
    with Database.open(path) as database:
        database.alter(SCHEMA)
    return path


def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    load_large(monkeypatch)
    small_blocks(monkeypatch, 500)


def stop_halfway(database: Database, path: Path) -> None:
    """Raises out of a load when some batches are committed."""

    class Enough(Exception):
        pass

    def enough(far: LoadProgress) -> None:
        if far.quads > 60:
            raise Enough

    with pytest.raises(Enough):
        load_files(database, [path], LoadOptions(), enough)


def test_an_unfinished_load_is_shown_and_keeps_others_out(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(monkeypatch)
    path = write(tmp_path, film_lines(30))
    with Database.open(store) as database:
        stop_halfway(database, path)
        shown = database.health().unfinished_loads
    with Database.open(store) as database:
        assert database.health().unfinished_loads == shown
        assert len(shown) == 1
        assert str(path) in shown[0]
        assert "--resume" in shown[0]
        assert "--undo" in shown[0]
        with pytest.raises(LoadError, match=r"(?s)--resume.*--undo"):
            load(database, path)
        report = load(database, is_resumed=True)
        assert (report.quads, report.nodes) == (len(film_lines(30)), 32)
        assert not database.health().unfinished_loads
        assert not database.health().indexing
        check_invariants(database.storage)


def test_a_continued_load_is_the_same_as_an_unbroken_one(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, film_lines(40))
    with Database.open(str(tmp_path / "whole.db")) as whole:
        whole.alter(SCHEMA)
        before = indexes_there(whole)
        load(whole, path)
        cut(monkeypatch)
        with Database.open(store) as database:
            stop_halfway(database, path)
            assert indexes_there(database) < before, "indexes wait for the end"
        with Database.open(store) as database:
            load(database, path, is_resumed=True)
            assert not differing(data_of(whole), data_of(database))
            assert indexes_there(database) == before


def test_taking_back_puts_the_indexes_back(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(monkeypatch)
    with Database.open(store) as database:
        before, indexes = data_of(database), indexes_there(database)
        stop_halfway(database, write(tmp_path, film_lines(30)))
        report = load(database, is_undone=True)
        assert report.is_undone
        assert data_of(database) == before
        assert indexes_there(database) == indexes
        assert not database.health().indexing
        assert "gw_load_images" not in indexes_there(database)


def test_dropping_the_data_ends_an_unfinished_load(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(monkeypatch)
    with Database.open(store) as database:
        indexes = indexes_there(database)
        stop_halfway(database, write(tmp_path, film_lines(30)))
        database.drop_data()
        assert not database.health().unfinished_loads
        assert not database.health().indexing
        assert indexes_there(database) == indexes


def test_what_cannot_be_continued_or_taken_back(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(monkeypatch)
    path = write(tmp_path, film_lines(30))
    with Database.open(store) as database:
        for options in ({"is_resumed": True}, {"is_undone": True}):
            with pytest.raises(LoadError, match="there is no unfinished load"):
                load(database, **options)
        stop_halfway(database, path)
        with pytest.raises(LoadError, match="is of other files"):
            load(database, write(tmp_path, [], "other.rdf"), is_resumed=True)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Drama", "Dream"), encoding="utf-8")
        with pytest.raises(LoadError, match="is not the file that the load began with"):
            load(database, is_resumed=True)
        path.unlink()
        with pytest.raises(LoadError, match="is gone"):
            load(database, is_resumed=True)
        path.write_text(text, encoding="utf-8")
        assert load(database, is_resumed=True).nodes == 32


def test_a_line_may_be_mended(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(monkeypatch)
    monkeypatch.setattr("graphwright.transfer.checkpoint._head_bytes", 100)
    lines = film_lines(30)
    path = write(tmp_path, [*lines[:150], "nonsense", *lines[150:]])
    with Database.open(store) as database:
        with pytest.raises(LoadError, match="quads before it are loaded"):
            load(database, path)
        path.write_text(path.read_text(encoding="utf-8").replace("nonsense", "# mended"), encoding="utf-8")
        assert load(database, is_resumed=True).quads == len(lines)


def test_only_one_load_or_schema_change_at_a_time(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphwright.transfer.load._lock_wait_s", 0.1)
    with Database.open(store) as database, Database.open(store) as other:

        def meanwhile(_: LoadProgress) -> None:
            with pytest.raises(StoreBusyError, match="errIndexingInProgress"):
                other.alter(SCHEMA)
            with pytest.raises(LoadError, match="is not finished"):
                load(other, path)
            with pytest.raises(StoreBusyError, match="under way"):
                load(other, is_undone=True)

        path = write(tmp_path, film_lines(3))
        load_files(database, [path], LoadOptions(), meanwhile)


def test_servers_see_each_batch_and_write_meanwhile(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(monkeypatch)
    lines = [*film_lines(30), *(f'_:f{number} <new.one> "x" .' for number in range(30))]
    with Database.open(store) as database, Database.open(store) as server:
        seen: list[int] = []

        def meanwhile(_: LoadProgress) -> None:
            films = asked(server, "{ aggregateFilm { count } }")["aggregateFilm"]["count"]
            asked(server, f'mutation {{ addGenre(input: [{{name: "g{len(seen)}"}}]) {{ numUids }} }}')
            seen.append(films)

        load_files(database, [write(tmp_path, lines)], LoadOptions(), meanwhile)
        assert seen == sorted(seen)
        assert 0 < seen[len(seen) // 2] < 31
        assert len(asked(server, "{ queryGenre { name } }")["queryGenre"]) == len(seen) + 1
        assert "new.one" in server.newest().catalog.predicates
        check_invariants(server.storage)
        changes = [text for _, text in rows_of(database, "gw_changes")]
        assert changes.count(b"null") >= 10, "each batch says that everything may have changed"


def test_an_alter_between_leaves_the_load_able_to_go_on(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(monkeypatch)
    path = write(tmp_path, film_lines(30))
    with Database.open(store) as database:
        stop_halfway(database, path)
        database.alter(SCHEMA.replace("next: Film", "next: Film  more: String @search(by: [hash])"))
        load(database, is_resumed=True)
        check_invariants(database.storage)
        assert len(asked(database, '{ queryFilm(filter: {title: {allofterms: "title"}}) { id } }')["queryFilm"]) == 30


class Crash(BaseException):
    """The process ends here."""


def crash_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Has the process end before its n-th transaction: within one there is nothing to be seen from outside."""
    submit, left = Database.submit, iter(range(step))

    def counted(self: Database, run: Any) -> Any:
        if next(left, None) is None:
            raise Crash
        return submit(self, run)

    monkeypatch.setattr(Database, "submit", counted)


def two_loads(database: Database, folder: Path, *, is_empty: bool) -> Path:
    """A store with a few films or none, and a file that changes some, adds others, and names what nobody knows."""
    database.alter(SCHEMA)
    if not is_empty:
        load(database, write(folder, film_lines(2), "first.rdf"))
    unknown = ['_:f1 <new> "x"@de (n=1) .', "_:drama <new.edge> _:f1 .", '_:f1 <Film.title> "another title" .']
    return write(folder, [*film_lines(3, first=2), *unknown], "second.rdf")


@pytest.mark.parametrize("is_empty", [False, True])
def test_ended_before_any_transaction_a_load_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_empty: bool
) -> None:
    cut(monkeypatch)
    with Database.open(":memory:") as whole:
        load(whole, two_loads(whole, tmp_path, is_empty=is_empty))
        expected, indexes = data_of(whole), indexes_there(whole)
    for step in range(100):
        with Database.open(":memory:") as database:
            path = two_loads(database, tmp_path, is_empty=is_empty)
            try:
                with monkeypatch.context() as patch:
                    crash_at(patch, step)
                    load(database, path)
            except Crash:
                load(database, path, is_resumed=bool(database.health().unfinished_loads))
                assert not differing(expected, data_of(database)), f"ended before transaction {step}"
                assert indexes_there(database) == indexes
            else:
                assert step >= 8
                return
    raise AssertionError("a load of a few lines takes over 100 transactions")


@pytest.mark.parametrize("is_empty", [False, True])
def test_ended_before_any_transaction_an_undo_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_empty: bool
) -> None:
    cut(monkeypatch)
    for step in range(200):
        with Database.open(":memory:") as database:
            path = two_loads(database, tmp_path, is_empty=is_empty)
            before, indexes = rows_there(database), indexes_there(database)
            with monkeypatch.context() as patch:
                crash_at(patch, 7)
                with pytest.raises(Crash):
                    load(database, path)
            has_ended = False
            with suppress(Crash), monkeypatch.context() as patch:
                crash_at(patch, step)
                load(database, is_undone=True)
                has_ended = True
            if not has_ended:
                with pytest.raises(LoadError):
                    load(database, write(tmp_path, [], "other.rdf"))
                load(database, is_undone=True)
            assert rows_there(database) == before, f"ended before transaction {step}"
            assert indexes_there(database) >= indexes
            if has_ended:
                assert step > 15
                return
    raise AssertionError("an undo of a few lines takes over 200 transactions")


def rows_there(database: Database) -> Dump:
    """What is stored, and not what is known: an undo leaves what became known, without data."""
    return {name: rows for name, rows in data_of(database).items() if rows and name != "gw_predicates"}


def run_load(store: str, *arguments: str) -> subprocess.Popen[bytes]:
    """`graphwright load` in a process of its own, with small batches."""
    program = (
        "from graphwright import limits; limits.load_batch_quads = 2_000; limits.load_beside_bytes_min = 1;"
        "import graphwright.transfer.reading as reading; reading._block_bytes = 20_000;"
        "from graphwright.cli.main import main; main()"
    )
    command = [sys.executable, "-c", program, "load", *arguments, "--store", store]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_killed_at_any_time_a_load_can_go_on(store: str, tmp_path: Path) -> None:
    lines = film_lines(20_000)
    path = write(tmp_path, lines)
    states, kills = set[str](), 0
    for wait_s in (0.0, 0.0, 0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 60):
        process = run_load(store, *(["--resume"] if states else [str(path)]))
        _wait_for_progress(store, process)
        try:
            process.wait(wait_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            kills += 1
        _, problem = process.communicate()
        assert process.returncode in {0, -signal.SIGKILL}, problem.decode()
        with Database.open(store) as database:
            states |= {state for _, _, state, _, _ in rows_of(database, "gw_loads")}
            if process.returncode == 0 or LoadState.FINISHED in states:
                break
            assert database.health().unfinished_loads
            assert asked(database, "{ aggregateFilm { count } }")["aggregateFilm"]["count"] <= 20_001
    assert kills >= 2, "the machine was too slow or too fast to interrupt anything"
    assert LoadState.FINISHED in states
    with Database.open(store) as database, Database.open(":memory:") as whole:
        whole.alter(SCHEMA)
        load(whole, path)
        check_invariants(database.storage)
        assert not differing(data_of(whole), data_of(database))
        assert not database.health().indexing


def _wait_for_progress(store: str, process: subprocess.Popen[bytes]) -> None:
    """Waits until the load has begun, and is not the one before."""
    deadline = time.monotonic() + 60
    with Database.open(store) as database:
        before = rows_of(database, "gw_loads")
        while process.poll() is None and time.monotonic() < deadline:
            rows = rows_of(database, "gw_loads")
            if rows and rows != before and json.loads(rows[0][3])["counts"]["quads"] > 0:
                return
            time.sleep(0.01)
