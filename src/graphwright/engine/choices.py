"""Which reads had to check instead of drive, remembered for a while: the same values mostly come again.

Whether a filter drives or is a check changes how long a statement takes, never what it answers, so that
what is remembered may be out of date. Does not know: statements, how they run.
"""

from __future__ import annotations

import time

from graphwright import limits
from graphwright.storage.interface import SqlValue

Drives = tuple[bool, ...]
"""For each selection of a plan with two ways whether its filter drives."""
Asked = tuple[SqlValue, ...]
"""A statement's text and its arguments."""


class DriverChoices:
    """The choices of those reads for which not everything drives."""

    def __init__(self) -> None:
        self._choices: dict[Asked, tuple[Drives, float]] = {}

    def get(self, asked: Asked) -> Drives | None:
        """The choice for these values, unless it is older than `driver_choice_s`."""
        found = self._choices.get(asked)
        return found[0] if found is not None and time.monotonic() < found[1] else None

    def put(self, asked: Asked, drives: Drives) -> None:
        """Remembers a choice, if its values are not too long to keep."""
        if any(isinstance(value, str) and len(value) > limits.driver_choice_text_max for value in asked[1:]):
            return
        if len(self._choices) >= limits.driver_choices_max:
            self._choices.clear()
        self._choices[asked] = drives, time.monotonic() + limits.driver_choice_s
