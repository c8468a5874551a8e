"""Encoded blocks of one batch → columns of uids: what is to be written, per predicate, last wins.

In: blocks, and the uid of each number. Out: `BatchColumns`. Does not know: the catalog, the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from graphwright.records import dataclass
from graphwright.transfer.encoding import EncodedBlock


@dataclass(slots=True)
class Values:
    """Values in the order of the files; `keys` beside DateTimes."""

    uids: list[int] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class StatedEdges:
    """Edges in the order of the files; `sides` in pairs only."""

    sources: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    sides: bytearray = field(default_factory=bytearray)


@dataclass(slots=True, kw_only=True)
class BatchColumns:
    """A batch by predicate (edges and facets: by home), and types by name."""

    values: dict[str, Values] = field(default_factory=lambda: defaultdict(Values))
    edges: dict[str, StatedEdges] = field(default_factory=lambda: defaultdict(StatedEdges))
    tagged: dict[str, dict[tuple[int, str], str]] = field(default_factory=lambda: defaultdict(dict))
    facets: dict[str, dict[tuple[int, int, str], str]] = field(default_factory=lambda: defaultdict(dict))
    types: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def gather(blocks: Iterable[EncodedBlock], uids: Sequence[int]) -> BatchColumns:
    """The columns of a batch."""
    found = BatchColumns()
    for block in blocks:
        _add(found, block, uids)
    return found


def _add(found: BatchColumns, block: EncodedBlock, uids: Sequence[int]) -> None:
    uid_of = uids.__getitem__
    for name, column in block.values.items():
        values = found.values[name]
        values.uids.extend(map(uid_of, column.nodes))
        values.values += column.values
        values.keys += column.keys or ()
    for name, stated in block.edges.items():
        edges = found.edges[name]
        edges.sources.extend(map(uid_of, stated.sources))
        edges.targets.extend(map(uid_of, stated.targets))
        edges.sides += stated.sides or b""
    for name, tagged in block.tagged.items():
        keys = zip(map(uid_of, tagged.nodes), tagged.languages, strict=True)
        found.tagged[name].update(zip(keys, tagged.texts, strict=True))
    for name, facets in block.facets.items():
        others = (uid_of(other) if other >= 0 else 0 for other in facets.others)
        places = zip(map(uid_of, facets.nodes), others, facets.targets, strict=True)
        found.facets[name].update(zip(places, facets.texts, strict=True))
    for name, nodes in block.types.items():
        found.types[name].update(map(uid_of, nodes))
