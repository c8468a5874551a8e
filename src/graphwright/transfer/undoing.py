"""Takes an unfinished load back.

In: its row. Out: the nodes that it made gone, and what it wrote on older nodes as it was before; types and predicates
that it made known stay known, without data. Each step commits by itself and may run again, so an undo that ends early
is ended by another. Does not know: files.
"""

from __future__ import annotations

from typing import Any

from graphwright.engine.database import Database
from graphwright.storage.bulk.keys import fill_scope
from graphwright.storage.bulk.undo import drop_images, removals, restore_images
from graphwright.storage.commits import record_everything
from graphwright.storage.loads import LoadRow, LoadState, delete_load
from graphwright.storage.writing.session import Session
from graphwright.transfer.checkpoint import Checkpoint, read_checkpoint
from graphwright.transfer.finishing import build_aside, save, set_ready, submit
from graphwright.transfer.starting import reopen_load


def undo_load(database: Database, row: LoadRow) -> Checkpoint:
    """Undoes a load.

    Returns:
        Its last checkpoint.
    """
    checkpoint = read_checkpoint(row.checkpoint)
    load = reopen_load(database, row, checkpoint, keeps_duplicates=True)
    submit(database, load, lambda session: save(session, load, LoadState.UNDOING))
    submit(database, load, _restore)
    for step, statement in enumerate(removals(load.statements.tables, checkpoint.ranges)):
        submit(database, load, lambda s, step=step, statement=statement: _remove(s, step, statement))  # type: ignore[misc]
    for scope in [scope for scope in load.statements.catalog.key_scopes if scope.id in checkpoint.scopes]:
        submit(database, load, lambda s, scope=scope: fill_scope(s, scope, 1, keeps_duplicates=True))  # type: ignore[misc]
    build_aside(database, load)
    submit(database, load, lambda session: _forget(session, row.id))
    database.newest()
    return checkpoint


def _restore(session: Session) -> None:
    restore_images(session)
    record_everything(session)


def _remove(session: Session, step: int, statement: Any) -> None:
    session.query(("remove", step), lambda: statement)
    record_everything(session)


def _forget(session: Session, identifier: int) -> None:
    set_ready(session)
    drop_images(session)
    delete_load(session.statements.storage, session.connection, identifier)
