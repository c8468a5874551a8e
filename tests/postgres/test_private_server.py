"""The server that a run of the tests starts for itself."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from tests import postgres_server
from tests.postgres_server import NoServerError, find_binaries, start_server


@pytest.mark.skipif(find_binaries() is None, reason="NOT TESTED: PostgreSQL's binaries are not installed here")
def test_it_starts_anywhere_and_leaves_nothing() -> None:
    server = start_server()
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            assert connection.execute("SHOW server_encoding").fetchall() == [("UTF8",)]
            connection.execute("CREATE SCHEMA films")
    finally:
        server.stop()
    assert server.process.returncode is not None
    assert not server.folder.exists()


def test_without_binaries_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres_server, "find_binaries", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(NoServerError, match=r"apt-get install postgresql\), or name a server with .*=none") as refused:
        start_server()
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
