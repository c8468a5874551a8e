"""Runs a plan of several steps, as a generator that asks for its reads (see `execution.py`).

Does not know: what the relations mean.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, assert_never

from graphwright import limits
from graphwright.engine.execution import Read
from graphwright.errors import LimitError
from graphwright.plan.steps import Relation, Remote, Sql, StepPlan, Verify, check_plan
from graphwright.shape.merging import merge_remote


def run_steps(plan: StepPlan, values: Sequence[Any]) -> Generator[Read, Any, tuple[int, str]]:
    """The catalog version that the text was read at, and the text, remote values in place.

    Raises:
        LimitError: A relation between two steps is too large.
    """
    check_plan(plan)
    relations: dict[str, Relation] = {}
    remote: dict[str, dict[int, str]] = {}
    answer: tuple[int, str] = (0, "null")
    for step in plan.steps:
        match step:
            case Sql(statement=statement, result=result, takes=takes):
                given = [*values, *([uid for uid, _ in relations[name]] for name in takes)]
                rows = yield Read(statement.text, statement.arguments(given))
                if result is None:
                    answer = rows[0]
                else:
                    relations[result] = _bounded(result, [(row[0], row[1] if len(row) > 1 else None) for row in rows])
            case Verify(relation=name, test=test):
                relations[name] = [row for row in relations[name] if test(row[1])]
            case Remote(relation=name, placeholder=placeholder, call=call):
                remote[placeholder] = call(relations[name])
            case _:
                assert_never(step)
    version, text = answer
    return version, merge_remote(text, remote)


def _bounded(name: str, relation: Relation) -> Relation:
    if len(relation) > limits.relation_rows_max:
        raise LimitError(
            f"the step {name} found {len(relation)} nodes, over the limit of {limits.relation_rows_max} "
            "(relation_rows_max); narrow the filter"
        )
    return relation
