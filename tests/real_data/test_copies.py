"""The real data sets copied to PostgreSQL and back: every value is in both copies."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import graphwright
from graphwright import Database
from graphwright.storage.open import open_storage
from graphwright.transfer.copying import copy_store
from graphwright.transfer.load import LoadOptions, load_files
from tests.real_data.conftest import DATA, ROOT, data_file, example
from tests.storages import store_addresses
from tests.stores import dump_storage


def _movies(database: Database) -> None:
    example("movies/load_movies.py").load_movies(database, data_file("movies.json"))


def _airports(database: Database) -> None:
    data_file("airports.csv")
    example("airports/load_airports.py").load_airports(database, DATA)


def _freebase(database: Database) -> None:
    types = (ROOT / "examples" / "freebase" / "map.graphql").read_text(encoding="utf-8")
    load_files(database, [data_file("freebase-films-200k.rdf.gz")], LoadOptions(types=types))


def _copy(source: str, target: str) -> None:
    with closing(open_storage(source)) as one, closing(open_storage(target)) as other:
        copy_store(one, other)


def _rows(address: str) -> dict[str, list[str]]:
    """Every row of every table, in words; a truth is a number on some databases."""
    with graphwright.open(address) as database:
        dump = dump_storage(database.storage)
    return {
        name: sorted(repr(tuple(int(cell) if isinstance(cell, bool) else cell for cell in row)) for row in rows)
        for name, rows in dump.items()
    }


@pytest.mark.parametrize("fill", [_movies, _airports, _freebase])
def test_both_copies_have_every_value(fill: Callable[[Database], None], tmp_path: Path) -> None:
    source, back = str(tmp_path / "source.db"), str(tmp_path / "back.db")
    with graphwright.open(source) as database:
        fill(database)
    expected = _rows(source)
    assert sum(map(len, expected.values())) > 3_000
    for postgres in store_addresses("postgres", tmp_path):
        _copy(source, postgres)
        assert _rows(postgres) == expected
        _copy(postgres, back)
    assert _rows(back) == expected
