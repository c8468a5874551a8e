"""The step from format 1 to 2: tables for API keys and for settings beside the schema, both empty.

Describes them by itself, for it stays as it is when they change.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeEngine

from graphwright.storage.interface import Connection, Storage

_text: Final[TypeEngine[str]] = Text().with_variant(Text(collation="C"), "postgresql")
_number: Final[TypeEngine[int]] = BigInteger().with_variant(Integer(), "sqlite")
_no_rowid: Final[dict[str, Any]] = {"sqlite_with_rowid": False, "sqlite_strict": True}

_added: Final = MetaData()
Table(
    "gw_api_keys",
    _added,
    Column("kind", _text, primary_key=True),
    Column("digest", _text, primary_key=True),
    Column("id", _text, nullable=False, unique=True),
    Column("name", _text, nullable=False),
    Column("created_at", _number, nullable=False),
    Column("expires_at", _number),
    Column("is_read_only", Integer, nullable=False),
    Column("revoked_at", _number),
    **_no_rowid,
)
Table(
    "gw_settings", _added, Column("name", _text, primary_key=True), Column("value", _text, nullable=False), **_no_rowid
)


def add_keys(storage: Storage, connection: Connection) -> None:
    """Makes the two tables."""
    for table in _added.sorted_tables:
        connection.rows(storage.compile(CreateTable(table)).text)
