"""The first transaction of a load, and of one that goes on.

In: what is to be loaded. Out: a `Load`; indexes and key scopes of what is empty are left for the end. Does not know:
files.
"""

from __future__ import annotations

from graphwright.engine.database import Database
from graphwright.engine.writer import Lease
from graphwright.model.catalog import IndexState
from graphwright.storage.bulk.indexes import empty_homes, put_aside, with_state
from graphwright.storage.catalog_store import read_catalog, read_state, write_catalog
from graphwright.storage.interface import Connection
from graphwright.storage.loads import LoadRow, LoadState, insert_load, next_load_id
from graphwright.storage.writing.session import Session, Statements, is_one_to_one
from graphwright.transfer.batch import Load
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.naming import Uids


def begin_load(database: Database, checkpoint: Checkpoint, *, keeps_duplicates: bool, is_large: bool) -> Load:
    """Writes that a load is under way.

    Args:
        is_large: Leaves indexes of what is empty for the end; a small load keeps them as it goes, so that requests
            never miss them.
    """
    storage = database.storage

    def begin(connection: Connection, _: Lease) -> Load:
        catalog, _text = read_catalog(storage, connection)
        session = Session(Statements(storage, catalog), connection)
        if is_large:
            session = _put_aside(session, checkpoint)
        identifier = next_load_id(storage, connection)
        row = LoadRow(
            id=identifier,
            description=", ".join(file.path for file in checkpoint.files),
            state=LoadState.LOADING,
            checkpoint=checkpoint.text(),
            first_uid=read_state(storage, connection).next_uid,
        )
        insert_load(storage, connection, row)
        return _load(session, row, checkpoint, keeps_duplicates=keeps_duplicates)

    load: Load = database.submit(begin).result()
    database.newest()
    return load


def reopen_load(database: Database, row: LoadRow, checkpoint: Checkpoint, *, keeps_duplicates: bool) -> Load:
    """The load that a row describes."""

    def reopen(connection: Connection, _: Lease) -> Load:
        catalog, _text = read_catalog(database.storage, connection)
        session = Session(Statements(database.storage, catalog), connection)
        return _load(session, row, checkpoint, keeps_duplicates=keeps_duplicates)

    load: Load = database.submit(reopen).result()
    return load


def _load(session: Session, row: LoadRow, checkpoint: Checkpoint, *, keeps_duplicates: bool) -> Load:
    return Load(
        id=row.id,
        state=row.state,
        checkpoint=checkpoint,
        statements=session.statements,
        uids=Uids(checkpoint.upsert_predicate),
        keeps_duplicates=keeps_duplicates,
    )


def _put_aside(session: Session, checkpoint: Checkpoint) -> Session:
    catalog = session.catalog
    # Nodes are found by it all along.
    empty = [predicate for predicate in empty_homes(session) if predicate.name != checkpoint.upsert_predicate]
    names = {predicate.name for predicate in empty}
    checkpoint.scopes = [scope.id for scope in catalog.key_scopes if scope.predicate in names]
    # One-to-one references are looked up by their targets all along, and so are edges of which an inverse shows one.
    looked_up = session.statements.single_views
    aside = [p for p in empty if p.inverse != p.name and not is_one_to_one(catalog, p) and p.name not in looked_up]
    put_aside(session, aside)
    checkpoint.aside = [predicate.name for predicate in aside]
    changed = with_state(catalog, checkpoint.aside, IndexState.BUILDING)
    if changed is catalog:
        return session
    storage, connection = session.statements.storage, session.connection
    write_catalog(storage, connection, changed, read_state(storage, connection).next_id)
    return Session(Statements(storage, changed), connection)
