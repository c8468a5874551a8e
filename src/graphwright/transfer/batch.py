"""One batch of a load → the store, in one transaction: nodes, catalog entries, rows, derived rows, checkpoint.

In: encoded blocks and an open write transaction. Out: everything written, or (by raising) nothing. The order: uids for
names; catalog entries for what is new; then what is written, gathered by table; then, in the store, first what an undo
needs and what a comparison wants to know of the state before, then the rows, then what follows from them.
Does not know: files, processes, when to commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from graphwright.model.catalog import ColumnHome, ListHome, Predicate
from graphwright.model.facets import edge_target
from graphwright.records import dataclass
from graphwright.storage.bulk import rows
from graphwright.storage.bulk.undo import Images
from graphwright.storage.catalog_store import read_state
from graphwright.storage.commits import record_everything
from graphwright.storage.loads import LoadState, update_load
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.session import Session, Statements
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.columns import BatchColumns, Values, gather
from graphwright.transfer.derived import Derived
from graphwright.transfer.edges import EdgeWriter
from graphwright.transfer.encoding import EncodedBlock
from graphwright.transfer.growing import grow_catalog
from graphwright.transfer.naming import Uids


@dataclass(slots=True, kw_only=True)
class Load:
    """A load under way, from batch to batch.

    Attributes:
        state: How far it was when it was begun or reopened.
        statements: Of the newest catalog.
    """

    id: int
    state: LoadState
    statements: Statements
    checkpoint: Checkpoint
    uids: Uids
    keeps_duplicates: bool


def write_batch(session: Session, load: Load, blocks: Sequence[EncodedBlock]) -> Statements:
    """Writes blocks and the checkpoint behind them.

    Returns:
        The statements of the catalog that is now in force.
    """
    checkpoint = load.checkpoint
    storage, connection = session.statements.storage, session.connection
    state = read_state(storage, connection)
    fresh = load.uids.name(session, blocks, checkpoint, state.next_uid)
    columns = gather(blocks, load.uids.by_number)
    _state_names(load.uids, columns)
    new = {predicate.name: predicate for block in blocks for predicate in block.new_predicates}
    session = grow_catalog(session, new.values(), columns, checkpoint, state.next_id)
    _infer(session, checkpoint, columns)
    _BatchWriter(session, load, fresh).write(columns)
    checkpoint.counts.quads += sum(block.quads for block in blocks)
    for block in blocks:
        checkpoint.note_bad_lines(checkpoint.files[block.file].path, block.bad_lines)
    checkpoint.move(blocks[-1].file, blocks[-1].end)
    checkpoint.namespace = blocks[-1].namespace
    update_load(storage, connection, load.id, LoadState.LOADING, checkpoint.text())
    record_everything(session)
    return session.statements


def _state_names(uids: Uids, columns: BatchColumns) -> None:
    """Gives new nodes the values by which later loads find them; what the files say of it comes behind and wins."""
    if uids.upsert_predicate is not None and uids.named:
        values = columns.values[uids.upsert_predicate]
        values.uids[:0] = uids.named.keys()
        values.values[:0] = uids.named.values()


def _infer(session: Session, checkpoint: Checkpoint, columns: BatchColumns) -> None:
    """Adds the types that predicates tell of (`inference`)."""
    subjects, objects = checkpoint.subject_types, checkpoint.object_types
    for name in subjects.keys() & columns.values.keys():
        _add_types(columns, subjects[name], columns.values[name].uids)
    for name in subjects.keys() & columns.tagged.keys():
        _add_types(columns, subjects[name], {uid for uid, _ in columns.tagged[name]})
    for name, edges in columns.edges.items():
        inverse = session.catalog.predicates[name].inverse or ""
        _add_types(columns, [*subjects.get(name, ()), *objects.get(inverse, ())], edges.sources)
        _add_types(columns, [*objects.get(name, ()), *subjects.get(inverse, ())], edges.targets)


def _add_types(columns: BatchColumns, types: Iterable[str], uids: Iterable[int]) -> None:
    for name in dict.fromkeys(types):
        columns.types[name].update(uids)


@dataclass(slots=True)
class _BatchWriter:
    """The writing of one batch."""

    session: Session
    load: Load
    fresh: range
    families: rows.Families = field(default_factory=rows.Families)

    def write(self, columns: BatchColumns) -> None:
        session, load = self.session, self.load
        images = Images(session, load.uids.old, load.checkpoint.is_new)
        derived = Derived(session, load.checkpoint, images, self.fresh)
        derived.look_before(columns)
        lists = [
            (predicate, rows_of_list)
            for name, values in columns.values.items()
            if (rows_of_list := self._add_values(predicate := session.catalog.predicates[name], values))
        ]
        for name, uids in columns.types.items():
            rows.add_type(self.families, session.catalog.node_types[name], uids)
        edges = EdgeWriter(session, load.checkpoint, images, self.fresh, self.families)
        edges.write(columns.edges)
        self._write_families(images)
        self._write_memberships(columns, images)
        edges.settle_single_views(columns)
        for predicate, entries in lists:
            self._write_list(predicate, entries, images)
        self._write_beside(columns, images)
        derived.write(columns)

    def _add_values(self, predicate: Predicate, values: Values) -> set[tuple[Any, ...]]:
        """Puts single values into their columns; gives the rows of a list."""
        match predicate.home:
            case ColumnHome(table=table, column=column, key_column=key_column):
                self.families.columns[table][column] = dict(zip(values.uids, values.values, strict=True))
                if key_column is not None:
                    self.families.columns[table][key_column] = dict(zip(values.uids, values.keys, strict=True))
                return set()
            case ListHome(has_key=True):
                return set(zip(values.uids, values.values, values.keys, strict=True))
            case ListHome():
                return set(zip(values.uids, values.values, strict=True))
        raise AssertionError(f"{predicate.name} has no values")

    def _write_families(self, images: Images) -> None:
        for name, columns in self.families.columns.items():
            table = self.session.tables.family(name)
            for column, cells in columns.items():
                images.keep_cells(table, column, images.old & cells.keys())
        rows.write_families(self.session, self.families, self.fresh)

    def _write_memberships(self, columns: BatchColumns, images: Images) -> None:
        node_types = self.session.catalog.node_types
        members = {node_types[name].id: uids for name, uids in columns.types.items()}
        if images.old:
            keys = [(uid, type_id) for type_id, uids in members.items() for uid in images.old & uids]
            images.keep_rows(memberships_table, keys)
        rows.write_memberships(self.session, members)

    def _write_list(self, predicate: Predicate, entries: set[tuple[Any, ...]], images: Images) -> None:
        table = self.session.tables.values(predicate)
        images.keep_rows(table, [entry[:2] for entry in entries if entry[0] in images.old])
        rows.write_list(self.session, predicate, entries)

    def _write_beside(self, columns: BatchColumns, images: Images) -> None:
        """Tagged values and facets."""
        predicates = self.session.catalog.predicates
        for name, values in columns.tagged.items():
            tag_table = predicates[name].tag_table
            assert tag_table is not None, "made when the catalog grew"
            images.keep_rows(self.session.tables.tagged(tag_table), [key for key in values if key[0] in images.old])
            rows.write_tagged(self.session, tag_table, values)
        for name, facets in columns.facets.items():
            facet_table = predicates[name].facet_table
            assert facet_table is not None, "made when the catalog grew"
            entries = {
                (uid, edge_target(other) if other else target): text for (uid, other, target), text in facets.items()
            }
            if predicates[name].inverse == name:
                entries |= {(other, edge_target(uid)): text for (uid, other, _), text in facets.items()}
            images.keep_rows(self.session.tables.facets(facet_table), [key for key in entries if key[0] in images.old])
            rows.write_facets(self.session, facet_table, entries)
