"""What a caller's `@auth` rules say to a mutation: which of the nodes it is about fail them.

In: nodes by type, in the transaction, before or after the write. Out: the nodes that fail, or `RuleRefused`. A rule is
asked by a statement of its own, which is planned once per rule and kind of caller. Rules that only narrow what an
update or delete finds are part of its statement already (`passes/authorize.py`).
Does not know: how rules are written, what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from graphwright.bind.graphql.drafts import Key
from graphwright.bind.graphql.trees import Binding
from graphwright.engine.catalogs import Loaded
from graphwright.engine.edge_changes import edge_changes
from graphwright.engine.permitting import Permitting
from graphwright.engine.ruling import Question, RuleTests, claims_slot
from graphwright.errors import RuleRefused
from graphwright.ir.nodes import Condition
from graphwright.model.api import ApiField
from graphwright.model.caller import Caller
from graphwright.model.changes import ChangeSet
from graphwright.records import dataclass
from graphwright.storage.writing.session import Session

ByType = Mapping[str, Iterable[int]]
"""Uids by the type that they are reached as."""


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
                question = self._question(operation, governed)
                found |= self.tests.failing(session, question, self.caller, asked)
        return found

    def check(self, session: Session, operation: str, nodes: ByType) -> None:
        """Lets a mutation go on.

        Raises:
            RuleRefused: One of the nodes fails; nothing of the mutation may stay.
        """
        if self.failing(session, operation, nodes):
            raise RuleRefused

    def hides(self, session: Session, uids: Iterable[int]) -> bool:
        """Whether the caller may not see one of these nodes, of whatever type, or a key of it."""
        asked = list(uids)
        names = self.loaded.rules.by_operation.get("query", {})
        if any(self.failing(session, "query", {name: asked}) for name in names):
            return True
        return any(self._hides_values(session, predicate, asked) for predicate in self._hidden_keys())

    def check_keys(self, session: Session, found: Mapping[Key, int]) -> None:
        """Lets a mutation name nodes by their keys, which would tell whose they are.

        Args:
            found: The nodes by the keys that they have.

        Raises:
            RuleRefused: The caller may not see one of the keys.
        """
        hidden = self._hidden_keys() if found else frozenset()
        if not hidden:
            return
        assert self.loaded.api is not None
        by_predicate: dict[str, set[int]] = {}
        for (type_name, name, _), uid in found.items():
            by_predicate.setdefault(self.loaded.api.types[type_name].fields[name].predicate, set()).add(uid)
        for predicate in hidden & by_predicate.keys():
            if self._hides_values(session, predicate, by_predicate[predicate]):
                raise RuleRefused

    def _hidden_keys(self) -> frozenset[str]:
        """The predicates that tell nodes apart and that rules may hide."""
        hidden = self.loaded.rules.by_field.get("query")
        if not hidden:
            return frozenset()
        return frozenset(scope.predicate for scope in self.loaded.catalog.key_scopes if scope.predicate in hidden)

    def _hides_values(self, session: Session, predicate: str, uids: Iterable[int]) -> bool:
        question = self._field_question("query", predicate)
        return bool(self.tests.failing(session, question, self.caller, list(uids)))

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
        untouched = own | set(changes.fresh)
        found: dict[str, set[int]] = {}
        for change in edge_changes(session, self.loaded.api, changes, self._is_updated_by_rule):
            found.setdefault(change.far_type, set()).update(change.far_ends - untouched)
            found.setdefault(change.near_type, set()).update(change.former_partners - untouched)
        touched = {name: uids for name, uids in found.items() if uids}
        self.check(session, "update", touched)
        return touched

    def check_fields(self, session: Session, operation: str, changes: ChangeSet) -> None:
        """Checks the rules of fields that are written: "update" of nodes that are there, "add" of new ones.

        Raises:
            RuleRefused: A node whose value is written fails its rule.
        """
        for predicate in self.loaded.rules.by_field.get(operation, {}):
            uids = [uid for uid in _written(changes, predicate) if (uid in changes.fresh) == (operation == "add")]
            if uids and self.tests.failing(session, self._field_question(operation, predicate), self.caller, uids):
                raise RuleRefused

    def _question(self, operation: str, type_name: str) -> Question:
        def passes(binding: Binding) -> Condition | None:
            return self.loaded.rules.conditions(self.caller, binding, claims_slot)(type_name, operation)

        return Question(key=("type", operation, type_name), type_name=type_name, bind=passes)

    def _field_question(self, operation: str, predicate: str) -> Question:
        def passes(binding: Binding) -> Condition | None:
            return self.loaded.rules.conditions(self.caller, binding, claims_slot).of_field(predicate, operation)

        return Question(key=("field", operation, predicate), type_name=None, bind=passes)

    def _is_updated_by_rule(self, owner: str, member: ApiField) -> bool:
        """Whether a rule of updates is about the nodes at either end of a reference that is seen from both."""
        governs = self.loaded.rules.governs
        ends = owner, member.type_name
        return member.inverse is not None and any(
            governs(operation, end) for operation in ("update", "updateAfter") for end in ends
        )

    def _governed(self, operation: str, type_name: str) -> list[str]:
        """The types with a rule of their own among those that nodes reached as a type can be of."""
        governed = self.loaded.rules.by_operation.get(operation, {})
        return [name for name in self.loaded.rules.concerned(type_name) if name in governed]


def _written(changes: ChangeSet, predicate: str) -> Iterator[int]:
    """The nodes whose values of a predicate a change set sets or takes away."""
    yield from changes.clear.get(predicate, ())
    for values in (changes.set_values, changes.remove_values):
        yield from (uid for uid, _ in values.get(predicate, ()))
    for tagged in (changes.tagged, changes.remove_tagged):
        yield from (uid for uid, _, _ in tagged.get(predicate, ()))
