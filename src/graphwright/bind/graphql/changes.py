"""Drafts and what is stored → a change set, by Dgraph's rules of adding, linking and updating.

In: drafts, and the answers to what they had to look up. Out: `ChangeSet`. Pure.
The rules (recorded in the conformance suites 20 and 21): an ID or a known key makes a reference, and
the other fields beside it are ignored; a new key makes a node, which then needs its required fields;
the same new key twice is one node unless the two differ.
Does not know: tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import Literal

from graphwright.bind.graphql.defaults import default_values, present_moment
from graphwright.bind.graphql.drafts import Draft, Key
from graphwright.bind.graphql.patches import Patches
from graphwright.errors import DuplicateKeyError, InputError, NodeReferenceError
from graphwright.model.api import ApiField, ApiSchema, Role
from graphwright.model.changes import ChangeSet
from graphwright.model.uids import format_uid
from graphwright.model.values import StoredValue
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the store knows of a mutation's references.

    Attributes:
        keys: Key to the uid that has it; keys of nobody are absent.
        members: (uid, type name) for each uid that a draft names and that is of its type.
        foreign: Keys that a node of another type has, with which the key's type shares an interface.
    """

    keys: Mapping[Key, int]
    members: frozenset[tuple[int, str]]
    foreign: frozenset[Key] = frozenset()


@dataclass(slots=True, kw_only=True)
class Written:
    """What a mutation did.

    Attributes:
        roots: Uids of the top objects of an add, or the updated ones.
        new_count: How many nodes are new.
        created: The new nodes, by type; `updated`: those that were there and are changed.
        made: The new nodes with what they are made of; `upserted`: those of an upsert that were there.
    """

    changes: ChangeSet
    roots: list[int] = field(default_factory=list)
    new_count: int = 0
    created: Mapping[str, Sequence[int]] = field(default_factory=dict)
    updated: dict[str, list[int]] = field(default_factory=dict)
    made: Sequence[tuple[int, Draft]] = ()
    upserted: list[tuple[int, Draft]] = field(default_factory=list)


