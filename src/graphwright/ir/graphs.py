"""Walks over the graph that no statement says: DQL's `@recurse` and `shortest`.

Steps carry them out (`plan/walks.py`): they read edges in batches, and the statement of the answer gets what they
found. Edges that are followed are `Nested` without outputs of their own, so that passes put their conditions on every
node that a walk comes to. Does not know: syntax, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphwright.ir.nodes import Condition, Count, Nested, NodeCount, Param, Select, Value
from graphwright.ir.relations import Level, OfRelations, Relation, SizeOf, ValuesOf, WalkedNodes
from graphwright.model.values import ValueKind

paths_key = "_path_"


# ---- roots ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Recursion:
    """Nodes, the nodes that edges lead to from them, and so on; of all the same is asked.

    Attributes:
        select: The nodes to begin with. Its outputs are those of every node; `Nested` among them are the edges that
            are followed, and what they define are the nodes that they lead to. What it defines are all nodes.
        reach: Of `Reach`.
        begins: Names of relations that get the nodes to begin with.
        count: Shown before them: how many these are.
        needs: What a node must pass to be kept, and `needed`: the positions of the outputs of whose edges it must have
            one, which a pass makes of `select.cascade`.
        is_shown: False: it only defines relations.
        ignores_reflex: A node is not shown below itself.
    """

    key: str
    select: Select
    reach: Param
    begins: tuple[str, ...] = ()
    count: NodeCount | None = None
    needs: Condition | None = None
    needed: tuple[int, ...] = ()
    is_shown: bool = True
    ignores_reflex: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a recursion goes.

    Attributes:
        depth: How many levels of nodes there are; None: as many as edges lead to.
        loops: An edge is followed as often as it is met, and not once.
    """

    depth: int | None
    loops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortest:
    """The lightest paths between two nodes.

    Attributes:
        select: The node where paths begin; `Nested` are the edges that they take.
        target: The node where they end.
        weights: For each edge the facet that has its weight, "*" for the only one that it has; None: it weighs 1.
        bounds: Of `PathBounds`.
        defines: The name of a relation that gets the nodes of the first path, in its order.
    """

    select: Select
    target: Select
    weights: tuple[str | None, ...]
    bounds: Param
    defines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathBounds:
    """Which paths are asked for.

    Attributes:
        paths_max: How many at most.
        hops_max: Edges of a path at most; None: any number.
        weight_min, weight_max: Weights of a path, both included; None: there is no bound.
    """

    paths_max: int
    hops_max: int | None
    weight_min: float | None
    weight_max: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The paths of all searches under one key, which is left out where there are none; it stands behind all others."""

    searches: tuple[Shortest, ...]
    key: str = paths_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """The members of the answer that steps before have made; what a plan makes of the roots above.

    Attributes:
        text: Keys and all, with a comma before them unless they are the first; perhaps nothing.
    """

    key: str
    text: Param


# ---- relations ------------------------------------------------------------------------------------


def walked_relations(root: Recursion | Paths, place: str) -> Iterator[tuple[str, tuple[Relation, ...]]]:
    """For each name that a root defines the relations that have to be made for it, in order.

    Args:
        place: Says which root it is in names of relations that nobody asked for.
    """
    if isinstance(root, Paths):
        for search in root.searches:
            if search.defines is not None:
                yield search.defines, (WalkedNodes(name=search.defines, walk=search, part="path"),)
        return
    for name in root.begins:
        yield name, (WalkedNodes(name=name, walk=root, part="begins"),)
    for name in root.select.defines:
        yield name, (WalkedNodes(name=name, walk=root, part="nodes"),)
    if root.count is not None and root.count.defines is not None:
        begins = WalkedNodes(name=f"{place} begins", walk=root, part="begins")
        yield root.count.defines, (begins, SizeOf(name=root.count.defines, level=begins.name))
    every = WalkedNodes(name=f"{place} nodes", walk=root, part="values")
    source = OfRelations(relations=(every.name,))
    level = Level(name=f"{place} level", above=None, select=Select(source=source, api_type=None, is_sparse=True))
    for position, output in enumerate(root.select.output):
        if isinstance(output, Nested):
            for name in output.select.defines:
                yield name, (WalkedNodes(name=name, walk=root, part=position),)
        elif (defined := getattr(output, "defines", None)) is not None:
            yield defined, (every, level, _values(defined, level.name, output))


def _values(name: str, level: str, output: Any) -> ValuesOf:
    assert isinstance(output, Value | Count), f"{type(output).__name__} has no value for each node of a walk"
    kind = output.kind if isinstance(output, Value) else ValueKind.INT
    return ValuesOf(name=name, level=level, value=replace(output, defines=None), kind=kind)
