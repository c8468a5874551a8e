"""What the manual says of loads: flags, the error code, bounds. The loader's own tests go into detail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.errors import LoadError
from graphwright.transfer.load import LoadOptions, load_files
from tests.docs.running import run_graphwright

TYPES = 'type Person { name: String! @id @dgraph(pred: "name") }'


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as opened:
        yield opened


def names(count: int, *, distinct: int | None = None) -> str:
    """A name for each of so many nodes; with `distinct` names repeat."""
    return "".join(f'_:n{number} <name> "name {number % (distinct or count)}" .\n' for number in range(count))


def nodes_with_names(database: graphwright.Database) -> int:
    answer: Any = database.dql("{ q(func: has(name)) { count(uid) } }")
    return int(answer["data"]["q"][0]["count"])


def test_load_failed(database: graphwright.Database, tmp_path: Path) -> None:
    file = tmp_path / "people.rdf"
    file.write_text('_:a <name> "Ann" .\nthis is no quad\n', encoding="utf-8")
    with pytest.raises(LoadError, match=r"people\.rdf:2:") as raised:
        load_files(database, [file], LoadOptions())
    assert raised.value.as_graphql()["extensions"] == {"code": "LOAD_FAILED"}


def test_types(tmp_path: Path) -> None:
    (tmp_path / "people.rdf").write_text('_:a <name> "Ann" .\n', encoding="utf-8")
    (tmp_path / "types.graphql").write_text(TYPES, encoding="utf-8")
    loaded = run_graphwright(tmp_path, "load", "people.rdf", "--types", "types.graphql", "--store", "p.db")
    assert loaded.returncode == 0, loaded.stderr
    asked = run_graphwright(tmp_path, "query", "{ queryPerson { name } }", "--store", "p.db")
    assert '"name": "Ann"' in asked.stdout


@pytest.mark.parametrize("name", ["load_batch_quads", "load_names_max"])
def test_a_small_bound_loads_the_same(
    database: graphwright.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(limits, name, 2)
    (tmp_path / "one.rdf").write_text(names(50), encoding="utf-8")
    (tmp_path / "two.rdf").write_text(names(60), encoding="utf-8")
    load_files(database, [tmp_path / "one.rdf", tmp_path / "two.rdf"], LoadOptions())
    assert nodes_with_names(database) == 60


@pytest.mark.parametrize("bytes_min", [0, 1 << 40])
def test_load_beside_bytes_min_changes_no_load(
    database: graphwright.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bytes_min: int
) -> None:
    monkeypatch.setattr(limits, "load_beside_bytes_min", bytes_min)
    (tmp_path / "people.rdf").write_text(names(50), encoding="utf-8")
    load_files(database, [tmp_path / "people.rdf"], LoadOptions())
    assert nodes_with_names(database) == 50


def test_bad_lines_shown_max(database: graphwright.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "bad_lines_shown_max", 2)
    (tmp_path / "people.rdf").write_text(names(3) + "bad\n" * 5, encoding="utf-8")
    report = load_files(database, [tmp_path / "people.rdf"], LoadOptions(skips_bad_lines=True))
    assert (report.bad_line_count, len(report.bad_lines)) == (5, 2)
    assert "and 3 more" in str(report)


def test_duplicates_shown_max(database: graphwright.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "duplicates_shown_max", 2)
    (tmp_path / "people.rdf").write_text(names(10, distinct=5), encoding="utf-8")
    options = LoadOptions(types=TYPES, keeps_duplicates=True)
    report = load_files(database, [tmp_path / "people.rdf"], options)
    assert (report.duplicate_count, len(report.duplicates)) == (5, 2)
