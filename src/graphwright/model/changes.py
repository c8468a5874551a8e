"""A change set: typed sets and deletes of values and edges, and new nodes, of one mutation.

In: what a binder of either language resolved. Out: what storage applies in one transaction.
Does not know: input shapes, tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from graphwright.model.values import StoredValue
from graphwright.records import dataclass


@dataclass(slots=True, kw_only=True)
class ChangeSet:
    """Changes by predicate. Applied in the order of the members; grows while it is built.

    Attributes:
        fresh: Uids that can only be new in this change set: they have no old state to read.
        types: (uid, node type) memberships to add.
        remove_types: (uid, node type) memberships that go, but for those that are added again.
        clear: Predicate to uids that lose all values or edges (single values too).
        remove_values: (uid, value) of lists and single values; a single one goes only when equal.
        set_values: (uid, value): replaces a single value, adds to a list.
        remove_edges, set_edges: (src, dst) in the direction of the predicate.
        remove_tagged: (uid, language, value): goes only when equal.
        tagged: (uid, language, value) or None for the value to remove it.
        facets: (uid, target, JSON object).
        deleted: Nodes to remove with everything they have and every edge that points at them.
    """

    fresh: range
    types: list[tuple[int, str]] = field(default_factory=list)
    remove_types: list[tuple[int, str]] = field(default_factory=list)
    clear: dict[str, list[int]] = field(default_factory=dict)
    remove_values: dict[str, list[tuple[int, StoredValue]]] = field(default_factory=dict)
    set_values: dict[str, list[tuple[int, StoredValue]]] = field(default_factory=dict)
    remove_edges: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    set_edges: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    remove_tagged: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    tagged: dict[str, list[tuple[int, str, str | None]]] = field(default_factory=dict)
    facets: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    deleted: list[int] = field(default_factory=list)

    def predicates(self) -> set[str]:
        """Those whose values or edges are named; what goes with deleted nodes is not."""
        groups: tuple[Iterable[str], ...] = (
            self.clear,
            self.remove_values,
            self.set_values,
            self.remove_edges,
            self.set_edges,
            self.remove_tagged,
            self.tagged,
        )
        return {name for group in groups for name in group}
