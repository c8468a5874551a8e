"""Reads the hash that a password is compared with, before the query that depends on it runs.

In: a check of the IR. Out: a statement of one row and column, or no row. Does not know: bcrypt.
"""

from __future__ import annotations

from typing import Any

from graphwright.ir.nodes import Param, PasswordCheck
from graphwright.model.catalog import ColumnHome
from graphwright.plan.reading import Prepared, prepare
from graphwright.plan.rows import lower_value
from graphwright.plan.scope import Environment
from graphwright.plan.verifying import with_steps
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCheck:
    """A check and the statement that reads its hash.

    Attributes:
        slot: Where the query finds the hash if the password fits it.
    """

    statement: Prepared
    password: Param
    slot: int

    def given(self, values: list[Any]) -> str:
        """The password that a request gives."""
        return str(self.password.convert(values[self.password.slot]))


def plan_check(check: PasswordCheck, environment: Environment) -> PreparedCheck:
    """Compiles the statement of a check."""
    scope, storage = environment.scope(), environment.storage
    predicate = scope.predicate(check.predicate)
    assert isinstance(predicate.home, ColumnHome), f"{predicate.name} holds one password"
    statement = lower_value(scope, with_steps(check.select, environment), predicate.home)
    return PreparedCheck(
        statement=prepare(storage.compile(statement), scope, storage), password=check.password, slot=check.slot
    )
