"""Which nodes the `update` and `replace` of an update are about, found in its transaction.

In: drafted patches, what their names were found to be. Out: the patches of each group of linked nodes, and the edges
that `replace` finds. Does not know: how inputs are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from graphwright.bind.graphql.changes import Found, Replaced
from graphwright.bind.graphql.patches import Child, Children, Patches
from graphwright.errors import GraphwrightError, InputError, NodeReferenceError
from graphwright.model.api import ApiSchema, Role
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.storage.writing.linked import linked_pairs
from graphwright.storage.writing.session import Session

Group = tuple[Sequence[int], Patches]
"""Nodes, and what becomes of them."""


@dataclass(slots=True)
class Resolving:
    """The groups of one update.

    Attributes:
        changed: Nodes that are changed so far, with the place of the input that does it.
    """

    session: Session
    api: ApiSchema
    found: Found
    changed: dict[int, str] = field(default_factory=dict)

    def groups(self, targets: Sequence[int], patches: Patches, path: str = "input") -> Iterator[Group]:
        """The nodes with their patches, and all that are linked and have patches of their own.

        Raises:
            InputError, NodeReferenceError: A node is not linked, or is changed in two places.
        """
        if patches.own:
            for uid in targets:
                self._note(uid, path)
        yield targets, patches
        for children in patches.children:
            for child, uids in self._linked(targets, children):
                yield from self.groups(uids, child.patches, child.path)

    def _note(self, uid: int, path: str) -> None:
        present = self.changed.setdefault(uid, path)
        if present != path:
            raise InputError(f"{path}: the node {format_uid(uid)} is changed by {present} already; say it in one place")

    def _linked(self, parents: Sequence[int], children: Children) -> Iterator[tuple[Child, Sequence[int]]]:
        predicate = self.session.catalog.predicates[children.field.predicate]
        named = {id(child): self._named(child) for child in children.items if child.named is not None}
        is_open = len(named) < len(children.items)
        among = None if is_open else {uid for uid in named.values() if uid is not None}
        pairs = linked_pairs(self.session, predicate, parents, among)
        by_parent = dict(pairs) if is_open else {}
        for child in children.items:
            if child.named is None:
                for parent in parents:
                    if parent not in by_parent:
                        raise _unlinked(children, child, parent)
                yield child, sorted(set(by_parent.values()))
                continue
            uid = named[id(child)]
            for parent in parents:
                if uid is None or (parent, uid) not in pairs:
                    raise _unlinked(children, child, parent)
            assert uid is not None
            yield child, [uid]

    def _named(self, child: Child) -> int | None:
        """The node that a child's name is of; None when there is none of its type."""
        assert child.named is not None
        uid = child.named.uid
        if uid is not None:
            return uid if (uid, child.named.api_type.name) in self.found.members else None
        found = {self.found.keys.get(key) for key in child.named.keys if key not in self.found.foreign}
        return found.pop() if len(found) == 1 else None


def _unlinked(children: Children, child: Child, parent: int) -> GraphwrightError:
    owner, member = children.owner.name, children.field
    if child.named is None:
        return NodeReferenceError(
            f"{child.path}: {owner} {format_uid(parent)} has no {member.name} to change; "
            "let the filter find those that have one, or link one with `set`"
        )
    uid = child.named.uid
    shown = (
        format_uid(uid) if uid is not None else " and ".join(f"{name} {value!r}" for _, name, value in child.named.keys)
    )
    return NodeReferenceError(
        f"{child.path}: the {member.type_name} with {'ID ' if uid is not None else ''}{shown} is not linked by "
        f"{owner}.{member.name} of {format_uid(parent)}; `update` changes what is linked, `set` links"
    )


def read_replaced(session: Session, groups: Sequence[Group]) -> Replaced:
    """The edges that there are where `replace` says what there shall be."""
    stored: Replaced = {}
    for uids, patches in groups:
        if patches.replace is None:
            continue
        for name in sorted(patches.replace.mentioned):
            member = patches.api_type.member(name)
            if member.role is Role.REFERENCE:
                predicate = session.catalog.predicates[member.predicate]
                stored.setdefault(member.predicate, set()).update(linked_pairs(session, predicate, uids))
    return stored
