"""The end of a load: key scopes and indexes that were left for it.

In: a load whose files are read. Out: a finished one. Each step commits by itself, so a load that ends here goes on
here. Does not know: files.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from graphwright import limits
from graphwright.engine.database import Database
from graphwright.engine.indexing import building_indexes
from graphwright.engine.vector_indexes import build_vector_indexes
from graphwright.engine.writer import Lease
from graphwright.errors import LoadError
from graphwright.model.catalog import Index, IndexState, KeyScope, Predicate
from graphwright.records import dataclass
from graphwright.storage import ddl
from graphwright.storage.bulk.indexes import (
    build_index,
    indexes_of,
    sorted_tokens,
    values_after,
    values_between,
    with_state,
    write_tokens,
)
from graphwright.storage.bulk.keys import Duplicates, fill_scope
from graphwright.storage.bulk.undo import drop_images
from graphwright.storage.catalog_store import read_state, write_catalog
from graphwright.storage.commits import record_everything
from graphwright.storage.interface import Connection
from graphwright.storage.loads import LoadState, update_load
from graphwright.storage.tables import keys_table, memberships_table
from graphwright.storage.writing.session import Session
from graphwright.transfer.batch import Load
from graphwright.transfer.requests import shown_duplicate

_token_batch_values: Final = 200_000

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Step:
    """Tokens of the nodes behind `after` up to `up_to`, as they were at a commit."""

    position: int
    after: int
    up_to: int
    tokens: list[tuple[str, int]]


def finish_load(database: Database, load: Load, enter: Callable[[str], None], way_back: str) -> None:
    """Fills keys and builds indexes.

    Args:
        way_back: See `LoadOptions`.

    Raises:
        LoadError: Duplicates of `@id` values, where they are not to be kept.
    """
    enter("keys")
    submit(database, load, lambda session: save(session, load, LoadState.FINISHING))
    for scope in [scope for scope in load.statements.catalog.key_scopes if scope.id in load.checkpoint.scopes]:
        submit(database, load, lambda session, scope=scope: _fill(session, load, scope, way_back))  # type: ignore[misc]
    enter("indexes")
    build_aside(database, load)
    submit(database, load, lambda session: _end(session, load))
    submit(database, load, _refresh_statistics)
    build_vector_indexes(database, database.newest(), again=True)


def build_aside(database: Database, load: Load) -> None:
    """Builds what was put aside and whatever else is not ready; sets nothing ready.

    Texts are cut into tokens here while the writer builds native indexes: both cores have work.
    """
    catalog = load.statements.catalog
    building = building_indexes(catalog)
    names = dict.fromkeys([*load.checkpoint.aside, *(predicate.name for predicate, _ in building)])
    begun = [
        begin(database, load, lambda session, native=native: build_index(session, native))  # type: ignore[misc]
        for name in names
        for native in indexes_of(load.statements.tables, catalog.predicates[name])
    ]
    connection = database.storage.open_reader()
    try:
        reader = Session(load.statements, connection)
        for predicate, index in building:
            if index.table is not None:
                _fill_tokens(database, load, reader, predicate, index)
    finally:
        connection.close()
    for step in begun:
        step.result()


def set_ready(session: Session) -> None:
    """Says of all indexes that they are built."""
    catalog = session.catalog
    ready = with_state(catalog, {predicate.name for predicate, _ in building_indexes(catalog)}, IndexState.READY)
    if ready is not catalog:
        storage, connection = session.statements.storage, session.connection
        write_catalog(storage, connection, ready, read_state(storage, connection).next_id)


def _fill_tokens(database: Database, load: Load, reader: Session, predicate: Predicate, index: Index) -> None:
    assert index.table is not None
    table, before = index.table, -1
    while True:
        with reader.connection.read_transaction():
            position = read_state(load.statements.storage, reader.connection).commit_ts
            rows = values_after(reader, predicate, before, _token_batch_values)
        if not rows:
            return
        tokens = sorted_tokens(index.kind, rows)

        last = rows[-1][0]

        def write(session: Session, step: _Step = _Step(position, before, last, tokens)) -> None:  # noqa: B008 -- frozen
            found = step.tokens
            if read_state(session.statements.storage, session.connection).commit_ts != step.position:
                # Somebody wrote since: what was read may be old, so it is read again where nobody else can write.
                found = sorted_tokens(index.kind, values_between(session, predicate, step.after, step.up_to))
            write_tokens(session, table, found)

        submit(database, load, write)
        before = last


def _fill(session: Session, load: Load, scope: KeyScope, way_back: str) -> None:
    found: Duplicates = fill_scope(session, scope, limits.duplicates_shown_max, keeps_duplicates=load.keeps_duplicates)
    if found.count and not load.keeps_duplicates:
        raise _duplicates_error(found, way_back)
    load.checkpoint.note_duplicates(found)
    load.checkpoint.scopes.remove(scope.id)
    save(session, load, LoadState.FINISHING)


def _duplicates_error(found: Duplicates, way_back: str) -> LoadError:
    lines = [f"  {shown_duplicate(duplicate)}" for duplicate in found.shown]
    if found.count > len(lines):
        lines.append(f"  and {found.count - len(lines)} more")
    return LoadError(
        "\n".join([f"values of @id fields that belong to several nodes: {found.count:,}", *lines]) + "\n"
        "All is loaded. Go on with --resume --duplicates keep (these values then identify no node), or " + way_back
    )


def save(session: Session, load: Load, state: LoadState) -> None:
    """Writes the checkpoint."""
    update_load(session.statements.storage, session.connection, load.id, state, load.checkpoint.text())


def _end(session: Session, load: Load) -> None:
    load.checkpoint.aside.clear()
    set_ready(session)
    drop_images(session)
    record_everything(session)
    save(session, load, LoadState.FINISHED)


def _refresh_statistics(session: Session) -> None:
    """By itself the database would come to it a minute later, and plan for empty tables until then."""
    names = [table.name for table in (*ddl.user_tables(session.catalog), keys_table, memberships_table)]
    session.statements.storage.refresh_statistics(session.connection, names)


def submit(database: Database, load: Load, run: Callable[[Session], Result]) -> Result:
    """Runs a step in a transaction of its own."""
    return begin(database, load, run).result()


def begin(database: Database, load: Load, run: Callable[[Session], Result]) -> Future[Result]:
    """Queues a step."""

    def job(connection: Connection, _: Lease) -> Result:
        return run(Session(load.statements, connection))

    return database.submit(job)
