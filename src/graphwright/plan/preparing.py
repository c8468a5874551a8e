"""Compiled statements, tied to the values of requests.

In: compiled text and the scope that it was made in. Out: `Prepared`, which makes a statement's arguments out of a
request's values. Does not know: what a statement means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphwright.ir.nodes import Param, affected_slot
from graphwright.plan.scope import Scope
from graphwright.records import dataclass
from graphwright.storage.interface import CompiledSql, Explored, SqlValue, Storage, Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Compiled text and where its placeholders' values come from.

    Attributes:
        takes: Slot and conversion of each value.
        verified: Which of these values are found in steps (`storage/verifying.py`), and what makes the steps.
        is_slow: It is not to be waited for in an event loop.
        repeats: For each placeholder which of these values it gets; None: one each, in order.
    """

    text: str
    takes: tuple[tuple[int, Callable[[Any], SqlValue]], ...]
    verified: tuple[tuple[int, Callable[[Sequence[Any]], Verified | Explored]], ...] = ()
    repeats: tuple[int, ...] | None = None
    is_slow: bool = False

    def arguments(self, values: Sequence[Any]) -> list[SqlValue]:
        """The statement's arguments out of a request's values.

        Raises:
            InputError: A value does not fit its use, such as a malformed id.
        """
        made = [convert(values[slot]) for slot, convert in self.takes]
        if self.verified:
            for position, steps in self.verified:
                made[position] = steps(values)
        return made if self.repeats is None else [made[position] for position in self.repeats]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedParam(Param):
    """A value that is found in steps, with the help of Python.

    Attributes:
        steps: Makes the steps out of a request's values.
    """

    steps: Callable[[Sequence[Any]], Verified | Explored]


def prepare(compiled: CompiledSql, scope: Scope, storage: Storage) -> Prepared:
    """Ties the compiled text's placeholders to the request's values."""
    names = list(dict.fromkeys(compiled.names))
    takes: list[tuple[int, Callable[[Any], SqlValue]]] = []
    verified: list[tuple[int, Callable[[Sequence[Any]], Verified | Explored]]] = []
    for name in names:
        param = scope.parameters.get(name)
        if param is None:
            takes.append((affected_slot, _constant(compiled.constants.get(name))))
        elif isinstance(param, VerifiedParam):
            verified.append((len(takes), param.steps))
            takes.append((affected_slot, _constant(None)))
        elif name in scope.lists:
            takes.append((param.slot, _listed(param.convert, storage)))
        else:
            takes.append((param.slot, param.convert))
    # A value that stands in several places is converted once: for a text of search terms that is most of the work.
    repeats = None if len(names) == len(compiled.names) else tuple(names.index(name) for name in compiled.names)
    return Prepared(
        text=compiled.text,
        takes=tuple(takes),
        verified=tuple(verified),
        repeats=repeats,
        is_slow=scope.is_slow,
    )


def _constant(value: SqlValue) -> Callable[[Any], SqlValue]:
    return lambda _: value


def _listed(convert: Callable[[Any], Any], storage: Storage) -> Callable[[Any], SqlValue]:
    return lambda value: storage.list_argument(convert(value))