@dataclass(slots=True)
class _Building:
    """Draft to uid, as far as decided, and the changes so far."""

    api: ApiSchema
    found: Found
    allocate: Callable[[], int]
    changes: ChangeSet
    uids: dict[int, int] = field(default_factory=dict)
    chosen: dict[Key, Draft] = field(default_factory=dict)
    new_drafts: list[Draft] = field(default_factory=list)
    reserved: dict[int, Draft] = field(default_factory=dict)
    now: str = field(default_factory=present_moment)

    def resolve(self, draft: Draft) -> int:
        """The uid of a draft that is a reference or a nested new node."""
        known = self.uids.get(id(draft))
        if known is not None:
            self.link_reserved(draft)
            return known
        uid = self.existing(draft)
        if uid is None:
            twin = self._twin(draft)
            uid = self.create(draft) if twin is None else self._reserve(twin)
        self.uids[id(draft)] = uid
        return uid

    def _reserve(self, draft: Draft) -> int:
        """The uid of a new node that is met by its key before its own place; its edges come at that place."""
        known = self.uids.get(id(draft))
        if known is None:
            known = self._begin(draft)
            self.reserved[id(draft)] = draft
        return known

    def link_reserved(self, draft: Draft) -> None:
        """The edges of a node that was made ahead of its place."""
        if self.reserved.pop(id(draft), None) is not None:
            self.link(self.uids[id(draft)], draft)

    def finish(self) -> int:
        """Links nodes whose own place was in an object that turned out to be a reference; how many nodes are new."""
        while self.reserved:
            self.link_reserved(next(iter(self.reserved.values())))
        return len(self.new_drafts)

    def created(self) -> dict[str, list[int]]:
        """The new nodes, by type."""
        found: dict[str, list[int]] = {}
        for draft in self.new_drafts:
            found.setdefault(draft.api_type.name, []).append(self.uids[id(draft)])
        return found

    def made(self) -> list[tuple[int, Draft]]:
        """The new nodes with what they are made of."""
        return [(self.uids[id(draft)], draft) for draft in self.new_drafts]

    def existing(self, draft: Draft) -> int | None:
        """The stored node that a draft refers to by ID or key."""
        if draft.uid is not None:
            if (draft.uid, draft.api_type.name) not in self.found.members:
                raise NodeReferenceError(
                    f'ID "{format_uid(draft.uid)}" isn\'t a {draft.api_type.name}; '
                    "refer to a node that is there, or leave the ID out to make a new one"
                )
            return draft.uid
        return self.by_keys(draft)

    def by_keys(self, draft: Draft) -> int | None:
        """The stored node that a draft's keys name."""
        if foreign := [key for key in draft.keys if key in self.found.foreign]:
            raise DuplicateKeyError(
                f"{_shown(foreign)} already exists: a node of another type that implements the interface has it",
                owners=[self.found.keys[key] for key in foreign],
            )
        found = {self.found.keys[key] for key in draft.keys if key in self.found.keys}
        if len(found) > 1:
            raise DuplicateKeyError(
                f"the keys {_shown(draft.keys)} belong to {len(found)} different nodes; name one of them",
                owners=found,
            )
        return found.pop() if found else None

    def _twin(self, draft: Draft) -> Draft | None:
        """A new node of this mutation with the same key."""
        for key in draft.keys:
            twin = self.chosen.get(key)
            if twin is not None and twin is not draft:
                _check_twins(draft, twin, key)
                return twin
        return None

    def create(self, draft: Draft) -> int:
        """Makes a new node of a draft, with its edges."""
        uid = self._begin(draft)
        self.link(uid, draft)
        return uid

    def _begin(self, draft: Draft) -> int:
        self._check_complete(draft)
        uid = self.uids[id(draft)] = self.allocate()
        self.new_drafts.append(draft)
        names = [draft.api_type.node_type]
        names += [self.api.types[name].node_type for name in draft.api_type.interfaces]
        self.changes.types += [(uid, name) for name in names]
        self.set_values(uid, draft)
        self.set_defaults(uid, draft, "add")
        return uid

    def _check_complete(self, draft: Draft) -> None:
        api_type = draft.api_type
        if api_type.is_interface:
            raise InputError(
                f"{api_type.name} is an interface: refer to a node that is there, "
                "or add one of a type that implements it"
            )
        if draft.is_root or not api_type.key_fields:
            return
        inverse = draft.parent_field.inverse if draft.parent_field is not None else None
        for member in (*api_type.fields.values(), *(() if api_type.secret is None else (api_type.secret,))):
            has_default = member.default_on_add is not None and member.name not in draft.mentioned
            is_given = has_default or member.name in draft.given
            if member.is_required and member.role is not Role.ID and not is_given and member.name != inverse:
                raise InputError(
                    f"type {api_type.name} requires a value for field {member.name}, but no value present; "
                    "no stored node has the given key, so a new one would be made"
                )

    def set_values(self, uid: int, draft: Draft) -> None:
        """The scalar values of a draft, on a node."""
        for name, value in draft.values.items():
            self.set_value(uid, draft.api_type.member(name), value)

    def set_defaults(self, uid: int, draft: Draft, operation: Literal["add", "update"]) -> None:
        """What the fields that a draft does not mention become."""
        for name, value in default_values(draft.api_type, draft.mentioned, operation, self.now).items():
            self.set_value(uid, draft.api_type.fields[name], value)

    def set_value(self, uid: int, member: ApiField, value: StoredValue | list[StoredValue]) -> None:
        if member.languages:
            assert isinstance(value, str)
            self.changes.tagged.setdefault(member.predicate, []).append((uid, member.languages[0], value))
            return
        pairs = self.changes.set_values.setdefault(member.predicate, [])
        pairs += [(uid, item) for item in value] if isinstance(value, list) else [(uid, value)]

    def link(self, uid: int, draft: Draft) -> None:
        """The edges of a draft, from a node; what they lead to and is new is made on the way."""
        for member, target in draft.edges:
            edge = (uid, self.resolve(target))
            self.changes.set_edges.setdefault(member.predicate, []).append(edge)


