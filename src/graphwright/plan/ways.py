"""The ways of a page of ordered rows under a condition that an index could drive, and which one costs least.

In: how many nodes the condition's index finds, how many there are of the type, how many rows are wanted. Out: `Way`.
The costs are those of SQLite on a million nodes, measured. A database that chooses its plans by statistics knows little
of how many nodes refer to a certain one, so it is told too; there a row costs much the same either way.
Does not know: conditions, what else a statement does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from enum import IntEnum
from typing import Any, Final, Literal

from sqlalchemy import Integer, Select, case, literal_column, select
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.ir.nodes import Page
from graphwright.plan.scope import Scope
from graphwright.records import dataclass

_found_us: Final = 0.1
"""Microseconds for a node that an index finds, put into a list."""
_sorted_us: Final = 1.1
"""The same, with the value to order by, which stands in a table."""
_passed_us: Final = 0.05
"""For a row of the order's index that is looked up in a list."""
_checked_us: Final = 1.2
"""For a row of the order's index that is checked, which the table is needed for."""
_walked_us: Final = 0.1
"""For a row that is checked in the order of the table itself."""


class Way(IntEnum):
    """How the rows of a selection are found; as a truth value: whether the condition drives."""

    CHECK = 0  # in their order, each checked
    DRIVE = 1  # by the condition's index, then put into their order
    SIFT = 2  # in their order, each looked up among what the condition's index finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What there is to choose about a selection.

    Attributes:
        node_type: The nodes among which the condition chooses.
        order: By what the rows are ordered: values that have an index, values that have none, or as in the table.
        can_sift: A row of the order's index is looked up in a list without a look at its table.
    """

    node_type: str
    page: Page
    order: Literal["index", "values", "table"]
    can_sift: bool = True

    def rows_wanted(self, values: Sequence[Any]) -> int:
        """How many rows must be found for the page."""
        asked = (self.page.first, self.page.offset)
        return sum(int(each.convert(values[each.slot]) or 0) for each in asked if each is not None)

    def cheapest(self, found: int, total: float, wanted: int) -> Way:
        """The way that costs least.

        Args:
            found: What the condition's index finds; no more are counted than one over `driver_sift_rows_max`.
            total: All nodes of the type.
        """
        if self.order == "values":
            return Way.DRIVE
        if found > limits.driver_sift_rows_max:
            return Way.CHECK
        walked = min(total, wanted * total / max(found, 1))
        if not self.can_sift:
            return Way.DRIVE if found <= walked else Way.CHECK
        if self.order == "table":
            return Way.DRIVE if found * _found_us <= walked * _walked_us else Way.CHECK
        costs = {
            Way.DRIVE: found * _sorted_us,
            Way.SIFT: found * _found_us + walked * _passed_us,
            Way.CHECK: walked * _checked_us,
        }
        return min(costs, key=costs.__getitem__)


@dataclass(slots=True)
class Choices:
    """Which of the selections that can go several ways shall go which, in the order they are met.

    Attributes:
        ways: The way of each. None: the statement itself counts what would drive, up to a bound, beyond
            which it reads nothing more and its answer is worth nothing.
        rows_max: That bound.
        counts: What it counts: one number per such selection, filled while lowering; `met`: what these are.
    """

    ways: Sequence[int] | None = None
    rows_max: int = field(default_factory=lambda: limits.driver_probe_rows_max)
    counts: list[ColumnElement[int]] = field(default_factory=list)
    met: list[Choice] = field(default_factory=list)

    def next(self, scope: Scope, choice: Choice, probe: Select[Any], driver: Select[Any]) -> tuple[Way, Select[Any]]:
        """The way, and what drives as it is to be used."""
        self.met.append(choice)
        if self.ways is not None:
            return Way(self.ways[len(self.met) - 1]), driver
        found = probe.cte(scope.name("probe")).prefix_with("MATERIALIZED")
        count = select(found.c[0]).scalar_subquery()
        self.counts.append(count)
        # As a LIMIT it is looked at once; as a condition, for each row that the driver finds.
        bound = literal_column(str(self.rows_max), Integer())
        return Way.DRIVE, driver.limit(case((count > bound, literal_column("0", Integer())), else_=bound))
