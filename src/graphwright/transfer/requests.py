"""What goes into a load and what comes out. Does not know: how it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from graphwright import limits
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.storage.bulk.keys import Duplicate
from graphwright.transfer.checkpoint import FileBadLine

_quad_bytes: Final = 400
"""Memory of a quad of a batch, in all the forms that it takes on its way."""
_name_bytes: Final = 300
"""Memory of the name of a node, in both processes."""
_batch_share: Final = 4
_batch_quads_min: Final = 50_000
_batch_quads_max: Final = 250_000
"""Of larger ones the writer waits for the first, and the reader is done long before the last."""
_names_share: Final = 2
_names_min: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How to load.

    Attributes:
        types: GraphQL schema to apply before, which then also gives types to nodes (`docs/loading.md`).
        upsert_predicate: Nodes are found by the value of it that a batch of the files states, or else by their names
            in the files (without `_:`), which become values of it. None: names are kept beside the data.
        skips_bad_lines: Goes on behind a line that cannot be read, instead of stopping.
        keeps_duplicates: Goes on when several nodes have the same `@id` value; it then identifies none of them.
        memory_bytes: What the load may take at most, about; None: what `limits` say of its parts.
        is_aside: The store is no store yet: nothing is lost when the load begins anew.
        is_resumed: Goes on with the unfinished load.
        is_undone: Takes the unfinished load back.
    """

    types: str | None = None
    upsert_predicate: str | None = None
    skips_bad_lines: bool = False
    keeps_duplicates: bool = False
    memory_bytes: int | None = None
    is_aside: bool = False
    is_resumed: bool = False
    is_undone: bool = False

    @property
    def batch_quads(self) -> int:
        """Quads in one transaction."""
        if self.memory_bytes is None:
            return limits.load_batch_quads
        return min(max(self.memory_bytes // _batch_share // _quad_bytes, _batch_quads_min), _batch_quads_max)

    @property
    def names_max(self) -> int:
        """Names of nodes that are remembered; beyond it they are looked up in the store."""
        if self.memory_bytes is None:
            return limits.load_names_max
        return max(self.memory_bytes // _names_share // _name_bytes, _names_min)

    @property
    def way_back(self) -> str:
        """What else can be done with a load that stopped, besides going on with it."""
        return "begin anew without --resume" if self.is_aside else "take the load back with --undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadProgress:
    """How far a load is.

    Attributes:
        quads: Read so far, those of earlier runs of a resumed load among them.
        bytes_read, bytes_total: Of the files as they lie on disk.
        phase: What is being done: "reading", then "keys", then "indexes"; "undoing".
    """

    quads: int
    bytes_read: int
    bytes_total: int
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did, in all its runs.

    Attributes:
        files: None: they were loaded by an earlier run, and only the end was missing (`bulk`).
        seconds: Of this run.
        nodes: New ones.
        schema_changes: What applying `LoadOptions.types` changed, a line each.
        new_predicates, new_types: What the data made known.
        completed_edges: Edges of inverse pairs that the files state from one side only; the other was completed.
        reference_conflicts: Single references of inverse pairs that were given twice; the last one stands.
        bad_lines: The first ones; `bad_line_count` of all.
        duplicates: The first `@id` values that several nodes have; `duplicate_count` of all.
        is_undone: The load was taken back; the counts say what was taken.
    """

    files: Sequence[str]
    seconds: float
    quads: int
    nodes: int
    schema_changes: Sequence[str] = ()
    new_predicates: Sequence[str] = ()
    new_types: Sequence[str] = ()
    completed_edges: Mapping[str, int] = field(default_factory=dict)
    reference_conflicts: int = 0
    bad_line_count: int = 0
    bad_lines: Sequence[FileBadLine] = ()
    duplicate_count: int = 0
    duplicates: Sequence[Duplicate] = ()
    is_undone: bool = False

    def __str__(self) -> str:
        """The report as lines of text."""
        if not self.files:
            return "everything was loaded before; the store is in its place"
        names = ", ".join(self.files)
        if self.is_undone:
            return f"took back the load of {names}: {self.quads:,} quads, {self.nodes:,} nodes"
        return "\n".join([f"loaded {names}: {self.quads:,} quads, {self.nodes:,} new nodes", *self._notes()])

    def _notes(self) -> list[str]:
        notes = [f"schema: {change}" for change in self.schema_changes]
        if self.new_predicates:
            notes.append(f"new predicates: {_listed(self.new_predicates)}")
        if self.new_types:
            notes.append(f"new types: {_listed(self.new_types)}")
        if completed := sum(self.completed_edges.values()):
            notes.append(f"edges stated from one side of an inverse pair, and completed: {completed:,}")
        if self.reference_conflicts:
            notes.append(f"single references given twice, of which the last one stands: {self.reference_conflicts:,}")
        if self.bad_line_count:
            notes.append(f"bad lines left out: {self.bad_line_count:,}")
            notes += [f"  {bad}" for bad in self.bad_lines]
            notes += _rest(self.bad_line_count, limits.bad_lines_shown_max)
        if self.duplicate_count:
            notes.append(f"@id values that belong to several nodes, and identify none: {self.duplicate_count:,}")
            notes += [f"  {shown_duplicate(duplicate)}" for duplicate in self.duplicates]
            notes += _rest(self.duplicate_count, limits.duplicates_shown_max)
        return notes


def shown_duplicate(duplicate: Duplicate) -> str:
    """A duplicate as a line."""
    first, second = format_uid(duplicate.first), format_uid(duplicate.second)
    return f'{duplicate.predicate} "{duplicate.value:.100}": {first} and {second}'


def _rest(count: int, shown_max: int) -> list[str]:
    return [f"  and {count - shown_max:,} more"] if count > shown_max else []


def _listed(names: Sequence[str], shown_max: int = 20) -> str:
    more = f" and {len(names) - shown_max:,} more" if len(names) > shown_max else ""
    return ", ".join(names[:shown_max]) + more
