"""What a caller's `@auth` rules say to a mutation: which of the nodes it is about fail them.

In: nodes by type, in the transaction, before or after the write. Out: the nodes that fail, or `RuleRefused`. A rule is
asked by a statement of its own, which is planned once per rule and kind of caller. Rules that only narrow what an
update or delete finds are part of its statement already (`passes/authorize.py`).
Does not know: how rules are written, what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphwright.bind.graphql.trees import Binding
from graphwright.engine.catalogs import Loaded
from graphwright.engine.permitting import Permitting
from graphwright.engine.ruling import RuleTest
from graphwright.errors import RuleRefused
from graphwright.ir.nodes import ByUid, Condition, Not, Param, Select, Uid, affected_slot
from graphwright.model.api import ApiSchema, Role
from graphwright.model.caller import Caller
from graphwright.model.changes import ChangeSet
from graphwright.plan.reading import plan_uids
from graphwright.storage.writing.linked import linked_pairs
from graphwright.storage.writing.session import Session

ByType = Mapping[str, Iterable[int]]
"""Uids by the type that they are reached as."""


RuleTests = dict[Any, RuleTest | None]
"""By operation, type and shape of the caller the test of a rule; None where such a caller passes. Those of permissions
by what `permitting.py` says."""


@dataclass(frozen=True, slots=True)
class Governing:
    """The rules of one caller.

    Attributes:
        tests: What was planned so far for this version of the catalog.
    """

    loaded: Loaded
    caller: Caller
    tests: RuleTests = field(repr=False)

    def permitting(self) -> Permitting | None:
        """The permissions of the caller; None where the schema has none."""
        permissions = self.loaded.rules.permissions
        return None if permissions is None else Permitting(self.loaded, permissions, self.caller, self.tests)

    def failing(self, session: Session, operation: str, nodes: ByType) -> set[int]:
        """Those of the nodes for which the caller's rules do not allow the operation."""
        found: set[int] = set()
        for type_name, uids in nodes.items():
            asked = list(dict.fromkeys(uids))
            for governed in self._governed(operation, type_name) if asked else ():
                test = self._test(operation, governed)
                if test is not None:
                    found |= test.failing(session, [self.caller.claims], asked)
        return found

    def check(self, session: Session, operation: str, nodes: ByType) -> None:
        """Lets a mutation go on.

        Raises:
            RuleRefused: One of the nodes fails; nothing of the mutation may stay.
        """
        if self.failing(session, operation, nodes):
            raise RuleRefused

    def hides(self, session: Session, uids: Iterable[int]) -> bool:
        """Whether the caller may not see one of these nodes, of whatever type."""
        asked = list(uids)
        names = self.loaded.rules.by_operation.get("query", {})
        return any(self.failing(session, "query", {name: asked}) for name in names)

    def is_ruled(self, type_name: str) -> bool:
        """Whether any rule is about nodes of a type."""
        return self.loaded.rules.is_ruled(type_name)

    def may_hide(self, type_names: Iterable[str]) -> bool:
        """Whether there are rules by which nodes of these types may be hidden."""
        return any(self.loaded.rules.governs("query", name) for name in type_names)

    def check_inverses(self, session: Session, changes: ChangeSet, own: set[int]) -> dict[str, set[int]]:
        """Checks the update rules of the nodes that are linked or unlinked from their other side; before the write.

        Args:
            own: Nodes whose update is allowed already.

        Returns:
            These nodes, by type.

        Raises:
            RuleRefused: One of them fails.
        """
        if not {"update", "updateAfter"} & self.loaded.rules.by_operation.keys():
            return {}
        assert self.loaded.api is not None
        touched = _touched(session, self.loaded.api, changes, own, self._is_updated_by_rule)
        self.check(session, "update", touched)
        return touched

    def check_fields(self, session: Session, operation: str, changes: ChangeSet) -> None:
        """Checks the rules of fields that are written: "update" of nodes that are there, "add" of new ones.

        Raises:
            RuleRefused: A node whose value is written fails its rule.
        """
        for predicate in self.loaded.rules.by_field.get(operation, {}):
            uids = [uid for uid in _written(changes, predicate) if (uid in changes.fresh) == (operation == "add")]
            test = self._field_test(operation, predicate) if uids else None
            if test is not None and test.failing(session, [self.caller.claims], list(dict.fromkeys(uids))):
                raise RuleRefused

    def _field_test(self, operation: str, predicate: str) -> RuleTest | None:
        key = "field", operation, predicate, self.loaded.rules.caller_shape(self.caller)
        if key not in self.tests:
            values: list[Any] = [self.caller.claims]
            types, api = self.loaded.input_types, self.loaded.api
            assert api is not None
            binding = Binding(variables={}, literal_slots={}, values=values, types=types, api=api)
            passes = self.loaded.rules.conditions(self.caller, binding, 0).of_field(predicate, operation)
            self.tests[key] = None if passes is None else self._planned(passes, binding, None)
        return self.tests[key]

    def _is_updated_by_rule(self, type_name: str) -> bool:
        governs = self.loaded.rules.governs
        return governs("update", type_name) or governs("updateAfter", type_name)

    def _governed(self, operation: str, type_name: str) -> list[str]:
        """The types with a rule of their own among those that nodes reached as a type can be of."""
        governed = self.loaded.rules.by_operation.get(operation, {})
        return [name for name in self.loaded.rules.concerned(type_name) if name in governed]

    def _test(self, operation: str, type_name: str) -> RuleTest | None:
        key = operation, type_name, self.loaded.rules.caller_shape(self.caller)
        if key not in self.tests:
            self.tests[key] = self._plan(operation, type_name)
        return self.tests[key]

    def _plan(self, operation: str, type_name: str) -> RuleTest | None:
        loaded = self.loaded
        assert loaded.api is not None
        values: list[Any] = [self.caller.claims]
        binding = Binding(variables={}, literal_slots={}, values=values, types=loaded.input_types, api=loaded.api)
        passes = loaded.rules.conditions(self.caller, binding, 0)(type_name, operation)
        return None if passes is None else self._planned(passes, binding, type_name)

    def _planned(self, passes: Condition, binding: Binding, type_name: str | None) -> RuleTest:
        """Finds those that do not pass, among nodes of a type or any nodes."""
        loaded = self.loaded
        assert loaded.api is not None
        asked = Param(slot=affected_slot, convert=lambda value: value, label="nodes")
        selection = Select(
            source=ByUid(uids=asked, node_type=None if type_name is None else loaded.api.types[type_name].node_type),
            api_type=type_name,
            condition=Not(part=passes),
            output=(Uid(key="uid"),),
        )
        return RuleTest(prepared=plan_uids(selection, loaded.environment), extras=tuple(binding.extras))


