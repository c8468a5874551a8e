"""Which reads had to check instead of drive, remembered for a while: the same values mostly come again.

Whether a filter drives or is a check changes how long a statement takes, never what it answers, so that
what is remembered may be out of date. Does not know: statements, how they run.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from graphwright import limits
from graphwright.plan.ways import Way
from graphwright.storage.interface import SqlValue

Ways = tuple[Way, ...]
"""For each selection of a plan with several ways the one to go."""
Asked = tuple[SqlValue, ...]
"""A statement's text and its arguments."""


class DriverChoices:
    """The choices of those reads for which not everything drives."""

    def __init__(self) -> None:
        self._choices: dict[Asked, tuple[Ways, float]] = {}
        self._totals: dict[str, tuple[float, float]] = {}

    def get(self, asked: Asked) -> Ways | None:
        """The choice for these values, unless it is older than `driver_choice_s`."""
        found = self._choices.get(asked)
        return found[0] if found is not None and time.monotonic() < found[1] else None

    def put(self, asked: Asked, ways: Ways) -> None:
        """Remembers a choice, if its values are not too long to keep."""
        if any(isinstance(value, str) and len(value) > limits.driver_choice_text_max for value in asked[1:]):
            return
        if len(self._choices) >= limits.driver_choices_max:
            self._choices.clear()
        self._choices[asked] = ways, time.monotonic() + limits.driver_choice_s

    def totals(self, node_types: Iterable[str]) -> dict[str, float]:
        """How many nodes of these types there are, as far as it was counted in the last `driver_totals_s`."""
        oldest = time.monotonic() - limits.driver_totals_s
        found = {name: self._totals[name] for name in node_types if name in self._totals}
        return {name: total for name, (total, at) in found.items() if at > oldest}

    def put_total(self, node_type: str, total: float) -> None:
        """Remembers how many nodes of a type there are."""
        self._totals[node_type] = total, time.monotonic()
