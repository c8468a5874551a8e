"""Single references that read the edges of a predicate backwards where nothing in its home keeps them single.

A predicate whose edges are held for several inverses (a field of an interface, say) lets any number of nodes refer to
one; an inverse that is single shows one of those of its type. So whoever is written last stays, and the others let go.
In: edges as they have been written. Out: the edges that go. Does not know: one-to-one pairs (`edges.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphwright.model.catalog import ReverseHome
from graphwright.model.changes import ChangeSet
from graphwright.storage.writing.derived import TypeIds, types_of
from graphwright.storage.writing.edges import remove_edges
from graphwright.storage.writing.facets import forget_edges
from graphwright.storage.writing.linked import linked_pairs
from graphwright.storage.writing.session import Session

Edge = tuple[int, int]
"""(source, target), in the direction of the home."""


def settle_single_views(session: Session, changes: ChangeSet, added: TypeIds) -> None:
    """Takes away the edges that a change set has replaced; after it is written.

    Args:
        added: The types that nodes got which were there before: what they refer to may have another of the type.
    """
    if not session.statements.single_views:
        return
    members = _by_type(session, added)
    written = {name: edges_of_new_members(session, name, members) for name in session.statements.single_views}
    for name, edges in changes.set_edges.items():
        home = session.catalog.predicates[name].home
        if isinstance(home, ReverseHome):
            if home.predicate in written:
                written[home.predicate] += [(source, target) for target, source in edges]
        elif name in written:
            written[name] += edges
    for name, edges in written.items():
        predicate = session.catalog.predicates[name]
        if rivals := find_rivals(session, name, edges):
            forget_edges(session, predicate, rivals)
            remove_edges(session, predicate, rivals)


def find_rivals(session: Session, name: str, written: Iterable[Edge]) -> set[Edge]:
    """The stored edges of a predicate that cannot stand beside those that have been written, the last of which win."""
    edges = list(written)
    rivals: set[Edge] = set()
    for view in session.statements.single_views.get(name, ()) if edges else ():
        assert isinstance(view.home, ReverseHome)
        shown = edges
        if view.home.node_type is not None:
            identifier = session.catalog.node_types[view.home.node_type].id
            types = types_of(session, sorted({source for source, _ in edges}))
            shown = [edge for edge in edges if identifier in types[edge[0]]]
        last = {target: source for source, target in shown}
        if last:
            stored = linked_pairs(session, view, sorted(last))
            rivals |= {(source, target) for target, source in stored if source != last[target]}
    return rivals


def edges_of_new_members(session: Session, name: str, added: Mapping[str, Iterable[int]]) -> list[Edge]:
    """The stored edges of nodes that come to a type of which an inverse shows one."""
    edges: list[Edge] = []
    for view in session.statements.single_views.get(name, ()):
        assert isinstance(view.home, ReverseHome)
        if members := sorted(added.get(view.home.node_type or "", ())):
            edges += sorted(linked_pairs(session, session.catalog.predicates[name], members))
    return edges


def _by_type(session: Session, added: TypeIds) -> dict[str, list[int]]:
    names = {node_type.id: node_type.name for node_type in session.catalog.node_types.values()} if added else {}
    found: dict[str, list[int]] = {}
    for uid, types in added.items():
        for identifier in types:
            found.setdefault(names[identifier], []).append(uid)
    return found
