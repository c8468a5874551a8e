"""Which edges a change set makes and takes away, before it is applied.

In: a change set, the API, the transaction. Out: for each reference that is written the pairs of nodes that become
linked and unlinked, those of partners that a single reference loses among them. Does not know: who may do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graphwright.model.api import ApiField, ApiSchema, Role
from graphwright.model.changes import ChangeSet
from graphwright.storage.writing.linked import linked_pairs
from graphwright.storage.writing.session import Session

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeChanges:
    """What becomes of the edges of one reference.

    Attributes:
        near_type: The type that declares the field; `far_type`: the one that it refers to.
        linked, unlinked: (near, far).
    """

    member: ApiField
    near_type: str
    far_type: str
    linked: frozenset[Pair]
    unlinked: frozenset[Pair]


def edge_changes(
    session: Session, api: ApiSchema, changes: ChangeSet, is_asked: Callable[[str, ApiField], bool]
) -> Iterator[EdgeChanges]:
    """The changes of each reference that is written and asked about."""
    written = changes.set_edges.keys() | changes.remove_edges.keys() | changes.clear.keys()
    seen: set[tuple[str, str]] = set()
    for owner in api.types.values():
        for member in owner.fields.values():
            here = (member.declared_in or owner.name, member.name)
            if member.role is not Role.REFERENCE or member.predicate not in written or here in seen:
                continue
            seen.add(here)
            if is_asked(here[0], member):
                yield _changes_of(session, api, changes, here[0], member)


def _changes_of(session: Session, api: ApiSchema, changes: ChangeSet, near_type: str, member: ApiField) -> EdgeChanges:
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
    inverse = None if member.inverse is None else api.types[member.type_name].fields[member.inverse]
    if inverse is not None and not inverse.is_list:
        taken = {target for _, target in linked} - set(changes.fresh)
        unlinked |= {(partner, target) for target, partner in _pairs(session, inverse.predicate, taken)} - new
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
