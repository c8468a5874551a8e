"""Which reads had to check instead of drive, remembered for a while: the same values mostly come again.

Whether a filter drives or is a check changes how long a statement takes, never what it answers, so that
what is remembered may be out of date. Does not know: statements, how they run.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from graphwright import limits
from graphwright.plan.sizes import Sizes
from graphwright.plan.ways import Way
from graphwright.storage.interface import SqlValue
from graphwright.storage.verifying import needs_steps

Ways = tuple[Way, ...]
"""For each selection of a plan with several ways the one to go."""
_Asked = tuple[Any, ...]
"""A statement's text and its arguments."""


class DriverChoices:
    """The choices of those reads for which not everything drives."""

    def __init__(self) -> None:
        self._choices: dict[_Asked, tuple[Ways, float]] = {}
        self.sizes = Sizes(lambda: limits.driver_totals_s)
        """How many nodes of each type there are."""

    def get(self, text: str, arguments: Sequence[SqlValue]) -> Ways | None:
        """The choice for these values, unless it is older than `driver_choice_s`."""
        found = self._choices.get(_asked(text, arguments))
        return found[0] if found is not None and time.monotonic() < found[1] else None

    def put(self, text: str, arguments: Sequence[SqlValue], ways: Ways) -> None:
        """Remembers a choice, if its values are not too long to keep, and are values: steps are new each time."""
        if needs_steps(arguments) or any(_length(each) > limits.driver_choice_text_max for each in arguments):
            return
        if len(self._choices) >= limits.driver_choices_max:
            self._choices.clear()
        self._choices[_asked(text, arguments)] = ways, time.monotonic() + limits.driver_choice_s


def _asked(text: str, arguments: Sequence[SqlValue]) -> _Asked:
    return text, *[tuple(each) if type(each) is list else each for each in arguments]


def _length(value: SqlValue) -> int:
    """Characters, bytes, or those of all elements of a list."""
    if isinstance(value, list):
        return sum(1 + _length(each) for each in value)
    return len(value) if isinstance(value, str | bytes) else 0
