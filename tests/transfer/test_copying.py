"""`copy_store`: every value is in the copy, whatever the databases; what was interrupted goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.errors import CopyError, LoadError
from graphwright.storage.open import open_storage
from graphwright.transfer.copying import CopyProgress, CopyReport, copy_store
from graphwright.transfer.load import LoadOptions, load_files
from tests.storages import store_addresses
from tests.stores import differing, dump_file, dump_storage, rich_add, rich_old, rich_schema

_more = """
type Reading {
  id: ID!
  code: String! @id
  at: DateTime @search(by: [hour])
  exact: Float @search
  whole: Int64 @search
  flag: Boolean @search
  numbers: [Float]
  vector: [Float!] @embedding
  place: Point @search
}
type Member @secret(field: "pass") { name: String! @id  code: String  place: String }
type Pair @unique(fields: ["left", "right"]) { id: ID!  left: String  right: Int }
"""
_rdf = """
<http://films/alien> <title> "Alien" (source="imdb", since=2001-02-03T04:05:06.123456789+02:00) .
<http://films/alien> <title> "Das unheimliche Wesen"@de .
<http://films/alien> <seen> _:bob (often=7, weight=0.1, sure=true) .
_:bob <knows> <http://films/alien> .
"""
_readings: list[dict[str, Any]] = [
    {
        "code": "a",
        "at": "1979-05-25T10:00:00.123456789+02:00",
        "exact": 0.1,
        "whole": 2**63 - 1,
        "flag": True,
        "numbers": [0.1, -1e300],
        "vector": [0.1, 2.5],
    },
    {"code": "b \"' ü 𝄞", "at": "0001-01-01T00:00:00Z", "exact": 5e-324, "whole": -(2**63), "flag": False},
    {"code": " ", "exact": -0.0, "place": {"longitude": 13.37, "latitude": -52.5}},
    {"code": "c", "exact": 1.7976931348623157e308},
]
_question = """{
  queryReading(order: {asc: code}) { id code at exact whole flag numbers place { longitude latitude } }
  queryMember { name } checkMemberPassword(name: "ann", pass: "secret1") { name }
  queryAuthor(order: {asc: name}) { name born bio tags days isAlive
    books(order: {asc: title}) { title genres { label } }
    best { title } friends { name } spouse { name } home { name nameDe }
  }
  queryBook(filter: {title: {anyofterms: "engine"}}, order: {desc: pages}) { title pages score price kind }
}"""


def _fill(address: str, folder: Path) -> None:
    (folder / "some.rdf").write_text(_rdf)
    with Database.open(address) as database:
        database.alter(rich_schema)
        database.alter(rich_schema + _more)
        for query in (rich_old, rich_add):
            assert "errors" not in database.graphql(query)
        given = {"readings": _readings}
        add = "mutation($readings: [AddReadingInput!]!) { addReading(input: $readings) { numUids } }"
        assert database.graphql(add, given) == {"data": {"addReading": {"numUids": 4}}}
        others = """mutation { addMember(input: [{name: "ann", pass: "secret1"}]) { numUids }
          addPair(input: [{left: "x", right: 1}, {left: "x", right: 2}]) { numUids } }"""
        assert "errors" not in database.graphql(others)
        load_files(database, [folder / "some.rdf"], LoadOptions())


def _copy(source: str, target: str) -> CopyReport:
    with closing(open_storage(source)) as one, closing(open_storage(target)) as other:
        return copy_store(one, other)


def _dump(database: Database) -> dict[str, list[Any]]:
    """Every row; a truth is a number on some databases."""
    return {
        name: sorted((tuple(int(cell) if isinstance(cell, bool) else cell for cell in row) for row in rows), key=repr)
        for name, rows in dump_storage(database.storage).items()
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of everything; tests only read it."""
    folder = tmp_path_factory.mktemp("filled")
    _fill(str(folder / "small.db"), folder)
    return str(folder / "small.db")


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[str]:
    yield from store_addresses("postgres", tmp_path)


