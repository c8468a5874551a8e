"""A planned question: which of some nodes fail a rule.

In: values and uids. Out: the uids that fail. Does not know: rules, how they are planned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphwright.plan.reading import Prepared
from graphwright.storage.writing.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """Finds those of some nodes that are of a type and fail its rule.

    Attributes:
        extras: Compute the statement's values behind the given ones.
    """

    prepared: Prepared
    extras: tuple[Callable[[list[Any]], Any], ...]

    def failing(self, session: Session, given: list[Any], uids: list[int]) -> set[int]:
        """The nodes that fail, with the values that the rule's plan begins with."""
        values = list(given)
        for compute in self.extras:
            values.append(compute(values))
        # The last slot is the uids': `affected_slot` is -1.
        rows = session.connection.rows(self.prepared.text, self.prepared.arguments([*values, uids]))
        return {uid for (uid,) in rows}
