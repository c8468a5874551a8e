"""Compares a password with a stored hash, before the query that depends on it.

In: a check and a request's values. Out: the hash in the slot of the values where the query looks for it, if the
password fits. Does not know: queries, threads.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from graphwright.errors import InputError
from graphwright.model.passwords import fits_password

if TYPE_CHECKING:
    from graphwright.engine.execution import Compute, Read
    from graphwright.plan.passwords import PreparedCheck

_nobodys: Final = "$2a$10$ZZZZZZZZZZZZZZZZZZZZZuZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"
"""What is compared where there is no such node: an answer that comes at once would tell so."""


def check_password(check: PreparedCheck, values: list[Any]) -> Generator[Read | Compute, Any, None]:
    """Fills the slot of a check."""
    from graphwright.engine.execution import Compute, Read  # noqa: PLC0415 -- it imports this module

    try:
        arguments = check.statement.arguments(values)
    except InputError:
        return  # the query has the same argument, and says what is wrong with it
    rows = yield Read(check.statement.text, arguments)
    stored = str(rows[0][0]) if rows else _nobodys
    if (yield Compute(partial(fits_password, check.given(values), stored))) and rows:
        values[check.slot] = stored
