"""The text of walks, for `dump.py`.

Does not know: conditions and outputs.
"""

from __future__ import annotations

from collections.abc import Callable

from graphwright.ir.dump_parts import Lines, indented, shown_param
from graphwright.ir.graphs import Handed, Paths, Recursion, Shortest
from graphwright.ir.nodes import Select
from graphwright.ir.relations import HandedEdges, HandedNodes, WalkedEdges, WalkedNodes

Reached = Callable[[Select], str]
Inside = Callable[[Select], Lines]


def dump_walks(root: Recursion | Paths | Handed, reached: Reached, inside: Inside) -> Lines:
    """A root that steps make."""
    match root:
        case Recursion(key=key, select=select, reach=reach, is_shown=is_shown, ignores_reflex=ignores):
            how = f"{'' if is_shown else ', not shown'}{', no node below itself' if ignores else ''}"
            yield f"{key}: recursion{how}, {shown_param(reach)}, from {reached(select)}"
            yield from indented(inside(select))
        case Paths(key=key, searches=searches):
            yield f"{key}: paths"
            for search in searches:
                yield from indented(_search(search, reached, inside))
        case Handed(key=key, text=text):
            yield f"{key}: {shown_param(text)}"


def _search(search: Shortest, reached: Reached, inside: Inside) -> Lines:
    yield f"shortest, {shown_param(search.bounds)}, from {reached(search.select)}"
    yield from indented(inside(search.select))
    yield f"  to {reached(search.target)}"
    yield from indented(indented(inside(search.target)))
    if any(search.weights):
        yield f"  weights {', '.join(weight or '1' for weight in search.weights)}"


def dump_walked(relation: WalkedNodes | WalkedEdges | HandedNodes | HandedEdges) -> str:
    """A relation that steps make."""
    match relation:
        case WalkedNodes(name=name, walk=walk, part=part):
            kind = f"recursion {walk.key}" if isinstance(walk, Recursion) else "shortest"
            what = f"ends of edge {part}" if isinstance(part, int) else part
            return f"{name}: {what} of {kind}"
        case WalkedEdges(name=name, walk=walk, edge=edge):
            return f"{name}: edges {edge} of recursion {walk.key}"
        case HandedEdges(name=name, predicate=predicate, pairs=pairs):
            return f"{name}: {predicate} {shown_param(pairs)}"
        case HandedNodes(name=name, uids=uids):
            return f"{name}: {shown_param(uids)}"