def _written(changes: ChangeSet, predicate: str) -> Iterator[int]:
    """The nodes whose values of a predicate a change set sets or takes away."""
    yield from changes.clear.get(predicate, ())
    for values in (changes.set_values, changes.remove_values):
        yield from (uid for uid, _ in values.get(predicate, ()))
    for tagged in (changes.tagged, changes.remove_tagged):
        yield from (uid for uid, _, _ in tagged.get(predicate, ()))


def _touched(
    session: Session, api: ApiSchema, changes: ChangeSet, own: set[int], is_asked: Callable[[str], bool]
) -> dict[str, set[int]]:
    """The nodes, by type, whose references a change set changes from their other side."""
    touched: dict[str, set[int]] = {}
    for type_name, uids in _changed_elsewhere(session, api, changes, is_asked):
        touched.setdefault(type_name, set()).update(u for u in uids if u not in changes.fresh and u not in own)
    return {name: uids for name, uids in touched.items() if uids}


def _changed_elsewhere(
    session: Session, api: ApiSchema, changes: ChangeSet, is_asked: Callable[[str], bool]
) -> Iterable[tuple[str, set[int]]]:
    """For each reference with an inverse that is written: the nodes linked and unlinked, and the partners they had."""
    written = changes.set_edges.keys() | changes.remove_edges.keys() | changes.clear.keys()
    seen: set[tuple[str, str]] = set()
    for owner in api.types.values():
        for member in owner.fields.values():
            here = (member.declared_in or owner.name, member.name)
            if member.role is not Role.REFERENCE or member.inverse is None or member.predicate not in written:
                continue
            if here in seen or not (is_asked(member.type_name) or is_asked(here[0])):
                continue
            seen.add(here)
            inverse = api.types[member.type_name].fields[member.inverse]
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
            yield member.type_name, {target for _, target in linked | unlinked}
            if not inverse.is_list:
                taken = {target for _, target in linked} - set(changes.fresh)
                former = _pairs(session, inverse.predicate, taken)
                yield here[0], {partner for _, partner in former}


def _pairs(session: Session, predicate: str, uids: Iterable[int]) -> set[tuple[int, int]]:
    asked = sorted(uids)
    return linked_pairs(session, session.catalog.predicates[predicate], asked) if asked else set()
