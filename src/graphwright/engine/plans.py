"""A plan, what runs it for one request, and the bounded cache that plans and texts are kept in.

In: what `plan/` made. Out: `Plan`, `Compiled`. Does not know: languages, how plans are found, how they run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import field
from typing import Any, Generic, TypeVar

from graphwright.bind.graphql.entities import EntityRoot
from graphwright.bind.slots import Guard, Values, hold
from graphwright.errors import GraphwrightError
from graphwright.plan.cost import Cost
from graphwright.plan.passwords import PreparedCheck
from graphwright.plan.reading import ReadPlan
from graphwright.plan.relation_rows import PlannedRelation
from graphwright.plan.writing import MutationPlan
from graphwright.records import dataclass
from graphwright.shape.normalizing import Reshape

Key = TypeVar("Key", bound=Hashable)
Entry = TypeVar("Entry")


class BoundedCache(Generic[Key, Entry]):
    """The entries used last."""

    def __init__(self, entries_max: int) -> None:
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._entries_max = entries_max

    def get(self, key: Key) -> Entry | None:
        """An entry, which becomes the youngest."""
        entry = self._entries.get(key)
        if entry is not None:
            try:  # noqa: SIM105 - suppress() takes longer than all the rest of it
                self._entries.move_to_end(key)
            except KeyError:
                pass  # another thread has just put it out
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        self._entries[key] = entry
        if len(self._entries) > self._entries_max:
            self._entries.popitem(last=False)

    def clear(self) -> None:
        self._entries.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A bound and planned operation.

    Attributes:
        read: For queries. `write`: for mutations.
        failed: Root fields that cannot run, with their errors.
        checks: Passwords to compare before the read.
        entities: Lists of the answer to put in order.
        cost: What is checked before each run; None where there is nothing to check.
        variables: Of DQL, those whose rows are wanted beside the answer.
        reshape: What gives the answer of DQL another form.
    """

    coercions: Mapping[int, Callable[[Any, tuple[str | int, ...]], Any]]
    extras: tuple[Callable[[Values], Any], ...]
    guards: tuple[Guard, ...]
    read: ReadPlan | None = None
    write: MutationPlan | None = None
    failed: Mapping[str, GraphwrightError] = field(default_factory=dict)
    checks: tuple[PreparedCheck, ...] = ()
    entities: tuple[EntityRoot, ...] = ()
    cost: Cost | None = None
    variables: Mapping[str, PlannedRelation] = field(default_factory=dict)
    reshape: Reshape | None = None

    @property
    def is_plain(self) -> bool:
        """Whether what the database answers is the answer: there is nothing to check, note or arrange."""
        return not (self.failed or self.checks or self.entities)

    def reshaped(self, text: str) -> str:
        """The answer's data in their form."""
        return text if self.reshape is None else self.reshape(text)

    def holds(self, values: Values) -> bool:
        """Whether the plan is good for these values."""
        return hold(self.guards, values)


@dataclass(slots=True)
class Compiled:
    """A plan and the values of the request that it is to run with."""

    plan: Plan
    values: Values
    is_hit: bool


def fill(plan: Plan, values: Values) -> Values:
    """The request's values with literals coerced and computed slots behind them.

    Raises:
        InputError: A literal does not fit its type; one of the same kind did when the plan was made.
    """
    if not plan.coercions and not plan.extras:
        return values
    # On a copy: if the plan's guards do not hold, the next plan starts afresh.
    filled = list(values)
    for slot, coerce in plan.coercions.items():
        filled[slot] = coerce(filled[slot], ())
    for compute in plan.extras:
        filled.append(compute(filled))
    return filled
