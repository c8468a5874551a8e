"""A store in a schema beside its place, renamed into it in one transaction.

See `storage/aside.py`. While it is built, its schema is `<place>_bulk`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final
from urllib.parse import parse_qsl, urlencode

import psycopg
from psycopg import sql

from graphwright.errors import StoreBusyError, StoreError
from graphwright.storage.aside import Aside, refuse_content
from graphwright.storage.postgres.address import Address, parse_address
from graphwright.storage.postgres.opening import connect
from graphwright.storage.postgres.problems import translated
from graphwright.storage.postgres.storage import PostgresStorage, _lock_number

_suffix: Final = "_bulk"
_name_bytes_max: Final = 63


@contextmanager
def postgres_aside(url: str, *, resumes: bool) -> Iterator[Aside]:
    """The store that is built for a schema."""
    address = parse_address(url)
    name = f"{address.schema}{_suffix}"
    if address.schema == "public" or len(name.encode()) > _name_bytes_max:
        raise StoreError(
            f'the schema "{address.schema}" cannot be replaced; name another one of at most '
            f"{_name_bytes_max - len(_suffix)} bytes by ?schema=…"
        )
    with connect(address, is_writer=True) as raw:
        try:
            _hold(raw, address)
            is_there = _exists(raw, name)
            if resumes and not is_there:
                raise StoreError(f"there is no unfinished bulk load for {address.shown}; leave --resume out")
            if is_there and not resumes:
                raw.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
            if _exists(raw, address.schema):
                refuse_content(PostgresStorage(url))
        except psycopg.Error as error:
            raise translated(error, address) from error
        with closing(PostgresStorage(with_schema(url, name))) as storage:
            yield _PostgresAside(raw, address, name, storage)


class _PostgresAside:
    def __init__(
        self, raw: psycopg.Connection[tuple[object, ...]], address: Address, name: str, storage: PostgresStorage
    ) -> None:
        self._raw = raw
        self._address = address
        self._name = name
        self.storage = storage

    def swap(self) -> None:
        place, built = sql.Identifier(self._address.schema), sql.Identifier(self._name)
        try:
            with self._raw.transaction():
                self._raw.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(place))
                self._raw.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(built, place))
        except psycopg.Error as error:
            raise translated(error, self._address) from error


def with_schema(url: str, name: str) -> str:
    """The URL of another schema of the same database."""
    base, _, query = url.partition("?")
    members = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if key != "schema"]
    return f"{base}?{urlencode([*members, ('schema', name)])}"


def _hold(raw: psycopg.Connection[tuple[object, ...]], address: Address) -> None:
    """Holds the place until the connection ends."""
    lock = _lock_number("bulk", address.schema)
    if raw.execute("SELECT pg_try_advisory_lock($1)", (lock,)).fetchall() != [(True,)]:
        raise StoreBusyError(f"another store is being built for {address.shown}")


def _exists(raw: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    return raw.execute("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)", (name,)).fetchall() == [(True,)]
