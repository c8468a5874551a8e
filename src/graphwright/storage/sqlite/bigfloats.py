"""Bigfloats in SQLite: functions of a connection that compute with their texts.

Does not know: tables.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    localcontext,
)
from typing import Any, Final

import apsw

from graphwright import limits
from graphwright.errors import InputError
from graphwright.model.bigfloats import digits_max, parse_bigfloat, sure_digits, working_digits


def _context(digits: int) -> Context:
    traps = [DivisionByZero, InvalidOperation]
    return Context(prec=digits, rounding=ROUND_HALF_EVEN, Emax=10**11, Emin=-(10**11), traps=traps)


_exact: Final = _context(working_digits)
"""Intermediate results have more digits than are kept."""
_worked: Final = _context(sure_digits + digits_max // 2)
"""Where roots and logarithms of what is nearest to 1 differ from those of its neighbours."""
_sure: Final = _context(sure_digits)
"""For powers, which are rounded twice: so the other database finds exact ones (`storage/postgres/bigfloats.py`)."""
_total: Final = _context(2 * (limits.bigfloat_total_exponent_max + digits_max))
"""Where sums lose nothing."""


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    return base**exponent if base or exponent else Decimal(1)


_operations: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
    "pow": _power,
    "logbase": lambda number, base: number.ln() / base.ln(),
}
_functions: Final[Mapping[str, Callable[[Decimal], Decimal]]] = {
    "floor": lambda number: number.to_integral_value(ROUND_FLOOR),
    "ceil": lambda number: number.to_integral_value(ROUND_CEILING),
    "sqrt": Decimal.sqrt,
    "ln": Decimal.ln,
    "exp": Decimal.exp,
}
_contexts: Final = {"pow": _sure, "exp": _sure, "sqrt": _worked, "ln": _worked, "logbase": _worked}


def add_bigfloat_functions(raw: apsw.Connection) -> None:
    """Makes them callable."""
    raw.create_scalar_function("gw_big_of", _of, 1, deterministic=True)
    raw.create_scalar_function("gw_big_key", _key, 1, deterministic=True)
    raw.create_scalar_function("gw_big_math", _math, 3, deterministic=True)
    raw.create_scalar_function("gw_big_function", _function, 2, deterministic=True)
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
    with localcontext(_contexts.get(name, _exact)):
        try:
            return _text(_operations[name](Decimal(left), Decimal(right)))
        except DecimalException:
            return None


def _function(*given: Any) -> str | None:
    name, operand = given
    if operand is None:
        return None
    with localcontext(_contexts.get(name, _exact)):
        try:
            return _text(_functions[name](Decimal(operand)))
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
        self._sum = Decimal(0)
        self._count = 0
        self._is_near = True

    def step(self, *given: Any) -> None:
        if given[0] is not None:
            number = Decimal(given[0])
            self._is_near = self._is_near and abs(number.adjusted()) <= limits.bigfloat_total_exponent_max
            self._count += 1
            if self._is_near:
                self._sum = _total.add(self._sum, number)

    def sum(self) -> str | None:
        return _text(self._sum) if self._count and self._is_near else None

    def average(self) -> str | None:
        return _text(_exact.divide(self._sum, Decimal(self._count))) if self._count and self._is_near else None
