"""The catalog grows with the data: predicates, types, tag and facet tables that a batch needs and nobody defined.

In: the columns of a batch. Out: a session with the catalog that has them. Does not know: rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphwright.model.catalog import Catalog, EdgeHome
from graphwright.schema.additions import Additions, NewPredicate, plan_additions
from graphwright.storage import ddl
from graphwright.storage.bulk.indexes import put_aside
from graphwright.storage.catalog_store import write_catalog
from graphwright.storage.writing.session import Session, Statements
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.columns import BatchColumns


def grow_catalog(
    session: Session, predicates: Iterable[NewPredicate], columns: BatchColumns, checkpoint: Checkpoint, next_id: int
) -> Session:
    """Makes known what is new, in the store too; the same session when nothing is."""
    old = session.catalog
    additions = Additions(
        predicates=list(predicates),
        node_types=list(columns.types),
        tagged=list(columns.tagged),
        faceted=list(columns.facets),
    )
    new, next_id = plan_additions(old, additions, next_id)
    if new is old:
        return session
    storage = session.statements.storage
    ddl.create_missing(storage, session.connection, old, new)
    write_catalog(storage, session.connection, new, next_id)
    _note(checkpoint, old, new)
    grown = Session(Statements(storage, new), session.connection)
    edges = [p for p in new.predicates.values() if p.name not in old.predicates and isinstance(p.home, EdgeHome)]
    put_aside(grown, edges)
    checkpoint.aside += [predicate.name for predicate in edges]
    return grown


def _note(checkpoint: Checkpoint, old: Catalog, new: Catalog) -> None:
    checkpoint.new_predicates += [name for name in new.predicates if name not in old.predicates]
    checkpoint.new_types += [name for name in new.node_types if name not in old.node_types]
