"""SQLite's own settings: memory is not counted, unless the embedding program has connections of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

_START = "import apsw; from graphwright.engine.database import Database\n"
_OPEN = """
with Database.open(":memory:") as database:
    database.alter("type Film { title: String }")
    database.graphql('mutation { addFilm(input: [{title: "Alien"}]) { numUids } }')
    assert database.graphql("{ queryFilm { title } }") == {"data": {"queryFilm": [{"title": "Alien"}]}}
"""
_OWN = "own = apsw.Connection(':memory:'); own.execute('CREATE TABLE t (x); INSERT INTO t VALUES (7)')\n"


@pytest.mark.parametrize(
    ("program", "counts"),
    [
        (_START + _OPEN, False),
        (_START + _OPEN + _OPEN, False),
        (_START + _OWN + _OPEN + "assert own.execute('SELECT x FROM t').get == 7\n", True),
    ],
    ids=["alone", "twice", "with connections"],
)
def test_memory_is_counted_only_for_a_program_that_had_connections_before(program: str, counts: bool) -> None:
    found = subprocess.run(
        [sys.executable, "-c", program + "print(apsw.memory_used() > 0)"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == f"{counts}\n", found.stderr
