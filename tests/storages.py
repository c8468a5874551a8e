"""Stores to test on: an SQLite file, one in memory, and PostgreSQL where there is a server (`postgres_server.py`).

A test asks for `address` (any store), `shared_address` (one that several processes can open) or `database`. What a kind
cannot do is asked of its capabilities, never of its name.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from graphwright import Database
from tests.postgres_server import variable

_numbers: Final = itertools.count()


def store_addresses(kind: str, folder: Path) -> Iterator[str]:
    """The address of one empty store of a kind, for the time until the iterator goes on."""
    if kind == "memory":
        yield ":memory:"
    elif kind == "file":
        yield str(folder / "store.db")
    else:
        yield from _fresh_schema()


def server_url() -> str:
    """The server of this run; skips the test where there is none."""
    url = os.environ.get(variable, "")
    if not url:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {variable} is not set (postgresql://user@host/database, or private)")
    return url


def _fresh_schema() -> Iterator[str]:
    postgres_url = server_url()
    import psycopg  # noqa: PLC0415 - an extra

    name = f"test_{os.getpid()}_{next(_numbers)}"
    joint = "&" if "?" in postgres_url else "?"
    yield f"{postgres_url}{joint}schema={name}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'.encode())


@pytest.fixture(params=["file", "memory", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store is or can be."""
    yield from store_addresses(request.param, tmp_path)


@pytest.fixture(params=["file", "postgres"])
def shared_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store is that can be opened more than once."""
    yield from store_addresses(request.param, tmp_path)


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """An empty store, open."""
    with Database.open(address) as database:
        yield database
