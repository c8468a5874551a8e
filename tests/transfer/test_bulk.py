"""`bulk_load`: a whole new store or none, within bounds of memory; what was interrupted begins anew or goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphwright import Database, limits
from graphwright.errors import LoadError, StoreBusyError, StoreError
from graphwright.storage.open import open_storage
from graphwright.transfer.bulk import bulk_load
from graphwright.transfer.load import LoadOptions, LoadReport, load_files
from tests.storages import store_addresses
from tests.transfer.exports import exported
from tests.transfer.loading import asked, load_large, write

ROOT = Path(__file__).parents[2]
_schema = """
type Film {
  id: ID!
  title: String! @id @search(by: [term])
  year: Int @search
  director: Person @hasInverse(field: films)
}
type Person { id: ID!  name: String! @id  films: [Film] }
"""


@pytest.fixture(params=["file", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where no store is."""
    yield from store_addresses(request.param, tmp_path)


def lines_of(films: int) -> list[str]:
    """Films whose quads stand by predicate, as in exports of the reference."""
    numbers = range(films)
    return [
        *(f'_:f{n} <Film.title> "film {n}"^^<xs:string> <0x0> .' for n in numbers),
        *(f'_:f{n} <Film.year> "{1900 + n % 100}"^^<xs:int> <0x0> .' for n in numbers),
        *(f"_:f{n} <Film.director> _:p{n % 7} <0x0> ." for n in numbers),
        *(f'_:f{n} <dgraph.type> "Film" .' for n in numbers),
        *(f'_:p{n} <dgraph.type> "Person" .' for n in range(min(7, films))),
        *(f'_:p{n} <Person.name> "person {n}" .' for n in range(min(7, films))),
    ]


def prepare(database: Database) -> None:
    database.alter(_schema)


def bulk(place: str, *files: Path, **options: object) -> LoadReport:
    return bulk_load(place, files, LoadOptions(**options), prepare)  # type: ignore[arg-type]  # of its attributes


def is_there(place: str) -> bool:
    if "://" not in place:
        return Path(place).exists()
    with Database.open(place) as database:
        return bool(database.schema_text())


def test_a_store_built_is_the_store_that_a_load_makes(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, lines_of(2_000))
    monkeypatch.setattr("graphwright.transfer.reading._block_bytes", 20_000)
    load_large(monkeypatch)
    monkeypatch.setattr("graphwright.transfer.requests._batch_quads_min", 100)
    monkeypatch.setattr("graphwright.transfer.requests._names_min", 100)
    report = bulk(place, path, memory_bytes=1_000_000)
    assert report.quads == len(lines_of(2_000)) and report.nodes == 2_007
    with Database.open(place) as built, Database.open(":memory:") as loaded:
        loaded.alter(_schema)
        load_files(loaded, [path], LoadOptions())
        question = """{ queryPerson(order: {asc: name}) { name films(order: {asc: title}, first: 3) { title year } }
          queryFilm(filter: {title: {anyofterms: "1234"}}) { title } getFilm(title: "film 7") { year } }"""
        assert asked(built, question) == asked(loaded, question)
        assert not built.health().unfinished_loads
        if "://" not in place:
            assert exported(built, tmp_path / "one") == exported(loaded, tmp_path / "other")
    if "://" not in place:
        assert not list(tmp_path.glob("store.db.bulk*"))


def test_a_place_that_holds_something_is_left_as_it_is(place: str, tmp_path: Path) -> None:
    path = write(tmp_path, lines_of(3))
    with Database.open(place) as database:
        assert not database.schema_text()
    bulk(place, path)  # an empty store holds nothing
    with pytest.raises(StoreError, match=r"is not empty.*graphwright load"):
        bulk(place, path)
    with Database.open(place) as database:
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 3}}


def test_a_bad_line_leaves_no_store_and_can_be_mended(place: str, tmp_path: Path) -> None:
    path = write(tmp_path, [*lines_of(3), "no quad", *lines_of(4)])
    with pytest.raises(LoadError, match=r"data\.rdf:19:1: .*\n.*\n.*begin anew without --resume"):
        bulk(place, path)
    assert not is_there(place)
    write(tmp_path, [*lines_of(3), "", *lines_of(4)])
    bulk(place, is_resumed=True)
    with Database.open(place) as database:
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 4}}
    with pytest.raises(StoreError):
        bulk(place, is_resumed=True)


