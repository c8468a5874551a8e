"""Mutation inputs → drafts: one flat list of the nodes that an input talks about.

In: coerced inputs and the types. Out: `Draft`s with values, edges to other drafts, and the ids and
keys that must be looked up before it is known which drafts are new. Pure.
Does not know: what is stored; `changes.py` decides once the look-up came back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from graphwright import limits
from graphwright.bind.graphql.secrets import HashedPassword
from graphwright.errors import InputError, LimitError
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.model.uids import parse_uid
from graphwright.model.values import StoredValue, ValueKind, coerce_value
from graphwright.records import dataclass
from graphwright.schema.generation.names import member_field_name

Key = tuple[str, str, StoredValue]
"""(type name, field name, value) of an `@id` field."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A node that an input talks about: a new one, or a reference to one that is there.

    Attributes:
        uid: When the input gives the node's ID.
        keys: Its `@id` values.
        values: Field name to stored value, or list of them.
        edges: (field, draft) for each reference.
        given: Names of the fields that the input gives something for, be it an empty list.
        mentioned: Those, and the ones for which it gives null: they get no default.
        is_root: Written at the top of an `add`.
        parent_field: The reference field by which it was reached.
    """

    api_type: ApiType
    uid: int | None = None
    keys: list[Key] = field(default_factory=list)
    values: dict[str, StoredValue | list[StoredValue]] = field(default_factory=dict)
    edges: list[tuple[ApiField, Draft]] = field(default_factory=list)
    cleared: list[ApiField] = field(default_factory=list)
    given: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    is_root: bool = False
    parent_field: ApiField | None = None


@dataclass(slots=True)
class Drafting:
    """One mutation's drafts, in the order in which they are met, parents first."""

    api: ApiSchema
    drafts: list[Draft] = field(default_factory=list)
    depth: int = 0
    children: int = 0

    def draft(
        self,
        api_type: ApiType,
        given: Mapping[str, Any],
        parent_field: ApiField | None = None,
        *,
        is_root: bool = False,
    ) -> Draft:
        """The draft of an object and of everything inside it."""
        self._check_count()
        if self.depth > limits.mutation_depth_max:
            raise LimitError(
                f"the mutation's objects nest deeper than {limits.mutation_depth_max} (mutation_depth_max); "
                "add the inner ones first and refer to them"
            )
        draft = Draft(
            api_type=api_type,
            given=_given(given),
            mentioned=frozenset(given),
            is_root=is_root,
            parent_field=parent_field,
        )
        self.drafts.append(draft)
        if self._reads_id(draft, given):
            return draft
        skipped = parent_field.inverse if parent_field is not None else None
        for name, value in given.items():
            member = api_type.member(name)
            if value is None or member.role is Role.ID:
                continue
            # A back reference to the parent is the parent, whatever the input says.
            if name == skipped and not member.is_list:
                continue
            self._read_member(draft, member, value)
        return draft

    def count_child(self) -> None:
        """Notes a linked node that is to be changed, which needs no draft of its own."""
        self.children += 1
        self._check_count()

    def _check_count(self) -> None:
        if len(self.drafts) + self.children >= limits.mutation_nodes_max:
            raise LimitError(
                f"the mutation writes more than {limits.mutation_nodes_max} nodes (mutation_nodes_max); split it"
            )

    def _reads_id(self, draft: Draft, given: Mapping[str, Any]) -> bool:
        id_field = draft.api_type.id_field
        if id_field is None or given.get(id_field.name) is None:
            return False
        draft.uid = parse_uid(given[id_field.name])
        return True

    def _read_member(self, draft: Draft, member: ApiField, value: Any) -> None:
        if member.role is Role.REFERENCE:
            items = value if isinstance(value, list) else [value]
            for item in items:
                if item is None:
                    raise InputError(f"the list {draft.api_type.name}.{member.name} holds a null; leave it out")
                self.depth += 1
                target, given = self._target(draft, member, item)
                seen = self.api.seen_from(draft.api_type, member)
                draft.edges.append((member, self.draft(target, given, seen)))
                self.depth -= 1
            return
        if member.is_embedding and value == []:
            return  # nothing, as for other lists
        draft.values[member.name] = stored = read_value(draft.api_type, member, value)
        if member.is_key:
            assert not isinstance(stored, list)
            if stored == "":
                raise InputError(f"the @id field {draft.api_type.name}.{member.name} is empty; give it a value")
            draft.keys.append((draft.api_type.name, member.name, stored))

    def _target(self, draft: Draft, member: ApiField, item: Mapping[str, Any]) -> tuple[ApiType, Mapping[str, Any]]:
        """The type that a reference's object is written as, and its fields; of a union exactly one member is given."""
        union = self.api.unions.get(member.type_name)
        if union is None:
            return self.api.types[member.type_name], item
        given = [(name, value) for name, value in item.items() if value is not None]
        if len(given) != 1 or len(item) != 1:
            raise InputError(
                f"value for field `{member.name}` in type `{draft.api_type.name}` must have exactly one child, "
                f"found {len(given)}; name one member of {union.name}"
            )
        [(name, given_fields)] = given
        target = next(each for each in union.members if member_field_name(each, "Ref") == name)
        return self.api.types[target], given_fields

    def patch(self, api_type: ApiType, given: Mapping[str, Any], *, is_removal: bool) -> Draft:
        """The draft of what an update sets or removes; a null removes everything of a field."""
        draft = Draft(api_type=api_type, given=_given(given), mentioned=frozenset(given))
        for name, value in given.items():
            member = api_type.member(name)
            if value is None:
                if is_removal:
                    draft.cleared.append(member)
                continue
            if is_removal and member.kind is ValueKind.PASSWORD:
                raise InputError(f"the password {api_type.name}.{name} is removed by null; what it is cannot be given")
            self._read_member(draft, member, value)
        return draft


def _given(given: Mapping[str, Any]) -> frozenset[str]:
    """The fields that an input gives something for."""
    if None not in given.values():
        return frozenset(given)
    return frozenset([name for name, value in given.items() if value is not None])


def read_value(api_type: ApiType, member: ApiField, value: Any) -> StoredValue | list[StoredValue]:
    """The stored form of a scalar field's input."""
    if member.kind is ValueKind.PASSWORD:
        assert isinstance(value, HashedPassword), "passwords are hashed before a mutation is drafted"
        return str(value)
    if not member.holds_many:
        return coerce_value(member.kind, value)
    items = value if isinstance(value, list) else [value]
    if None in items:
        raise InputError(f"the list {api_type.name}.{member.name} holds a null, which cannot be stored; leave it out")
    return [coerce_value(member.kind, item) for item in items]