def _choose(drafts: Sequence[Draft]) -> dict[Key, Draft]:
    """For each key the draft that a new node with it is made of: a root, else the first that says more."""
    chosen: dict[Key, Draft] = {}
    for draft in drafts:
        for key in draft.keys:
            present = chosen.get(key)
            if present is None or (not present.is_root and _is_bare(present) and not _is_bare(draft)):
                chosen[key] = draft
    return chosen


def _is_bare(draft: Draft) -> bool:
    """Whether a draft says nothing but its keys."""
    return len(draft.given) == len(draft.keys)


def build_add(
    api: ApiSchema,
    drafts: Sequence[Draft],
    found: Found,
    allocate: Callable[[], int],
    fresh: range,
    *,
    upsert: AbstractSet[int] | None,
) -> Written:
    """The changes of an `add`.

    Args:
        upsert: None refuses keys that are taken; else their nodes are updated, but for these, which are left as they
            are with what would hang on them.
    """
    building = _Building(api, found, allocate, ChangeSet(fresh=fresh), chosen=_choose(drafts))
    written = Written(changes=building.changes)
    roots = [draft for draft in drafts if draft.is_root]
    _check_root_keys(roots)
    for draft in roots:
        existing = building.by_keys(draft)
        if existing is not None:
            if upsert is None:
                raise _taken(draft, found)
            building.uids[id(draft)] = existing
            if existing in upsert:
                continue
            written.updated.setdefault(draft.api_type.name, []).append(existing)
            written.upserted.append((existing, draft))
            building.set_values(existing, draft)
            building.set_defaults(existing, draft, "update")
            building.link(existing, draft)
        elif id(draft) in building.uids:  # an earlier root has led to it
            building.link_reserved(draft)
        else:
            building.create(draft)
        written.roots.append(building.uids[id(draft)])
    written.new_count = building.finish()
    written.created = building.created()
    written.made = building.made()
    return written


def _check_root_keys(roots: Sequence[Draft]) -> None:
    seen: dict[Key, Draft] = {}
    for draft in roots:
        for key in draft.keys:
            if key in seen:
                raise DuplicateKeyError(f"two objects of the input have the same @id value {_shown([key])}")
            seen[key] = draft


def _taken(draft: Draft, found: Found) -> DuplicateKeyError:
    taken = [key for key in draft.keys if key in found.keys]
    return DuplicateKeyError(
        f"{_shown(taken)} already exists: node {format_uid(found.keys[taken[0]])} has it; "
        "add with `upsert: true` to update that node, or use another value",
        owners=[found.keys[key] for key in taken],
    )


def _check_twins(draft: Draft, twin: Draft, key: Key) -> None:
    """A second object with a new key may repeat the key alone, or all of the first's values."""
    if not _is_bare(draft) and _told(draft) != _told(twin):
        raise DuplicateKeyError(f"two objects of the input have the @id value {_shown([key])} and differ")


def _told(draft: Draft) -> dict[str, StoredValue | list[StoredValue]]:
    """The values of a draft that can be compared: of a password there are only hashes, each with its own salt."""
    secret = draft.api_type.secret
    return {name: value for name, value in draft.values.items() if secret is None or name != secret.name}


def _shown(keys: Sequence[Key]) -> str:
    return ", ".join(f"{value!r} for field {name} of type {type_name}" for type_name, name, value in keys)


Replaced = dict[str, set[tuple[int, int]]]
"""By predicate the edges of nodes whose references are replaced, as they are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update that knows its nodes.

    Attributes:
        groups: Nodes and what becomes of them; first those that the filter found, then linked ones.
        drafts: What the patches refer to.
    """

    groups: Sequence[tuple[Sequence[int], Patches]]
    drafts: Sequence[Draft]
    stored: Replaced


