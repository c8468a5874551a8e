"""Recursions and shortest paths in steps: edges are read in batches, and the statement gets what was found.

In: IR behind the passes. Out: the same with `Handed` members and `HandedNodes` in the place of walks; each walk is
carried out once for all places that need something of it, in the statement's own snapshot. Does not know: who runs the
steps (`storage/verifying.py`), what the algorithms do (`recursing.py`, `searching.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Any

from graphwright.ir.graphs import Handed, Paths, Recursion, Shortest, followed
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.nodes import Along, Query, affected_slot
from graphwright.ir.relations import HandedEdges, HandedNodes, Relation, WalkedEdges, WalkedNodes
from graphwright.plan.path_walks import PathWalk, paths_text, plan_path_walk
from graphwright.plan.preparing import VerifiedParam
from graphwright.plan.recursive_walks import RecursiveWalk, plan_recursive_walk
from graphwright.plan.scope import Environment
from graphwright.plan.shown_walks import plan_shown_walk
from graphwright.records import dataclass
from graphwright.storage.interface import Explored, Reading

Walk = RecursiveWalk | PathWalk


def with_walks(query: Query, environment: Environment) -> Query:
    """A query that only looks at what walks have found."""
    is_walked = any(
        isinstance(each, Recursion | Paths | WalkedNodes | WalkedEdges) for each in (*query.roots, *query.relations)
    )
    if not is_walked:
        return query
    handing = _Handing(environment)
    for relation in query.relations:
        handing.relations.append(handing.relation(relation))
    # Where a root may be missing, nobody knows which is the first.
    has_gaps = any(isinstance(root, GroupedNodes) for root in query.roots)
    roots = [handing.root(root, is_first=position == 0 and not has_gaps) for position, root in enumerate(query.roots)]
    return replace(query, roots=tuple(roots), relations=tuple(handing.relations))


@dataclass(slots=True)
class _Handing:
    """Puts in the place of walks what they find.

    Attributes:
        relations: Those that are made so far, which a walk may look into.
    """

    environment: Environment
    relations: list[Relation] = field(default_factory=list)
    _walks: dict[Recursion | Shortest, Walk] = field(default_factory=dict)

    def relation(self, relation: Relation) -> Relation:
        if isinstance(relation, WalkedEdges):
            return self._edges(relation)
        if not isinstance(relation, WalkedNodes):
            return relation
        walk, listed = self._walk(relation.walk), self.environment.storage.list_argument
        give: Callable[[Any], Any]
        if relation.part == "path":
            give = lambda found: found.places()  # noqa: E731
        else:
            give = lambda found: listed(found.uids(relation.part))  # noqa: E731
        uids = _handed(relation.name, lambda values: Explored(key=walk, search=partial(walk.run, values), part=give))
        return HandedNodes(name=relation.name, uids=uids, is_ordered=relation.part == "path")

    def _edges(self, relation: WalkedEdges) -> HandedEdges:
        walk, edge = self._walk(relation.walk), relation.edge
        source = relation.walk.edges[edge].select.source
        assert isinstance(source, Along)
        pairs = _handed(
            relation.name,
            lambda values: Explored(key=walk, search=partial(walk.run, values), part=lambda found: found.pairs(edge)),
        )
        return HandedEdges(name=relation.name, predicate=source.predicate, pairs=pairs)

    def root(self, root: Any, *, is_first: bool) -> Any:
        comma = "" if is_first else ","
        match root:
            case Recursion():
                shown = plan_shown_walk(root, self._walk(followed(root)), self.environment, tuple(self.relations))
                return Handed(
                    key=root.key,
                    text=_handed(
                        root.key,
                        lambda values: Explored(
                            key=shown, search=partial(shown.run, values), part=lambda text: comma + text
                        ),
                    ),
                )
            case Paths(searches=searches, key=key):
                walks = [self._walk(search) for search in searches]
                return Handed(key=key, text=_handed(key, lambda values: _all_paths(walks, values, comma)))
            case _:
                return root

    def _walk(self, asked: Recursion | Shortest) -> Any:
        """The plan of a walk."""
        walk = self._walks.get(asked)
        if walk is None:
            plan: Any = plan_recursive_walk if isinstance(asked, Recursion) else plan_path_walk
            walk = self._walks[asked] = plan(asked, self.environment, tuple(self.relations))
        return walk


def _handed(label: str, steps: Callable[[Sequence[Any]], Explored]) -> VerifiedParam:
    # Its own `convert`: parameters with the same one would become one.
    return VerifiedParam(slot=affected_slot, convert=lambda value: value, label=label, steps=steps)


def _all_paths(walks: Sequence[PathWalk], values: Sequence[Any], comma: str) -> Explored:
    """The paths of several searches as one member."""

    def search(reading: Reading) -> str:
        asked = [Explored(key=walk, search=partial(walk.run, values), part=lambda found: found) for walk in walks]
        text = paths_text([reading.result(each) for each in asked])
        return comma + text if text else ""

    return Explored(key=search, search=search, part=lambda text: text)
