"""Settings that a store keeps beside its schema: rows of `gw_settings`, each a text under a name.

Does not know: what they say.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from graphwright.storage.interface import Connection, SqlValue, Storage
from graphwright.storage.tables import settings_table, state_table

authorization_setting: Final = "authorization"
"""How callers are told apart, in place of the schema's `# Dgraph.Authorization`."""


def read_setting(storage: Storage, connection: Connection, name: str) -> str | None:
    """A setting; None where it is not set."""
    statement = select(settings_table.c.value).where(settings_table.c.name == bindparam("v_name"))
    rows = _run(storage, connection, statement, {"v_name": name})
    return str(rows[0][0]) if rows else None


def write_setting(storage: Storage, connection: Connection, name: str, value: str | None) -> None:
    """Sets a setting, or takes it away; every process then reads the catalog anew, and its settings with it."""
    removal = delete(settings_table).where(settings_table.c.name == bindparam("v_name"))
    _run(storage, connection, removal, {"v_name": name})
    if value is not None:
        statement = insert(settings_table).values(name=bindparam("v_name"), value=bindparam("v_value"))
        _run(storage, connection, statement, {"v_name": name, "v_value": value})
    _run(storage, connection, update(state_table).values(catalog_version=state_table.c.catalog_version + 1))


def _run(
    storage: Storage, connection: Connection, statement: Any, values: dict[str, SqlValue] | None = None
) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments(values or {}))
