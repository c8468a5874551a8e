"""Which statements ran over their budget in the event loop, and for how many runs they are kept away from it.

One stop may be chance: the process had to wait for a core, a page for the disk. So after the first the statement soon
gets another chance. Each further stop makes the time to the next chance longer, each run in time makes it shorter.
Does not know: how statements run.
"""

from __future__ import annotations

from typing import Final

from graphwright import limits

_runs_at_first: Final = 2
_growth: Final = 4


class SlowStatements:
    """The statements of one process, by their texts."""

    def __init__(self) -> None:
        self._away: dict[str, tuple[int, int]] = {}  # runs left, and runs given

    def knows(self, text: str) -> bool:
        """Whether a statement was stopped, and has not run in time often enough since."""
        return text in self._away

    def is_away(self, text: str) -> bool:
        """Whether this run of a statement is not for the event loop; uses up one of those runs."""
        left, given = self._away.get(text, (0, 0))
        if left:
            self._away[text] = left - 1, given
        return left > 0

    def stopped(self, text: str) -> None:
        """A statement took too long."""
        _, given = self._away.get(text, (0, 0))
        if len(self._away) >= limits.slow_statements_max and not given:
            self._away.clear()
        runs = min(_growth * given or _runs_at_first, limits.slow_statement_runs)
        self._away[text] = runs, runs

    def ran(self, text: str) -> None:
        """A statement was quick enough."""
        _, given = self._away.get(text, (0, 0))
        if given > 1:
            self._away[text] = 0, given // 2
        else:
            self._away.pop(text, None)