def test_begun_anew_nothing_of_the_first_try_is_left(place: str, tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        bulk(place, write(tmp_path, [*lines_of(9), "no quad"]))
    bulk(place, write(tmp_path, lines_of(2)))
    with Database.open(place) as database:
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 2}}


def test_two_nodes_with_one_id_stop_it_or_are_kept(place: str, tmp_path: Path) -> None:
    path = write(tmp_path, [*lines_of(2), '_:x <Film.title> "film 1" .', '_:x <dgraph.type> "Film" .'])
    with pytest.raises(LoadError, match=r"Film\.title \"film 1\": 0x.*\n.*begin anew without --resume"):
        bulk(place, path)
    assert not is_there(place)
    report = bulk(place, is_resumed=True, keeps_duplicates=True)
    assert report.duplicate_count == 1
    assert is_there(place)


def test_without_one_that_was_interrupted_there_is_none_to_go_on_with(place: str) -> None:
    with pytest.raises(StoreError, match="no unfinished bulk load"):
        bulk(place, is_resumed=True)
    assert not is_there(place)


def test_one_at_a_time_for_a_place(place: str, tmp_path: Path) -> None:
    path = write(tmp_path, lines_of(2))
    seen: list[str] = []

    def prepare_twice(database: Database) -> None:
        with pytest.raises(StoreBusyError, match="another store is being built"):
            bulk(place, path)
        seen.append(database.storage.describe())
        prepare(database)

    bulk_load(place, [path], LoadOptions(), prepare_twice)
    assert seen and seen != [open_storage(place).describe()]


def test_a_file_that_is_open_elsewhere_is_not_replaced(tmp_path: Path) -> None:
    place, path = str(tmp_path / "store.db"), write(tmp_path, lines_of(2))
    with Database.open(place), pytest.raises(StoreBusyError, match="open in another program"):
        bulk(place, path)
    bulk(place, is_resumed=True)
    with Database.open(place) as database:
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 2}}


def test_killed_it_leaves_no_store_and_goes_on(tmp_path: Path) -> None:
    place, path = tmp_path / "store.db", write(tmp_path, lines_of(20_000))
    (tmp_path / "films.graphql").write_text(_schema)
    program = (
        "import graphwright.transfer.requests as r; r._batch_quads_min = r._batch_quads_max = 2_000;"
        "from graphwright import limits; limits.load_beside_bytes_min = 1;"
        "import graphwright.transfer.reading as reading; reading._block_bytes = 20_000;"
        "from graphwright.cli.main import main; main()"
    )
    command = [sys.executable, "-c", program, "bulk", "--store", str(place)]
    begin = [str(path), "--schema", str(tmp_path / "films.graphql")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    kills = 0
    for wait_s in (0.2, 0.5, 60):
        words = ["--resume"] if kills else begin
        process = subprocess.Popen([*command, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        end = time.monotonic() + 20
        while time.monotonic() < end and process.poll() is None and not _has_batch(place):
            time.sleep(0.01)
        try:
            process.wait(wait_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            kills += 1
        _, problem = process.communicate()
        assert process.returncode in {0, -signal.SIGKILL}, problem.decode()
        if process.returncode == 0 or place.exists():
            break  # done; killed as late as that it had swapped the store in, which is whole then
    assert kills
    with Database.open(place) as database:
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 20_000}}
        assert asked(database, '{ queryFilm(filter: {title: {allofterms: "film 19999"}}) { year } }')["queryFilm"]


def _has_batch(place: Path) -> bool:
    log = Path(f"{place}.bulk-wal")
    return log.exists() and log.stat().st_size > 400_000


def test_memory_says_how_much_is_held_at_a_time() -> None:
    small, large = LoadOptions(memory_bytes=128 * 2**20), LoadOptions(memory_bytes=2**31)
    assert LoadOptions().batch_quads == limits.load_batch_quads and LoadOptions().names_max == limits.load_names_max
    assert small.batch_quads < large.batch_quads and small.names_max < large.names_max
    told_nothing = LoadOptions(memory_bytes=limits.bulk_memory_bytes)
    assert small.batch_quads < told_nothing.batch_quads <= large.batch_quads
