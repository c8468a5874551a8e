"""Walks over the graph that no statement says: DQL's `@recurse` and `shortest`.

Steps carry them out (`plan/walks.py`): they read edges in batches, and the statement of the answer gets what they
found. Edges that are followed are `Nested` without outputs of their own, so that passes put their conditions on every
node that a walk comes to. Does not know: syntax, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphwright.ir.facets import FacetVariable
from graphwright.ir.nodes import Condition, Nested, NodeCount, Output, Param, Select
from graphwright.ir.relations import Relation, SizeOf, WalkedEdges, WalkedNodes
from graphwright.records import dataclass

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
        needs: What nodes must have to be kept, which a pass makes of cascades: first those to begin with, then those
            behind each of the edges. Empty: all are kept.
        is_shown: False: it only defines relations.
        ignores_reflex: A node is not shown below itself.
    """

    key: str
    select: Select
    reach: Param
    begins: tuple[str, ...] = ()
    count: NodeCount | None = None
    needs: tuple[Needed | None, ...] = ()
    is_shown: bool = True
    ignores_reflex: bool = False

    @property
    def edges(self) -> tuple[Nested, ...]:
        """The edges that are followed, in the order of the outputs; others name them by their places among these."""
        return tuple(output for output in self.select.output if isinstance(output, Nested))


@dataclass(frozen=True, slots=True)
class Needed:
    """What a node of a recursion must have.

    Attributes:
        condition: None: nothing but edges.
        edges: Of each of these it must have one, if it is asked for it (`Nested.only_on`).
    """

    condition: Condition | None
    edges: tuple[int, ...]


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


def followed(root: Recursion) -> Recursion:
    """A recursion of which only what it comes to is asked: what is shown of nodes may look at that.

    What is asked of nodes says nothing here, and of edges only what the answer shows of them.
    """
    edges = tuple(
        replace(edge, select=replace(edge.select, output=_shown(root, edge), normal=None)) for edge in root.edges
    )
    select = replace(root.select, output=edges, cascade=None, defines=(), normal=None)
    return replace(root, select=select, begins=(), count=None, ignores_reflex=False)


def _shown(root: Recursion, edge: Nested) -> tuple[Output, ...]:
    return tuple(each for each in edge.select.output if root.is_shown and not isinstance(each, FacetVariable))


def walked_relations(root: Recursion | Paths, place: str) -> Iterator[tuple[str, tuple[Relation, ...]]]:
    """For each name of nodes that a root defines the relations that have to be made for it, in order.

    Args:
        place: Says which root it is in names of relations that nobody asked for.
    """
    if isinstance(root, Paths):
        for search in root.searches:
            if search.defines is not None:
                yield search.defines, (WalkedNodes(name=search.defines, walk=search, part="path"),)
        return
    walk = followed(root)
    for name in root.begins:
        yield name, (WalkedNodes(name=name, walk=walk, part="begins"),)
    for name in root.select.defines:
        yield name, (WalkedNodes(name=name, walk=walk, part="nodes"),)
    if root.count is not None and root.count.defines is not None:
        begins = WalkedNodes(name=f"{place} begins", walk=walk, part="begins")
        yield root.count.defines, (begins, SizeOf(name=root.count.defines, level=begins.name))
    for number, edge in enumerate(root.edges):
        for name in edge.select.defines:
            yield name, (WalkedNodes(name=name, walk=walk, part=number),)


def walked_values(root: Recursion, place: str) -> WalkedNodes:
    """The nodes of a recursion that have values: all, whatever a cascade takes out."""
    return WalkedNodes(name=f"{place} nodes", walk=followed(root), part="values")


def walked_edges(root: Recursion, edge: int, place: str) -> WalkedEdges:
    """The edges of one kind that a recursion followed."""
    return WalkedEdges(name=f"{place} edges {edge}", walk=followed(root), edge=edge)
