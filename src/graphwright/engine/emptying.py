"""Emptying a store: all of it, or its data.

Does not know: who may.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, update

from graphwright.engine.catalogs import Loaded
from graphwright.engine.indexing import Altering, build_indexes
from graphwright.engine.writer import Lease
from graphwright.model.catalog import Catalog
from graphwright.storage import ddl
from graphwright.storage.bulk.indexes import build_all
from graphwright.storage.bulk.undo import drop_images
from graphwright.storage.catalog_store import read_catalog
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.tables import (
    blank_nodes_table,
    changes_table,
    key_scopes_table,
    keys_table,
    loads_table,
    memberships_table,
    node_types_table,
    predicates_table,
    schemas_table,
    state_table,
)
from graphwright.storage.writing.session import Session, Statements


def drop_all(database: Altering) -> None:
    """Empties the store: data, types, schema and its history. Uids are not given out again.

    API keys and the authorization settings beside the schema stay: what opens the store is none of its data.
    """

    def drop(connection: Connection, _: Lease) -> Loaded:
        storage = database.storage
        catalog, _text = read_catalog(storage, connection)
        ddl.drop_user_tables(storage, connection, catalog)
        drop_images(Session(Statements(storage, catalog), connection))
        tables = (
            predicates_table,
            node_types_table,
            key_scopes_table,
            schemas_table,
            keys_table,
            memberships_table,
            changes_table,
            loads_table,
            blank_nodes_table,
        )
        for table in tables:
            _run(storage, connection, delete(table))
        _run(
            storage,
            connection,
            update(state_table).values(
                catalog_version=state_table.c.catalog_version + 1, schema_updates=state_table.c.schema_updates + 1
            ),
        )
        return database.assembler.assemble(
            Catalog(version=catalog.version + 1, authorization=catalog.authorization), "", None
        )

    with database.storage.alter_lock():
        database.install(database.submit(drop).result())


def drop_data(database: Altering) -> None:
    """Removes all nodes; types, schema and indexes stay."""

    def drop(connection: Connection, _: Lease) -> None:
        storage = database.storage
        catalog, _text = read_catalog(storage, connection)
        tables = (keys_table, memberships_table, changes_table, blank_nodes_table, loads_table)
        for table in (*ddl.user_tables(catalog), *tables):
            _run(storage, connection, delete(table))
        _run(storage, connection, update(state_table).values(commit_ts=state_table.c.commit_ts + 1))
        session = Session(Statements(storage, catalog), connection)
        drop_images(session)
        # What an unfinished load put aside, if there is one.
        build_all(session)

    with database.storage.alter_lock():
        database.submit(drop).result()
        build_indexes(database, database.newest())


def _run(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
