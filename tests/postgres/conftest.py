"""A PostgreSQL server for the tests: the one that GRAPHWRIGHT_TEST_POSTGRES names, or none, said loudly."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import sql

from tests.storages import server_url


@pytest.fixture(scope="session")
def server() -> str:
    """The server's URL, without a schema."""
    return server_url()


@pytest.fixture(scope="session")
def new_store(server: str) -> Iterator[Callable[[], str]]:
    """Makes addresses of stores that are not there yet; takes the stores away at the end."""
    made: list[str] = []

    def make() -> str:
        made.append(f"graphwright_test_{uuid.uuid4().hex[:12]}")
        return f"{server}{'&' if '?' in server else '?'}schema={made[-1]}"

    yield make
    with psycopg.connect(server, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
