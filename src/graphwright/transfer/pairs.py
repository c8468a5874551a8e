"""Edges of one batch and predicate → the edges that stand: single references settled, sides counted.

In: edges as stated, and those that are stored. Out: what to write, what to clear, and counts. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field

from graphwright.records import dataclass
from graphwright.transfer.columns import StatedEdges

Edge = tuple[int, int]
"""(source, target), in the direction of the home."""


@dataclass(slots=True)
class Settled:
    """Single references: source → target, who lost his to a later one and got no other, and how many lost."""

    references: dict[int, int] = field(default_factory=dict)
    emptied: set[int] = field(default_factory=set)
    conflicts: int = 0


def settle_single(edges: StatedEdges, stored: Mapping[int, int]) -> Settled:
    """Each source has one target, a target any number of sources."""
    references = dict(zip(edges.sources, edges.targets, strict=True))
    conflicts = sum(stored[source] != references[source] for source in stored.keys() & references.keys())
    if len(references) != len(edges.sources):
        seen: dict[int, int] = {}
        for source, target in zip(edges.sources, edges.targets, strict=True):
            conflicts += seen.setdefault(source, target) != target
            seen[source] = target
    return Settled(references=references, conflicts=conflicts)


def settle_one_to_one(edges: StatedEdges, *, is_symmetric: bool) -> Settled:
    """Each source has one target and each target one source; symmetric ones are both."""
    settled = Settled()
    references = settled.references
    sources = references if is_symmetric else {}
    for source, target in zip(edges.sources, edges.targets, strict=True):
        before, other = references.get(source), sources.get(target)
        if before is not None and before != target:
            settled.conflicts += 1
            sources.pop(before, None)
            if is_symmetric:
                settled.emptied.add(before)
        if other is not None and other != source:
            settled.conflicts += source != target
            references.pop(other, None)
            settled.emptied.add(other)
        settled.emptied -= {source, target} if is_symmetric else {source}
        references[source], sources[target] = target, source
    return settled


def sides_of(edges: StatedEdges) -> int:
    """Which sides stated them: 1 the home's, 2 its inverse's, 3 both."""
    return (1 if 0 in edges.sides else 0) | (2 if 1 in edges.sides else 0)


def one_sided(edges: StatedEdges, standing: AbstractSet[Edge]) -> AbstractSet[Edge]:
    """The edges that only one side stated, of those that stand."""
    if sides_of(edges) != 3:
        return standing
    by_side: tuple[set[Edge], set[Edge]] = (set(), set())
    for source, target, side in zip(edges.sources, edges.targets, edges.sides, strict=True):
        by_side[side].add((source, target))
    return standing & (by_side[0] ^ by_side[1])


def count_completed(
    alone: AbstractSet[Edge], stored: Iterable[Edge], is_new: Callable[[int], bool], *, both_sides: bool
) -> int:
    """How many more edges of a pair the load had to complete than before this batch; may be negative.

    Args:
        alone: Edges that only one side stated in this batch.
        stored: Edges that were there before this batch, at least those that are in `alone`.
        both_sides: The load has stated edges of the pair from both sides: what an earlier batch had from one side
            may now come from the other. (The same side again in a later batch is taken for the other.)
    """
    known = alone & set(stored)
    count = len(alone) - len(known)
    if both_sides:
        count -= sum(is_new(source) or is_new(target) for source, target in known)
    return count
