"""The slots of a plan: where in a request's list of values each parameter finds its own.

In: the values that came with a request. Out: further slots computed from them, and the classes of values
that a plan holds for. Both languages bind on it; whoever keeps a plan keeps its guards beside it.
Does not know: syntax, what the values are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any

from graphwright.records import dataclass

Values = list[Any]
Extra = Callable[[Values], Any]
Convert = Callable[[Any], Any]
Guard = tuple[int, Convert, Any]
"""A slot, a classification of its values, and the class that a plan is good for."""


@dataclass(slots=True, kw_only=True)
class Slots:
    """The slots of one binding run.

    Attributes:
        values: The values of this very request, for what must be looked at while binding.
        extras: What computes the slots behind the given ones, in order.
        guards: The plan holds only while the classes stay the same.
    """

    values: Values
    extras: list[Extra] = field(default_factory=list)
    guards: list[Guard] = field(default_factory=list)

    def extra(self, compute: Extra) -> int:
        """A new slot whose value is computed from the others."""
        self.extras.append(compute)
        self.values.append(compute(self.values))
        return len(self.values) - 1

    def guard(self, slot: int, classify: Convert) -> Any:
        """The class of a value; the plan is good only for values of that class."""
        found = classify(self.values[slot])
        self.guards.append((slot, classify, found))
        return found


def hold(guards: Iterable[Guard], values: Values) -> bool:
    """Whether a plan with these guards is good for values; its extras are among them."""
    for slot, classify, expected in guards:  # noqa: SIM110 - all() takes twice as long
        if classify(values[slot]) != expected:
            return False
    return True
