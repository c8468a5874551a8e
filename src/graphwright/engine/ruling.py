"""Planned questions: which of some nodes fail a rule.

In: a question, a caller, nodes, in the transaction. Out: the nodes that fail. What is planned for a question is asked
again only for callers of the same kind and for values of the same classes: its guards are compared each time.
Does not know: rules, permissions, what the nodes are for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from graphwright import limits
from graphwright.bind.graphql.trees import Binding
from graphwright.bind.slots import Extra, Guard, Values, hold
from graphwright.engine.catalogs import Loaded
from graphwright.ir.nodes import ByUid, Condition, Not, Param, Select, Uid, affected_slot
from graphwright.model.caller import Caller
from graphwright.plan.reading import Prepared, plan_uids
from graphwright.records import dataclass
from graphwright.storage.writing.session import Session

claims_slot: Final = 0
"""Of the values that a question is bound with: the caller's claims; `inputs_slot`: further ones, by name."""
inputs_slot: Final = 1
_no_inputs: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What nodes are asked.

    Attributes:
        key: What chooses the question, beside the caller's kind and which inputs there are.
        type_name: What the nodes are looked up as: others of them do not fail; None: whatever they are.
        bind: The condition that they must pass, in the slots of one plan; None where all do.
    """

    key: Hashable
    type_name: str | None
    bind: Callable[[Binding], Condition | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """A question as it was planned for some values.

    Attributes:
        prepared: None where no node fails.
    """

    prepared: Prepared | None
    extras: tuple[Extra, ...]
    guards: tuple[Guard, ...]


class RuleTests:
    """What was planned so far for one version of the catalog."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._tests: dict[Hashable, tuple[_Test, ...]] = {}
        self._count = 0

    def failing(
        self,
        session: Session,
        question: Question,
        caller: Caller,
        uids: Iterable[int],
        inputs: Mapping[str, Any] = _no_inputs,
    ) -> set[int]:
        """Those of the nodes that fail."""
        asked = list(dict.fromkeys(uids))
        if not asked:
            return set()
        test, values = self._test(question, caller, inputs)
        if test.prepared is None:
            return set()
        # The last slot is the uids': `affected_slot` is -1.
        rows = session.connection.rows(test.prepared.text, test.prepared.arguments([*values, asked]))
        return {uid for (uid,) in rows}

    def _test(self, question: Question, caller: Caller, inputs: Mapping[str, Any]) -> tuple[_Test, Values]:
        """What is planned for such values, and all of the values that it is to be asked with."""
        key = question.key, tuple(inputs), self._loaded.rules.caller_shape(caller)
        present = self._tests.get(key, ())
        for test in present:
            values: Values = [caller.claims, inputs]
            for compute in test.extras:
                values.append(compute(values))
            if hold(test.guards, values):
                return test, values
        test, values = self._plan(question, [caller.claims, inputs])
        if self._count >= limits.rule_tests_max:
            self._tests.clear()
            self._count, present = 0, ()
        self._tests[key] = (*present, test)
        self._count += 1
        return test, values

    def _plan(self, question: Question, values: Values) -> tuple[_Test, Values]:
        loaded = self._loaded
        assert loaded.api is not None
        binding = Binding(variables={}, literal_slots={}, values=values, types=loaded.input_types, api=loaded.api)
        passes = question.bind(binding)
        prepared = None
        if passes is not None:
            asked = Param(slot=affected_slot, convert=lambda value: value, label="nodes")
            type_name = question.type_name
            node_type = None if type_name is None else loaded.api.types[type_name].node_type
            selection = Select(
                source=ByUid(uids=asked, node_type=node_type),
                api_type=type_name,
                condition=Not(part=passes),
                output=(Uid(key="uid"),),
            )
            prepared = plan_uids(selection, loaded.environment)
        # After `bind`: it is what adds to them.
        return _Test(prepared=prepared, extras=tuple(binding.extras), guards=tuple(binding.guards)), binding.values
