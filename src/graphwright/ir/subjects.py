"""What a condition asks of the node that it is about, if it stands in an `Exists`.

In: conditions. Out: their parts, and whether these need a subject. Does not know: SQL.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.ir.existence import CompareSubject, IsSubject, RefersTo
from graphwright.ir.nodes import And, Condition, Not, Or, Related, RelatedCount


def speaks_of_subject(condition: Condition | None) -> bool:
    """Whether a condition cannot be lowered without a subject."""
    return any(_needs_subject(part) for part in every_part(condition))


def refers_to_subject(condition: Condition) -> RefersTo | None:
    """The first part, of those that all must hold, by which a node refers to the subject."""
    return next((part for part in conjuncts_of(condition) if isinstance(part, RefersTo) and part.uid is None), None)


def conjuncts_of(condition: Condition) -> tuple[Condition, ...]:
    """The parts that all must hold."""
    return condition.parts if isinstance(condition, And) else (condition,)


def every_part(condition: Condition | None) -> Iterator[Condition]:
    """A condition and all that it is made of, but what another `Exists` has of its own."""
    if condition is None:
        return
    yield condition
    match condition:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from every_part(part)
        case Not(part=part):
            yield from every_part(part)
        case Related(condition=inner) | RelatedCount(condition=inner):
            yield from every_part(inner)
        case _:
            return


def _needs_subject(condition: Condition) -> bool:
    match condition:
        case CompareSubject() | IsSubject() | RefersTo(uid=None):
            return True
        case _:
            return False
