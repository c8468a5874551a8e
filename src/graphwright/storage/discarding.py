"""Takes away what a dropped predicate held, and families that hold nothing any more.

In: the catalog with it and the one without it, in a write transaction. Does not know: who may, when.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.schema import DropIndex, DropTable

from graphwright.model.catalog import Catalog, ColumnHome, Predicate, ReverseHome
from graphwright.storage.ddl import native_indexes
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.tables import Tables, home_columns, keys_table


def discard_predicate(storage: Storage, connection: Connection, old: Catalog, predicate: Predicate) -> None:
    """Drops its tables and indexes, empties its columns and frees its keys."""
    tables = Tables(old)
    home = predicate.home
    if not isinstance(home, ReverseHome):
        for index in native_indexes(tables, predicate):
            _execute(storage, connection, DropIndex(index, if_exists=True))
    for table in tables.predicate_tables(predicate):
        _execute(storage, connection, DropTable(table, if_exists=True))
    if isinstance(home, ColumnHome):
        family = tables.family(home.table)
        columns = dict.fromkeys(column for column, _ in home_columns(predicate))
        _execute(storage, connection, update(family).where(family.c[home.column].is_not(None)).values(columns))
    for scope in old.key_scopes:
        if scope.predicate == predicate.name:
            _execute(storage, connection, delete(keys_table).where(keys_table.c.scope == scope.id))


def drop_empty_families(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Drops the family tables whose last column is gone; a new one of that name may be wanted some day."""
    tables = Tables(old)
    kept = Tables(new).families()
    for name in tables.families():
        if name not in kept:
            _execute(storage, connection, DropTable(tables.family(name), if_exists=True))


def _execute(storage: Storage, connection: Connection, statement: Any) -> None:
    compiled = storage.compile(statement)
    connection.rows(compiled.text, compiled.arguments({}))
