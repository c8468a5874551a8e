"""What a caller's `@permission`s say to a mutation, before it writes: which of its nodes and edges they do not allow.

In: what is asked for, in the transaction, on the state before. Out: the nodes that no permission grants, or
`RuleRefused`. Each node created is asked for with its own input, each edge with the IDs of its ends; one statement for
all nodes that an update or delete treats alike, planned once per permission, kind of caller and shape of input.
Does not know: how permissions are written, what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphwright import limits
from graphwright.auth.permissions import CompiledPermission, Permissions
from graphwright.auth.permitting import grants
from graphwright.bind.graphql.drafts import Draft
from graphwright.bind.graphql.patches import Patches
from graphwright.bind.graphql.trees import Binding, Leaf, Tree
from graphwright.engine.catalogs import Loaded
from graphwright.engine.edge_changes import EdgeChanges, edge_changes
from graphwright.engine.ruling import RuleTest
from graphwright.errors import RuleRefused
from graphwright.ir.nodes import ByUid, Constant, Not, Or, Param, Select, Uid, affected_slot
from graphwright.model.api import ApiField
from graphwright.model.caller import Caller
from graphwright.model.changes import ChangeSet
from graphwright.plan.reading import plan_uids
from graphwright.storage.writing.session import Session

_nobody: Final = 0
"""Stands for the node that is not there yet; no node has this uid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a mutation wants to do with nodes of a type, all alike.

    Attributes:
        inputs: The scalars that it gives them; `fields`: all that it mentions.
    """

    operation: str
    type_name: str
    uids: Sequence[int] = (_nobody,)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()


def asked_of_patches(uids: Sequence[int], patches: Patches) -> Asked:
    """The update of nodes."""
    inputs = {name: value for draft in (patches.set, patches.replace) if draft for name, value in draft.values.items()}
    mentioned = [draft.mentioned for draft in patches.own]
    fields = frozenset().union(*mentioned) if mentioned else frozenset()
    return Asked(operation="UPDATE", type_name=patches.api_type.name, uids=uids, inputs=inputs, fields=fields)


def asked_of_draft(operation: str, uid: int, draft: Draft) -> Asked:
    """The creation of a node, or the update that an upsert turns out to be."""
    uids = (_nobody,) if operation == "CREATE" else (uid,)
    return Asked(
        operation=operation, type_name=draft.api_type.name, uids=uids, inputs=draft.values, fields=draft.mentioned
    )


@dataclass(frozen=True, slots=True)
class Permitting:
    """The permissions of one caller.

    Attributes:
        tests: What was planned so far for this version of the catalog.
    """

    loaded: Loaded
    permissions: Permissions
    caller: Caller
    tests: dict[Any, RuleTest | None] = field(repr=False)

    def failing(self, session: Session, asked: Asked) -> set[int]:
        """Those of the nodes for which no permission grants what is asked."""
        found: set[int] = set()
        for type_name in self.loaded.rules.concerned(asked.type_name) if asked.uids else ():
            given = self.permissions.by_type.get(type_name)
            if given is None:
                continue
            matching = tuple(
                each for each in given if asked.operation in each.permission.operations and each.is_about(asked.fields)
            )
            is_new = asked.operation == "CREATE"
            inputs = {f"input_{name}": value for name, value in asked.inputs.items()}
            found |= self._failing(session, matching, None if is_new else type_name, asked.uids, inputs)
        return found

    def check(self, session: Session, asked: Iterable[Asked]) -> None:
        """Lets a mutation go on.

        Raises:
            RuleRefused: Something that it wants to do is not granted.
        """
        for each in asked:
            if self.failing(session, each):
                raise RuleRefused

    def check_edges(self, session: Session, changes: ChangeSet, own: set[int]) -> None:
        """Checks what becomes of edges: by permissions of their own, else as an update of the node at the far end.

        Args:
            own: Nodes whose update is granted already.

        Raises:
            RuleRefused: Something is not granted.
        """
        assert self.loaded.api is not None
        for change in edge_changes(session, self.loaded.api, changes, self._is_asked):
            given = self._of_edge(change)
            if any(given):
                self._check_ends(session, "CONNECT", given, change.linked)
                self._check_ends(session, "DISCONNECT", given, change.unlinked)
            else:
                self.check(session, _far_ends(change, own | set(changes.fresh)))

    def _is_asked(self, owner: str, member: ApiField) -> bool:
        places = self.permissions.by_edge
        known = {(member.declared_in or owner, member.name), self._other_side(member)}
        by_type = self.permissions.by_type
        return not known.isdisjoint(places) or (
            member.inverse is not None and any(name in by_type for name in self._reached(owner, member))
        )

    def _reached(self, owner: str, member: ApiField) -> Iterator[str]:
        yield from self.loaded.rules.concerned(owner)
        yield from self.loaded.rules.concerned(member.type_name)

    def _of_edge(self, change: EdgeChanges) -> tuple[tuple[CompiledPermission, ...], tuple[CompiledPermission, ...]]:
        """The permissions of an edge, as seen from its field and from the other one."""
        places, member = self.permissions.by_edge, change.member
        other = self._other_side(member)
        there = () if other is None else places.get(other, ())
        return places.get((change.near_type, member.name), ()), there

    def _other_side(self, member: ApiField) -> tuple[str, str] | None:
        """The inverse of a field, by the type that declares it."""
        assert self.loaded.api is not None
        if member.inverse is None:
            return None
        inverse = self.loaded.api.types[member.type_name].fields[member.inverse]
        return inverse.declared_in or member.type_name, inverse.name

    def _check_ends(
        self,
        session: Session,
        operation: str,
        given: tuple[tuple[CompiledPermission, ...], tuple[CompiledPermission, ...]],
        pairs: Iterable[tuple[int, int]],
    ) -> None:
        here, there = (tuple(each for each in side if operation in each.permission.operations) for side in given)
        for near, far in pairs:
            inputs = {variable.name: (near, far)[variable.end] for each in here for variable in each.variables}
            inputs |= {variable.name: (far, near)[variable.end] for each in there for variable in each.variables}
            if self._failing(session, here + there, None, (_nobody,), inputs):
                raise RuleRefused

    # -- one test

    def _failing(
        self,
        session: Session,
        matching: tuple[CompiledPermission, ...],
        type_name: str | None,
        uids: Sequence[int],
        inputs: Mapping[str, Any],
    ) -> set[int]:
        used = {each.name for one in matching for each in one.variables if each.source in ("input", "end")}
        given = {name: inputs[name] for name in sorted(used) if inputs.get(name) is not None}
        shape = self.loaded.rules.caller_shape(self.caller)
        key = tuple(map(id, matching)), type_name, tuple(given), shape
        if key not in self.tests:
            if len(self.tests) >= limits.rule_tests_max:
                self.tests.clear()
            self.tests[key] = self._plan(matching, type_name, given)
        test = self.tests[key]
        return set() if test is None else test.failing(session, [self.caller.claims, given], list(dict.fromkeys(uids)))

    def _plan(
        self, matching: tuple[CompiledPermission, ...], type_name: str | None, given: Mapping[str, Any]
    ) -> RuleTest | None:
        loaded = self.loaded
        assert loaded.api is not None
        values: list[Any] = [self.caller.claims, given]
        binding = Binding(variables={}, literal_slots={}, values=values, types=loaded.input_types, api=loaded.api)
        trees: dict[str, Tree] = {name: _leaf(binding, name) for name in given}
        parts = [grants(self.permissions, each, self.caller, binding, 0, trees) for each in matching]
        if Constant(value=True) in parts:
            return None
        asked = Param(slot=affected_slot, convert=lambda value: value, label="nodes")
        node_type = None if type_name is None else loaded.api.types[type_name].node_type
        selection = Select(
            source=ByUid(uids=asked, node_type=node_type),
            api_type=type_name,
            condition=Not(part=Or(parts=tuple(parts))),
            output=(Uid(key="uid"),),
        )
        return RuleTest(prepared=plan_uids(selection, loaded.environment), extras=tuple(binding.extras))


def _leaf(binding: Binding, name: str) -> Leaf:
    return Leaf(binding.extra(lambda values: values[1][name]))


def _far_ends(change: EdgeChanges, own: set[int]) -> Iterator[Asked]:
    """The nodes whose references change from their other side."""
    if change.member.inverse is None:
        return
    ends = {far for _, far in (*change.linked, *change.unlinked)} - own
    yield Asked(
        operation="UPDATE",
        type_name=change.far_type,
        uids=sorted(ends),
        fields=frozenset({change.member.inverse}),
    )
    partners = {near for near, _ in change.unlinked} - own
    yield Asked(
        operation="UPDATE", type_name=change.near_type, uids=sorted(partners), fields=frozenset({change.member.name})
    )
