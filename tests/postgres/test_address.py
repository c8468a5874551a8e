"""Addresses of PostgreSQL stores; no server is needed."""

from __future__ import annotations

import socket

import pytest

from graphwright.errors import StoreError
from graphwright.storage.open import open_storage
from graphwright.storage.postgres.address import parse_address


def test_the_schema_is_ours_and_the_rest_is_for_libpq() -> None:
    address = parse_address(
        "postgresql://ann:s3cret@db.example:5433/films?sslmode=require&schema=My%20store&connect_timeout=3"
    )
    assert address.schema == "My store"
    assert address.parameters["sslmode"] == "require"
    assert address.parameters["password"] == "s3cret"
    assert address.shown == "postgresql://ann@db.example:5433/films?schema=My store"
    assert "s3cret" not in repr(address)


def test_the_default_schema_and_several_hosts() -> None:
    address = parse_address("postgres://one,two:5433/films?target_session_attrs=read-write")
    assert address.schema == "graphwright"
    assert address.shown == "postgresql://one,two:5433/films?schema=graphwright"
    assert parse_address("postgresql://").shown == "postgresql:///?schema=graphwright"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:s3cret@host/films?nonsense=1",
        "postgresql://ann:s3cret%@host/films",
        "postgresql://ann:s3cret@host/films?schema=",
        f"postgresql://ann:s3cret@host/films?schema={'s' * 64}",
    ],
)
def test_wrong_addresses_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(StoreError) as raised:
        open_storage(url)
    assert "s3cret" not in f"{raised.value!r} {raised.value.__cause__}"
    assert "schema" in raised.value.message


def test_no_server_says_where_it_looked() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers there
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match=f"no connection to postgresql://ann@127.0.0.1:{port}/films") as raised:
            open_storage(f"postgresql://ann:s3cret@127.0.0.1:{port}/films")
    assert "s3cret" not in raised.value.message
