"""Which edges a change set makes and takes away, before it is applied.

In: a change set, the API, the transaction. Out: for each reference that is written the pairs of nodes that become
linked and unlinked, those of partners that a single reference loses among them. Does not know: who may do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from graphwright.model.api import ApiField, ApiSchema, Role
from graphwright.model.changes import ChangeSet
from graphwright.records import dataclass
from graphwright.storage.writing.derived import types_of
from graphwright.storage.writing.linked import linked_pairs
from graphwright.storage.writing.session import Session

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeChanges:
    """What becomes of the edges of one reference.

    Attributes:
        near_type: The type that declares the field, or has it from an interface with an inverse of its own;
            `far_type`: the one that it refers to.
        linked, unlinked: (near, far).
    """

    member: ApiField
    near_type: str
    far_type: str
    linked: frozenset[Pair]
    unlinked: frozenset[Pair]

    @property
    def far_ends(self) -> set[int]:
        """The nodes that are referred to, or were."""
        return {far for _, far in self.linked | self.unlinked}

    @property
    def former_partners(self) -> set[int]:
        """The nodes that no longer refer to one."""
        return {near for near, _ in self.unlinked}


def edge_changes(
    session: Session, api: ApiSchema, changes: ChangeSet, is_asked: Callable[[str, ApiField], bool]
) -> Iterator[EdgeChanges]:
    """The changes of each reference that is written and asked about."""
    written = list(_written(api, changes))
    for near_type, member in written:
        views = [*_typed_views(api, near_type, member), (near_type, member)]
        if any(is_asked(*view) for view in views):
            # Two types may keep their fields in one predicate: then each has the edges of its own nodes.
            is_shared = any(other.predicate == member.predicate and owner != near_type for owner, other in written)
            change = _changes_of(session, changes, near_type, member)
            yield from (
                each
                for each in _as_seen(session, api, changes, change, is_shared=is_shared)
                if is_asked(each.near_type, each.member)
            )


def _written(api: ApiSchema, changes: ChangeSet) -> Iterator[tuple[str, ApiField]]:
    """The references that are written, each once, with the type that declares it."""
    written = changes.set_edges.keys() | changes.remove_edges.keys() | changes.clear.keys()
    seen: set[tuple[str, str]] = set()
    for owner in api.types.values():
        for member in owner.fields.values():
            here = (member.declared_in or owner.name, member.name)
            if member.role is Role.REFERENCE and member.predicate in written and here not in seen:
                seen.add(here)
                yield here[0], member


def _typed_views(api: ApiSchema, near_type: str, member: ApiField) -> list[tuple[str, ApiField]]:
    """A field of an interface as types with an inverse of their own have it."""
    if member.type_name not in api.types:
        return []
    implementing = {found.name for found in api.implementations(near_type)}
    return [
        (other.type_name, replace(member, inverse=other.name))
        for other in api.types[member.type_name].fields.values()
        if other.inverse == member.name and other.type_name in implementing
    ]


def _as_seen(
    session: Session, api: ApiSchema, changes: ChangeSet, change: EdgeChanges, *, is_shared: bool
) -> Iterator[EdgeChanges]:
    """A change by the fields that the ends show it in: of an interface's field those of each type with an inverse."""
    views = _typed_views(api, change.near_type, change.member)
    if not views and not is_shared:
        yield _with_taken(session, api, changes, change)
        return
    near = {uid for uid, _ in change.linked | change.unlinked}
    types = types_of(session, sorted(near - set(changes.fresh)))
    given = set(changes.types)

    def of_type(type_name: str) -> set[int]:
        node_type = session.catalog.node_types[api.types[type_name].node_type]
        return {uid for uid in near if node_type.id in types.get(uid, ()) or (uid, node_type.name) in given}

    rest = of_type(change.near_type) if is_shared else set(near)
    for type_name, member in views:
        members = of_type(type_name)
        # An inverse of the interface's own field shows these too.
        rest -= members if change.member.inverse is None else set()
        seen = _beginning_in(members, replace(change, member=member, near_type=type_name))
        yield _with_taken(session, api, changes, seen)
    yield _with_taken(session, api, changes, _beginning_in(rest, change))


def _with_taken(session: Session, api: ApiSchema, changes: ChangeSet, change: EdgeChanges) -> EdgeChanges:
    """A change with what a single inverse loses that shows another node now."""
    member = change.member
    inverse = None if member.inverse is None else api.types[member.type_name].fields[member.inverse]
    if inverse is None or inverse.is_list:
        return change
    targets = {target for _, target in change.linked} - set(changes.fresh)
    taken = {(partner, target) for target, partner in _pairs(session, inverse.predicate, targets)}
    return replace(change, unlinked=change.unlinked | taken - set(changes.set_edges.get(member.predicate, ())))


def _beginning_in(near: set[int], change: EdgeChanges) -> EdgeChanges:
    linked, unlinked = (
        frozenset(pair for pair in pairs if pair[0] in near) for pairs in (change.linked, change.unlinked)
    )
    return replace(change, linked=linked, unlinked=unlinked)


def _changes_of(session: Session, changes: ChangeSet, near_type: str, member: ApiField) -> EdgeChanges:
    new = set(changes.set_edges.get(member.predicate, ()))
    gone = set(changes.remove_edges.get(member.predicate, ()))
    cleared = set(changes.clear.get(member.predicate, ()))
    sources = {source for source, _ in new | gone} | cleared
    present = _pairs(session, member.predicate, sources - set(changes.fresh))
    linked = new - present
    unlinked = (gone & present) | {pair for pair in present if pair[0] in cleared}
    if not member.is_list:
        replaced = {source for source, _ in linked}
        unlinked |= {pair for pair in present if pair[0] in replaced}
    return EdgeChanges(
        member=member,
        near_type=near_type,
        far_type=member.type_name,
        linked=frozenset(linked),
        unlinked=frozenset(unlinked),
    )


def _pairs(session: Session, predicate: str, uids: Iterable[int]) -> set[Pair]:
    asked = sorted(uids)
    return linked_pairs(session, session.catalog.predicates[predicate], asked) if asked else set()
