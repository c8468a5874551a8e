"""Relations and roots that a statement hands to the next one, where a database cannot say all in one.

SQLite writes out what a statement has made before wherever that is read, and what is read there again: of variables
that are made of variables there are soon too many copies, and it refuses. A relation of which there would be too many
is made by a statement of its own before, in the same snapshot, and comes as one parameter; a root of a query that has
no room left comes as its text. In: SQL in the making. Out: SQL that reads parameters. Does not know: what relations
mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import orjson
from sqlalchemy import LargeBinary, Select, func, select
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.nodes import affected_slot
from graphwright.model.values import ValueKind
from graphwright.plan.preparing import Prepared, VerifiedParam, prepare
from graphwright.plan.scope import Environment, Scope
from graphwright.records import dataclass
from graphwright.storage.interface import Explored, Reading
from graphwright.storage.relation_elements import handed_rows

weights: Final = (16, 1)
"""How often others may be written out in a relation for it to be made where it is read: at first, and in need."""


@dataclass(slots=True)
class Handing:
    """What is handed over while one statement is made.

    Attributes:
        weight_max: See `weights`.
        fits: Whether no statement writes out more than its database takes.
    """

    environment: Environment
    weight_max: int
    reads_max: int
    fits: bool = True
    _referred: int = 0

    def relation(self, scope: Scope, statement: Select[Any], weight: int) -> Select[Any] | None:
        """What reads the rows of a relation from a parameter; None: it is made where it is read.

        Args:
            weight: How many are written out for each place that reads it.
        """
        self.fits = self.fits and weight <= self.reads_max
        if weight <= self.weight_max:
            return None
        columns = list(statement.selected_columns)
        found = self._step(scope, statement, _rows)
        rows = handed_rows(scope.parameter(found, ValueKind.STRING), scope.name("u"), [each.type for each in columns])
        return select(*(_read(rows.c[place]).label(each.key) for place, each in enumerate(columns)))

    def text(self, scope: Scope, text: ColumnElement[Any]) -> ColumnElement[Any]:
        """The text of a root, or a parameter with it where the statement has no room for it."""
        added = scope.referred - self._referred
        self.fits = self.fits and added <= self.reads_max
        if scope.referred <= self.reads_max:
            self._referred = scope.referred
            return text
        scope.referred = self._referred
        return scope.parameter(self._step(scope, select(text), _only), ValueKind.STRING)

    def _step(
        self, scope: Scope, statement: Select[Any], give: Callable[[Sequence[tuple[Any, ...]]], Any]
    ) -> VerifiedParam:
        prepared = prepare(self.environment.storage.compile(statement), scope, self.environment.storage)

        def steps(values: Sequence[Any]) -> Explored:
            return Explored(key=prepared, search=partial(_run, prepared, values), part=give)

        # Its own `convert`: parameters with the same one would become one.
        return VerifiedParam(slot=affected_slot, convert=lambda value: value, label="variable", steps=steps)


def handing_for(environment: Environment, weight_max: int = weights[0]) -> Handing | None:
    """What hands over where it is needed; None on a database that makes each relation once."""
    reads_max = environment.storage.capabilities.relation_reads_max
    return None if reads_max is None else Handing(environment, weight_max, reads_max)


def _run(prepared: Prepared, values: Sequence[Any], reading: Reading) -> list[tuple[Any, ...]]:
    rows = reading.rows(prepared.text, prepared.arguments(values))
    if len(rows) > limits.relation_rows_max:
        raise LimitError(
            f"a variable holds more than {limits.relation_rows_max} nodes (relation_rows_max), which are too many to "
            "hand to the next step; narrow it by a filter"
        )
    return rows


def _rows(found: Sequence[tuple[Any, ...]]) -> str:
    return orjson.dumps([[each.hex() if isinstance(each, bytes) else each for each in row] for row in found]).decode()


def _only(found: Sequence[tuple[Any, ...]]) -> Any:
    return found[0][0]


def _read(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.unhex(column, type_=LargeBinary()) if isinstance(column.type, LargeBinary) else column
