"""Plans of several steps, for what one statement cannot say.

A step hands the next one a relation: uids, or uid → value, as one array parameter (temporary tables
are not used for that: a read replica has none). What a database cannot evaluate is verified in Python
between two statements, before order and page; what another server knows is asked for at the end and
merged into the text by `shape/`. Does not know: who runs the steps, which database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from graphwright.plan.reading import Prepared
from graphwright.records import dataclass

Relation = list[tuple[int, Any]]
"""(uid, value) rows; the value is None in a relation of uids alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sql:
    """A statement.

    Attributes:
        result: Name of the relation that its rows (uid, value) become; None for the answer's text.
        takes: Relations that it reads, each as the list parameter in a slot behind the request's values.
    """

    statement: Prepared
    result: str | None
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify:
    """Keeps the rows of a relation whose value passes a test that SQL cannot do."""

    relation: str
    test: Callable[[Any], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Asks another server for values of the nodes of a relation; `shape/merging.py` puts them in place."""

    relation: str
    placeholder: str
    call: Callable[[Relation], dict[int, str]]


Step = Sql | Verify | Remote


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlan:
    """Steps in the order in which they run; the last `Sql` without a result gives the text."""

    steps: tuple[Step, ...]


def check_plan(plan: StepPlan) -> None:
    """Asserts that every relation is made before it is used, and that one step gives the text."""
    made: set[str] = set()
    texts = 0
    for step in plan.steps:
        match step:
            case Sql(result=result, takes=takes):
                assert set(takes) <= made, f"{set(takes) - made} are read before they are made"
                texts += result is None
                made |= {result} if result is not None else set()
            case Verify(relation=relation) | Remote(relation=relation):
                assert relation in made, f"{relation} is used before it is made"
            case _:
                assert_never(step)
    assert texts == 1, f"a plan gives one text, not {texts}"