def build_update(api: ApiSchema, update: Update, found: Found, allocate: Callable[[], int], fresh: range) -> Written:
    """The changes of an `update`: removals first, then what is set."""
    building = _Building(api, found, allocate, ChangeSet(fresh=fresh), chosen=_choose(update.drafts))
    written = Written(changes=building.changes, roots=list(update.groups[0][0]))
    for targets, patches in update.groups:
        _patch(building, targets, patches, update.stored)
    for uids, patches in update.groups:
        written.updated.setdefault(patches.api_type.name, []).extend(uids)
    written.new_count = building.finish()
    written.created = building.created()
    written.made = building.made()
    return written


def _patch(building: _Building, targets: Sequence[int], patches: Patches, stored: Replaced) -> None:
    if patches.remove is not None:
        _remove(building, targets, patches.remove)
    if patches.set is not None:
        _check_new_keys(targets, patches.set, building.found)
        for uid in targets:
            building.set_values(uid, patches.set)
            building.link(uid, patches.set)
    if patches.replace is not None:
        _replace(building, targets, patches.replace, stored)
    given = [draft.mentioned for draft in (patches.set, patches.replace) if draft is not None]
    if given:
        whole = Draft(api_type=patches.api_type, mentioned=frozenset().union(*given))
        for uid in targets:
            building.set_defaults(uid, whole, "update")


def _replace(building: _Building, targets: Sequence[int], draft: Draft, stored: Replaced) -> None:
    """Lists of values are cleared and set; of edges those that stay are not touched, so they keep their facets."""
    changes = building.changes
    wanted: Replaced = {}
    for uid in targets:
        building.set_values(uid, draft)
        for member, target in draft.edges:
            wanted.setdefault(member.name, set()).add((uid, building.resolve(target)))
    for name in sorted(draft.mentioned):
        member = draft.api_type.member(name)
        if member.role is not Role.REFERENCE:
            changes.clear.setdefault(member.predicate, []).extend(targets)
            continue
        asked = set(targets)
        present = {edge for edge in stored[member.predicate] if edge[0] in asked}
        new = wanted.get(name, set())
        for edges, group in ((present - new, changes.remove_edges), (new - present, changes.set_edges)):
            if edges:
                group.setdefault(member.predicate, []).extend(sorted(edges))


def refuse_removed_vectors(draft: Draft) -> None:
    """What the reference does: an embedding that is there can be replaced, not removed."""
    for member in draft.cleared:
        if member.is_embedding:
            raise InputError(f"the embedding {draft.api_type.name}.{member.name} cannot be removed; set another one")


def _check_new_keys(targets: Sequence[int], draft: Draft, found: Found) -> None:
    if not draft.keys:
        return
    if len(targets) > 1:
        raise DuplicateKeyError(
            f"the update would give {_shown(draft.keys)} to {len(targets)} nodes; @id values are unique"
        )
    for key in draft.keys:
        owner = found.keys.get(key)
        if owner is not None and owner not in targets:
            raise _taken(draft, found)


def _remove(building: _Building, targets: Sequence[int], draft: Draft) -> None:
    changes = building.changes
    for member in draft.cleared:
        if member.languages:
            rows = changes.tagged.setdefault(member.predicate, [])
            rows += [(uid, member.languages[0], None) for uid in targets]
        else:
            changes.clear.setdefault(member.predicate, []).extend(targets)
    for name, value in draft.values.items():
        member = draft.api_type.fields[name]
        items = value if isinstance(value, list) else [value]
        if member.languages:
            gone = changes.remove_tagged.setdefault(member.predicate, [])
            gone += [(uid, member.languages[0], str(item)) for uid in targets for item in items]
            continue
        pairs = changes.remove_values.setdefault(member.predicate, [])
        pairs += [(uid, item) for uid in targets for item in items]
    for member, target in draft.edges:
        if target.uid is None and not target.keys:
            raise InputError(
                f"what is removed from {draft.api_type.name}.{member.name} must be named by its ID or a key; "
                "null removes all of the field"
            )
        existing = building.existing(target)
        if existing is not None:
            pairs_ = changes.remove_edges.setdefault(member.predicate, [])
            pairs_ += [(uid, existing) for uid in targets]
