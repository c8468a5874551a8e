"""The edges of a batch → rows: pairs stored once, single references settled, one-sided edges counted.

Does not know: values, files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from graphwright.model.catalog import ColumnHome, EdgeHome, Predicate
from graphwright.records import dataclass
from graphwright.storage.bulk.references import edges_from, let_go, references_of, referrers_of
from graphwright.storage.bulk.rows import Families, write_edges
from graphwright.storage.bulk.undo import Images
from graphwright.storage.writing.edges import remove_edges
from graphwright.storage.writing.session import Session, is_one_to_one
from graphwright.storage.writing.single_views import edges_of_new_members, find_rivals
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.columns import BatchColumns, StatedEdges
from graphwright.transfer.pairs import Edge, count_completed, one_sided, settle_one_to_one, settle_single, sides_of


@dataclass(slots=True)
class EdgeWriter:
    """Writes the edges of one batch; single references go into `families`."""

    session: Session
    checkpoint: Checkpoint
    images: Images
    fresh: range
    families: Families

    def write(self, edges: Mapping[str, StatedEdges]) -> None:
        for name, stated in edges.items():
            predicate = self.session.catalog.predicates[name]
            match predicate.home:
                case EdgeHome(table=table):
                    self._write_many(predicate, table, stated)
                case ColumnHome() as home if predicate.inverse == name or is_one_to_one(
                    self.session.catalog, predicate
                ):
                    self._add_one_to_one(predicate, home, stated)
                case ColumnHome() as home:
                    self._add_single(predicate, home, stated)
                case _:
                    raise AssertionError(f"{name} is no home of edges")

    def settle_single_views(self, columns: BatchColumns) -> None:
        """Takes away edges that others replaced, of inverses that are single; behind everything else of the batch."""
        views = self.session.statements.single_views
        # Also nodes of earlier batches, whose edges may have come before their types.
        known = {name: {uid for uid in uids if uid < self.fresh.start} for name, uids in columns.types.items() if views}
        for name in views:
            stated = columns.edges.get(name)
            edges = edges_of_new_members(self.session, name, known)
            edges += [] if stated is None else zip(stated.sources, stated.targets, strict=True)
            rivals = find_rivals(self.session, name, edges)
            if rivals:
                self.checkpoint.counts.conflicts += len(rivals)
                self._remove(self.session.catalog.predicates[name], rivals)

    def _remove(self, predicate: Predicate, edges: AbstractSet[Edge]) -> None:
        old = [edge for edge in edges if not self.images.is_new(edge[0]) or not self.images.is_new(edge[1])]
        match predicate.home:
            case EdgeHome(table=name):
                self.images.keep_rows(self.session.tables.edges(name), old)
            case ColumnHome(table=name, column=column):
                uids = {source for source, _ in old if not self.images.is_new(source)}
                self.images.keep_cells(self.session.tables.family(name), column, uids)
            case _:
                raise AssertionError(f"{predicate.name} is no home of edges")
        remove_edges(self.session, predicate, edges)

    def _write_many(self, predicate: Predicate, table: str, stated: StatedEdges) -> None:
        edges = set(zip(stated.sources, stated.targets, strict=True))
        if stated.sides:
            known = [uid for uid in set(stated.sources) if uid < self.fresh.start]
            self._count(predicate, stated, edges, edges_from(self.session, table, known) if known else [])
        if predicate.inverse == predicate.name:
            edges |= {(target, source) for source, target in edges}
        old = self.images.old
        if old:
            kept = [edge for edge in edges if edge[0] in old and edge[1] in old]
            self.images.keep_rows(self.session.tables.edges(table), kept)
        write_edges(self.session, table, edges)

    def _add_single(self, predicate: Predicate, home: ColumnHome, stated: StatedEdges) -> None:
        stored: dict[int, int] = {}
        if predicate.inverse is not None:
            known = [uid for uid in set(stated.sources) if uid < self.fresh.start]
            stored = references_of(self.session, home, known) if known else {}
        settled = settle_single(stated, stored)
        if predicate.inverse is not None:
            self.checkpoint.counts.conflicts += settled.conflicts
            self._count(predicate, stated, settled.references.items(), stored.items())
        self.families.columns[home.table][home.column] = settled.references

    def _add_one_to_one(self, predicate: Predicate, home: ColumnHome, stated: StatedEdges) -> None:
        is_symmetric = predicate.inverse == predicate.name
        settled = settle_one_to_one(stated, is_symmetric=is_symmetric)
        references = settled.references
        before = references_of(self.session, home, references)
        # Also who referred to a node that was taken for a moment only.
        taken = {*stated.targets, *(stated.sources if is_symmetric else ())}
        losing = [uid for uid, _ in referrers_of(self.session, home, taken) if uid not in references]
        self.checkpoint.counts.conflicts += settled.conflicts + sum(
            before[source] != references[source] for source in before
        )
        # Of a symmetric pair that parts, both ends change: it was counted at the other end.
        self.checkpoint.counts.conflicts += 0 if is_symmetric else len(losing)
        self._clear(home, {*losing, *settled.emptied})
        self._count(predicate, stated, references.items(), before.items())
        self.families.columns[home.table][home.column] = references

    def _clear(self, home: ColumnHome, uids: set[int]) -> None:
        if uids:
            old = {uid for uid in uids if not self.images.is_new(uid)}
            self.images.keep_cells(self.session.tables.family(home.table), home.column, old)
            let_go(self.session, home, uids)

    def _count(
        self, predicate: Predicate, stated: StatedEdges, standing: AbstractSet[Edge], stored: Iterable[Edge]
    ) -> None:
        """Counts the edges that only one side of a pair stated."""
        if not stated.sides:
            return
        name = predicate.name
        sides = self.checkpoint.sides.get(name, 0) | sides_of(stated)
        self.checkpoint.sides[name] = sides
        alone = one_sided(stated, standing)
        more = count_completed(alone, stored, self.checkpoint.is_new, both_sides=sides == 3)
        completed = self.checkpoint.counts.completed
        completed[name] = completed.get(name, 0) + more
