"""Drafts and what is stored → a change set, by Dgraph's rules of adding, linking and updating.

In: drafts, and the answers to what they had to look up. Out: `ChangeSet`. Pure.
The rules (recorded in the conformance suites 20 and 21): an ID or a known key makes a reference, and
the other fields beside it are ignored; a new key makes a node, which then needs its required fields;
the same new key twice is one node unless the two differ.
Does not know: tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graphwright.bind.graphql.defaults import default_values, present_moment
from graphwright.bind.graphql.drafts import Draft, Key
from graphwright.errors import DuplicateKeyError, InputError, NodeReferenceError
from graphwright.model.api import ApiField, ApiSchema, Role
from graphwright.model.changes import ChangeSet
from graphwright.model.uids import format_uid
from graphwright.model.values import StoredValue


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
        created: Types of the new nodes; `updated`: of those that an upsert found.
    """

    changes: ChangeSet
    roots: list[int] = field(default_factory=list)
    new_count: int = 0
    created: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)


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
                f"{_shown(foreign)} already exists: a node of another type that implements the interface has it"
            )
        found = {self.found.keys[key] for key in draft.keys if key in self.found.keys}
        if len(found) > 1:
            raise DuplicateKeyError(
                f"the keys {_shown(draft.keys)} belong to {len(found)} different nodes; name one of them"
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
    upsert: bool,
) -> Written:
    """The changes of an `add`."""
    building = _Building(api, found, allocate, ChangeSet(fresh=fresh), chosen=_choose(drafts))
    written = Written(changes=building.changes)
    roots = [draft for draft in drafts if draft.is_root]
    _check_root_keys(roots)
    for draft in roots:
        existing = building.by_keys(draft)
        if existing is not None:
            if not upsert:
                raise _taken(draft, found)
            building.uids[id(draft)] = existing
            written.updated.add(draft.api_type.name)
            building.set_values(existing, draft)
            building.set_defaults(existing, draft, "update")
            building.link(existing, draft)
        elif id(draft) in building.uids:  # an earlier root has led to it
            building.link_reserved(draft)
        else:
            building.create(draft)
        written.roots.append(building.uids[id(draft)])
    written.new_count = building.finish()
    written.created = {draft.api_type.name for draft in building.new_drafts}
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
        "add with `upsert: true` to update that node, or use another value"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """What an update sets and removes, and the drafts inside both."""

    set: Draft | None
    remove: Draft | None
    drafts: Sequence[Draft]


def build_update(
    api: ApiSchema,
    targets: Sequence[int],
    patches: Patches,
    found: Found,
    allocate: Callable[[], int],
    fresh: range,
) -> Written:
    """The changes of an `update`: removals first, then what is set."""
    building = _Building(api, found, allocate, ChangeSet(fresh=fresh), chosen=_choose(patches.drafts))
    written = Written(changes=building.changes, roots=list(targets))
    if patches.remove is not None:
        _remove(building, targets, patches.remove)
    if patches.set is not None:
        _check_new_keys(targets, patches.set, found)
        for uid in targets:
            building.set_values(uid, patches.set)
            building.set_defaults(uid, patches.set, "update")
            building.link(uid, patches.set)
    written.new_count = building.finish()
    written.created = {draft.api_type.name for draft in building.new_drafts}
    return written


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
