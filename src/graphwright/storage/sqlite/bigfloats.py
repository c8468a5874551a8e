"""Bigfloats in SQLite: functions of a connection that compute with their texts.

Does not know: tables.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, localcontext
from typing import Any, Final

import apsw

from graphwright.errors import InputError
from graphwright.model.bigfloats import digits_max, parse_bigfloat

_exact: Final = Context(
    prec=2 * digits_max, rounding=ROUND_HALF_EVEN, Emax=10**11, Emin=-(10**11), traps=[DivisionByZero, InvalidOperation]
)
"""Intermediate results have more digits than are kept."""
_operations: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
}


def add_bigfloat_functions(raw: apsw.Connection) -> None:
    """Makes them callable."""
    raw.create_scalar_function("gw_big_of", _of, 1, deterministic=True)
    raw.create_scalar_function("gw_big_key", _key, 1, deterministic=True)
    raw.create_scalar_function("gw_big_math", _math, 3, deterministic=True)
    raw.create_aggregate_function("gw_big_sum", lambda: (_Total(), _Total.step, _Total.sum))
    raw.create_aggregate_function("gw_big_avg", lambda: (_Total(), _Total.step, _Total.average))


def _of(*given: Any) -> str | None:
    return None if given[0] is None else _text(Decimal(repr(given[0])))


def _key(*given: Any) -> str | None:
    return None if given[0] is None else parse_bigfloat(given[0]).key


def _math(*given: Any) -> str | None:
    name, left, right = given
    if left is None or right is None:
        return None
    with localcontext(_exact):
        try:
            return _text(_operations[name](Decimal(left), Decimal(right)))
        except DecimalException:
            return None


def _text(number: Decimal) -> str | None:
    try:
        return parse_bigfloat(str(number)).text
    except InputError:
        return None


class _Total:
    """A sum, and how many numbers it is of."""

    def __init__(self) -> None:
        self._sum: Decimal | None = None
        self._count = 0

    def step(self, *given: Any) -> None:
        if given[0] is not None:
            with localcontext(_exact):
                number = Decimal(given[0])
                self._sum = number if self._sum is None else self._sum + number
            self._count += 1

    def sum(self) -> str | None:
        return None if self._sum is None else _text(self._sum)

    def average(self) -> str | None:
        if self._sum is None:
            return None
        with localcontext(_exact):
            return _text(self._sum / self._count)
