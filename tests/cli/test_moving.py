"""`graphwright export`, `bulk` and `load` of exports, as their user sees them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graphwright import Database
from tests.cli.conftest import Run

_schema = "type Film { id: ID!  title: String! @id  year: Int @search }\n"
_lines = '_:a <dgraph.type> "Film" .\n_:a <Film.title> "Alien" .\n_:a <Film.year> "1979" .\n'


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "films.graphql").write_text(_schema)
    (tmp_path / "films.rdf").write_text(_lines)
    (tmp_path / "more.dql").write_text("Film.rating: float @index(float) .\n")


def test_out_and_in_again(run: Run, tmp_path: Path) -> None:
    built = run("bulk", "films.rdf", "--schema", "films.graphql", "--schema", "more.dql", "--store", "films.db")
    assert (built.status, built.out) == (0, f"loaded {tmp_path}/films.rdf: 3 quads, 1 new nodes\n")
    for form in ("rdf", "json"):
        ran = run("export", "--store", "films.db", "--out", form, "--format", form)
        assert ran.status == 0 and ran.out.startswith("exported 3 quads in ") and "100%" in ran.err
        [folder] = (tmp_path / form).iterdir()
        assert ran.out.endswith(f"{form}/{folder.name}\n")
        assert {file.name for file in folder.iterdir()} == {f"g01.{form}.gz", "g01.schema.gz", "g01.gql_schema.gz"}
        loaded = run("load", str(folder), "--store", f"{form}.db")
        assert loaded.status == 0, loaded.err
        asked = run("query", "--store", f"{form}.db", '{ getFilm(title: "Alien") { title year } }')
        assert '"Alien"' in asked.out and "1979" in asked.out
        with Database.open(tmp_path / f"{form}.db") as database:
            assert database.catalog.predicates["Film.rating"].index("float") is not None


def test_a_schema_file_that_is_wrong_is_shown_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.dql").write_text("name: string .\nage: integer .\n")
    ran = run("load", "films.rdf", "--schema", "wrong.dql", "--store", "films.db")
    assert ran.status == 1 and "wrong.dql:2:" in ran.err and "integer" in ran.err
    packed = gzip.compress(b"type Film { title: Strin }")
    (tmp_path / "wrong.graphql.gz").write_bytes(packed)
    ran = run("bulk", "films.rdf", "--schema", "wrong.graphql.gz", "--store", "films.db")
    assert ran.status == 1 and "wrong.graphql.gz:1:" in ran.err
    assert run("load", "films.rdf", "--schema", "nothing.dql", "--store", "films.db").status == 1


def test_what_an_export_needs(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--store", "nothing.db")
    assert ran.status == 1 and "there is no store nothing.db" in ran.err
    run("load", "films.rdf", "--schema", "films.graphql", "--store", "films.db")
    ran = run("export", "--store", "films.db", "--format", "xml")
    assert ran.status == 2 and "--format must be rdf or json, not xml" in ran.err
    (tmp_path / "file").write_text("")
    ran = run("export", "--store", "films.db", "--out", "file")
    assert ran.status == 1 and "the export cannot be written to file" in ran.err


def test_what_a_bulk_load_needs(run: Run, tmp_path: Path) -> None:
    for size in ("1", "big", "64MB"):
        ran = run("bulk", "films.rdf", "--memory", size, "--store", "films.db")
        assert ran.status == 2 and "--memory must be" in ran.err
    assert run("bulk", "--store", "films.db").status == 2
    ran = run("bulk", "films.rdf", "--resume", "--store", "films.db")
    assert ran.status == 1 and "there is no unfinished bulk load for films.db" in ran.err
    assert not (tmp_path / "films.db").exists()
    assert run("bulk", "films.rdf", "--memory", "128MB", "--store", "films.db").status == 0
    ran = run("bulk", "films.rdf", "--store", "films.db")
    assert ran.status == 1 and "is not empty" in ran.err
    ran = run("bulk", "films.rdf", "--store", ":memory:")
    assert ran.status == 1 and "name a file" in ran.err


def test_nodes_are_found_by_their_names_again(run: Run) -> None:
    for count in (1, 0):
        ran = run("load", "films.rdf", "--schema", "films.graphql", "--upsert", "Film.title", "--store", "films.db")
        assert ran.status == 0, ran.err
        assert f"{count} new nodes" in ran.out
    assert run("load", "films.rdf", "--upsert", "nobody", "--store", "films.db").status == 1
