"""API keys in their store: rows of `gw_api_keys`, found by the digests of their secrets.

In: digests and keys. Out: keys. Does not know: secrets, who asks.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, literal, select, update

from graphwright.model.keys import ApiKey, KeyKind
from graphwright.storage.interface import CompiledSql, Connection, SqlValue, Storage
from graphwright.storage.tables import api_keys_table

_columns: Final = ("id", "kind", "name", "created_at", "expires_at", "is_read_only", "revoked_at")
_by_age: Final = (api_keys_table.c.created_at, api_keys_table.c.id)


class KeyStatements:
    """The two questions of every request with a key, compiled once."""

    def __init__(self, storage: Storage) -> None:
        columns = [api_keys_table.c[name] for name in _columns]
        self.find: CompiledSql = storage.compile(
            select(*columns).where(
                api_keys_table.c.kind == bindparam("v_kind"), api_keys_table.c.digest == bindparam("v_digest")
            )
        )
        self.any_admin: CompiledSql = storage.compile(
            select(literal(1))
            .where(
                api_keys_table.c.kind == bindparam("v_kind", value=KeyKind.ADMIN.value),
                api_keys_table.c.revoked_at.is_(None),
            )
            .limit(1)
        )


def key_from(row: tuple[Any, ...]) -> ApiKey:
    """A key out of a row of `KeyStatements.find`."""
    identifier, kind, name, created_at, expires_at, is_read_only, revoked_at = row
    return ApiKey(
        id=identifier,
        kind=KeyKind(kind),
        name=name,
        created_at=created_at,
        expires_at=expires_at,
        is_read_only=bool(is_read_only),
        revoked_at=revoked_at,
    )


def insert_key(storage: Storage, connection: Connection, key: ApiKey, digest: str) -> None:
    """Adds a key."""
    values = {name: getattr(key, name) for name in _columns} | {"kind": key.kind.value, "digest": digest}
    values["is_read_only"] = int(key.is_read_only)
    statement = insert(api_keys_table).values({name: bindparam(f"v_{name}") for name in values})
    _run(storage, connection, statement, {f"v_{name}": value for name, value in values.items()})


def read_keys(storage: Storage, connection: Connection) -> list[ApiKey]:
    """All keys, the oldest first."""
    statement = select(*(api_keys_table.c[name] for name in _columns)).order_by(*_by_age)
    return [key_from(row) for row in _run(storage, connection, statement)]


def count_keys(storage: Storage, connection: Connection) -> int:
    """How many keys there are that were not revoked."""
    statement = select(func.count()).select_from(api_keys_table).where(api_keys_table.c.revoked_at.is_(None))
    return int(_run(storage, connection, statement)[0][0])


def revoke_key(storage: Storage, connection: Connection, identifier: str, now: int) -> ApiKey | None:
    """Marks a key as revoked, since the first time that it was; None where there is no such key."""
    column = api_keys_table.c.revoked_at
    statement = (
        update(api_keys_table)
        .where(api_keys_table.c.id == bindparam("v_id"))
        .values(revoked_at=func.coalesce(column, bindparam("v_now", type_=column.type)))
        .returning(*(api_keys_table.c[name] for name in _columns))
    )
    rows = _run(storage, connection, statement, {"v_id": identifier, "v_now": now})
    return key_from(rows[0]) if rows else None


def forget_revoked(storage: Storage, connection: Connection, before: int) -> None:
    """Removes keys that were revoked before a time."""
    statement = delete(api_keys_table).where(api_keys_table.c.revoked_at < bindparam("v_before"))
    _run(storage, connection, statement, {"v_before": before})


def _run(
    storage: Storage, connection: Connection, statement: Any, values: dict[str, SqlValue] | None = None
) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments(values or {}))