def test_there_and_back_every_value_is_the_same(filled: str, postgres: str, tmp_path: Path) -> None:
    """And so are names that loads keep, the history of schemas, counters, indexes, and what is unique."""
    small, back = filled, str(tmp_path / "back.db")
    seen: list[CopyProgress] = []
    with closing(open_storage(small)) as source, closing(open_storage(postgres)) as target:
        report = copy_store(source, target, seen.append)
    assert f"{report.rows:,} rows" in str(report)
    assert seen[-1].rows == seen[-1].rows_total == report.rows > 100
    assert {far.phase for far in seen} == {"rows", "indexes", "checking"}
    with Database.open(small) as one, Database.open(postgres) as other:
        expected = one.graphql(_question)
        assert "errors" not in expected
        assert other.graphql(_question) == expected
        assert _dump(other) == _dump(one)
        taken = other.graphql('mutation { addPair(input: [{left: "x", right: 2}]) { numUids } }')
        assert taken["errors"][0]["extensions"]["code"] == "DUPLICATE_ID"
        assert other.schema_text() == one.schema_text()
    _copy(postgres, back)
    first, last = dump_file(Path(small)), dump_file(Path(back))
    # The duplicate that was refused above drew a lease of uids.
    assert set(differing(first, last)) <= {"gw_state", "sqlite_schema"}
    assert {row[1] for row in first["sqlite_schema"]} == {row[1] for row in last["sqlite_schema"]}


def test_new_nodes_get_uids_that_were_never_given(filled: str, shared_address: str, tmp_path: Path) -> None:
    (tmp_path / "some.rdf").write_text(_rdf)
    _copy(filled, shared_address)
    with Database.open(shared_address) as database:
        before = {node["id"] for node in database.graphql("{ queryReading { id } }")["data"]["queryReading"]}
        answer = database.graphql('mutation { addReading(input: [{code: "new"}]) { reading { id } } }')
        assert answer["data"]["addReading"]["reading"][0]["id"] not in before
        load_files(database, [tmp_path / "some.rdf"], LoadOptions())  # its names are known: no node is new
        assert database.graphql("{ aggregateReading { count } }") == {"data": {"aggregateReading": {"count": 5}}}


_killed = """
import os, signal, sys
from graphwright import limits
from graphwright.storage.open import open_storage
from graphwright.transfer.copying import copy_store
limits.copy_batch_rows = 7
left = int(sys.argv[3])
def tell(far):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
copy_store(open_storage(sys.argv[1]), open_storage(sys.argv[2]), tell)
"""


@pytest.mark.parametrize("kind", ["file", "postgres"])
def test_a_killed_copy_goes_on_and_is_whole(filled: str, kind: str, tmp_path: Path) -> None:
    small = filled
    (tmp_path / "some.rdf").write_text(_rdf)
    for target in store_addresses(kind, tmp_path):
        for batches in (9, 40):
            words = [sys.executable, "-c", _killed, small, target, str(batches)]
            assert subprocess.run(words, check=False, timeout=60).returncode == -9
        with Database.open(target) as database:
            assert "copy of" in database.health().unfinished_loads[0]
            assert database.schema_text() == ""
            with pytest.raises(LoadError, match="copied into this store"):
                load_files(database, [tmp_path / "some.rdf"], LoadOptions())
        assert _copy(small, target).was_resumed
        with Database.open(small) as one, Database.open(target) as other:
            assert other.graphql(_question) == one.graphql(_question)
            assert _dump(other) == _dump(one)
            assert other.health().unfinished_loads == ()


def test_what_cannot_be_copied_is_refused(
    filled: str, shared_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = str(tmp_path / "small.db")
    _copy(filled, small)
    full = str(tmp_path / "full.db")
    with Database.open(full) as database:
        database.alter("type A { b: String }")
    with pytest.raises(CopyError, match="is not empty") as caught:
        _copy(small, full)
    assert caught.value.code == "COPY_FAILED"
    monkeypatch.setattr(limits, "copy_batch_rows", 30)

    def stop(far: CopyProgress) -> None:
        if far.rows > 60:
            raise KeyboardInterrupt

    with (
        closing(open_storage(small)) as source,
        closing(open_storage(shared_address)) as target,
        pytest.raises(KeyboardInterrupt),
    ):
        copy_store(source, target, stop)
    with Database.open(small) as database:
        database.graphql('mutation { addReading(input: [{code: "late"}]) { numUids } }')
    with pytest.raises(CopyError, match="was written since"):
        _copy(small, shared_address)
