"""All mutations of a request in one transaction, and those that are only tried.

They are one job of the writer, whose savepoint is what undoes them. Does not know: threads.
"""

from __future__ import annotations

import orjson

from graphwright.engine.mutating import Mutating, Outcome
from graphwright.engine.writer import Lease, NeedUids
from graphwright.errors import ErrorList, GraphwrightError, SkippedError, StoreError
from graphwright.ir.nodes import TypeName
from graphwright.records import dataclass
from graphwright.storage.interface import Connection


class Undone(Exception):
    """Takes the outcomes of a dry run out of the transaction that is rolled back."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


class Refused(Exception):
    """One of several mutations was refused, so that none is kept."""

    def __init__(self, position: int, error: GraphwrightError) -> None:
        super().__init__()
        self.position = position
        self.error = error


@dataclass(frozen=True, slots=True)
class Together:
    """Mutations that are written together."""

    jobs: tuple[Mutating, ...]
    is_dry_run: bool

    def run(self, connection: Connection, lease: Lease) -> list[Outcome]:
        """Their outcomes, in order.

        Raises:
            Refused: One is refused; nothing stays.
            Undone: It was a dry run; nothing stays.
            OutdatedSchema: The catalog is newer than the plan.
        """
        outcomes = []
        first = lease.next
        for position, job in enumerate(self.jobs):
            try:
                outcomes.append(job.run(connection, lease))
            except NeedUids as need:
                # All of them run again, so the next lease must be enough for all so far.
                raise NeedUids(lease.next - first + need.count) from None
            except StoreError:
                raise
            except GraphwrightError as error:
                raise Refused(position, error) from error
        if self.is_dry_run:
            raise Undone(outcomes)
        return outcomes


Answered = tuple[str, list[GraphwrightError], int | None]
"""Data as JSON text, errors, and the commit_ts of the write."""


def answer_together(
    keys: list[str], names: dict[str, TypeName], outcomes: list[Outcome], *, is_dry_run: bool
) -> Answered:
    """The answer when all ran.

    Args:
        keys: Response keys in order; those of `names` are `__typename`s, the others have an outcome each.
    """
    left = iter(outcomes)
    errors: list[GraphwrightError] = []
    parts = []
    for key in keys:
        if key in names:
            parts.append(name_member(names[key]))
            continue
        outcome = next(left)
        errors += below_root(outcome, key)
        parts.append(member(key, outcome.text))
    # Of an operation that asks for `__typename` alone nothing was written.
    position = outcomes[-1].position if outcomes and not is_dry_run else None
    return "{" + ",".join(parts) + "}", errors, position


def answer_refused(keys: list[str], names: dict[str, TypeName], refused: Refused) -> Answered:
    """The answer when one was refused: null for all, the reason at the one, and a word at the others."""
    mutations = [key for key in keys if key not in names]
    guilty = mutations[refused.position]
    errors = at_root(refused.error, guilty)
    errors += [
        SkippedError(f"{key} was undone because {guilty} failed: they are one transaction", path=(key,))
        for key in mutations[: refused.position]
    ]
    errors += [
        SkippedError(f"{key} was not executed because {guilty} failed: they are one transaction", path=(key,))
        for key in mutations[refused.position + 1 :]
    ]
    parts = [name_member(names[key]) if key in names else member(key, "null") for key in keys]
    return "{" + ",".join(parts) + "}", errors, None


# ---- pieces of every mutation's answer ------------------------------------------------------------


def member(key: str, text: str) -> str:
    """A member of the answer's data."""
    return orjson.dumps(key).decode() + ":" + text


def name_member(name: TypeName) -> str:
    """The member of a `__typename`."""
    return member(name.key, orjson.dumps(name.candidates[0][0]).decode())


def at_root(error: GraphwrightError, key: str) -> list[GraphwrightError]:
    """The error, or all that it lists, at a root field."""
    for inner in error.errors if isinstance(error, ErrorList) else [error]:
        inner.path = (key,)
    return [error]


def below_root(outcome: Outcome, key: str) -> list[GraphwrightError]:
    """The errors of a payload, below its root field."""
    for error in outcome.errors:
        error.path = (key, *(error.path or ()))
    return outcome.errors
