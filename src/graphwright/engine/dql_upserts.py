"""The query of an upsert: run where its mutations are written, it gives its answer and what its variables hold.

In: its text, the variables that mutations use. Out: the answer and `VariableRows`. Does not know: what is written.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar, cast

import orjson

from graphwright import limits
from graphwright.bind.dql.mutations.reading import UsedVariables
from graphwright.bind.dql.mutations.variables import Held, VariableRows
from graphwright.engine.compile import Compiler
from graphwright.engine.dql import Asked, VariableAnswer, plan_ahead, read_variables_of
from graphwright.engine.driving import drive
from graphwright.engine.execution import Compute, Engine, Read
from graphwright.errors import GraphwrightError, LimitError, ValidationError
from graphwright.lang.quads import Literal
from graphwright.model.caller import Caller
from graphwright.model.dql_requests import DqlRequest
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.interface import Connection, OverBudget, ReadConnection

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpsertQuery:
    """A query that is to be run on the connection that writes."""

    engine: Engine
    compiler: Compiler
    text: str
    variables: Mapping[str, str]
    used: UsedVariables
    caller: Caller
    timeout_s: float | None

    @classmethod
    def of(
        cls, engine: Engine, compiler: Compiler, request: DqlRequest, used: UsedVariables, caller: Caller
    ) -> UpsertQuery | None:
        """The query of a request; None if there is none.

        Raises:
            ValidationError: Mutations use variables, and there is nothing that could define them.
        """
        if not request.query.strip():
            for name in used.names:
                raise ValidationError(
                    f"the variable {name[:60]} is used but not defined: the request has no query; "
                    "write query { … } beside the mutation, in an upsert"
                )
            return None
        # What is wrong with it is told by the catalog that is in force when it runs.
        with suppress(GraphwrightError):
            plan_ahead(compiler, request.query, request.variables, used.names, caller)
        return cls(
            engine=engine,
            compiler=compiler,
            text=request.query,
            variables=request.variables,
            used=used,
            caller=caller,
            timeout_s=request.timeout_s,
        )

    def run(self, connection: Connection) -> tuple[bytes, Held]:
        """The answer, and what the variables hold.

        Raises:
            GraphwrightError: The query cannot run.
            OutdatedSchema: The catalog is newer than the one given.
        """
        work = read_variables_of(self.engine, self.compiler, self.text, self.variables, self.used.names, self.caller)
        data, answers = run_on(connection, work, self.timeout_s)
        held = {name: _rows_of(name, answer) for name, answer in answers.items()}
        for name in self.used.values:
            if answers[name].kind is None and held[name].uids:
                raise ValidationError(
                    f"val({name[:60]}): {name[:60]} holds nodes and no values; write uid({name[:60]})"
                )
        return data.encode(), held


def _rows_of(name: str, answer: VariableAnswer) -> VariableRows:
    rows = answer.rows
    if len(rows) > limits.relation_rows_max:
        raise LimitError(
            f"the variable {name[:60]} holds {len(rows)} nodes, over the limit of {limits.relation_rows_max} "
            "(relation_rows_max); narrow the query"
        )
    if answer.kind is None:
        return VariableRows(uids=[row[0] for row in rows])
    values = {row[0]: _literal(answer.kind, row[1]) for row in rows if row[1] is not None}
    if answer.is_total:
        return VariableRows(total=next(iter(values.values()), None), is_total=True)
    return VariableRows(uids=list(values), values=values)


def _literal(kind: ValueKind, given: str | float) -> Literal:
    """A value, given as JSON text or as the number that it is, as it would stand in a quad."""
    text = str(given)
    return Literal(text=orjson.loads(text) if kind in _texts else text, datatype=_datatypes[kind])


_datatypes: Final[Mapping[ValueKind, str]] = {
    ValueKind.INT: "int",
    ValueKind.FLOAT: "float",
    ValueKind.BIGFLOAT: "decimal",
    ValueKind.BOOL: "boolean",
    ValueKind.DATETIME: "dateTime",
    ValueKind.STRING: "string",
    ValueKind.DEFAULT: "",
    ValueKind.PASSWORD: "",
    ValueKind.GEO: "geojson",
    ValueKind.VECTOR: "float32vector",
}
_texts: Final = frozenset({ValueKind.STRING, ValueKind.DEFAULT, ValueKind.PASSWORD, ValueKind.DATETIME})
"""Kinds that JSON has as strings."""


def run_on(connection: Connection, work: Generator[Asked, Any, Result], timeout_s: float | None = None) -> Result:
    """Runs what only reads to its end on one connection, in its transaction.

    Raises:
        LimitError: A statement takes longer than any read may, or than the request allows.
    """
    budget_ms = limits.read_ms_max if timeout_s is None else min(limits.read_ms_max, timeout_s * 1000)

    def perform(asked: Asked) -> Any:
        match asked:
            case Read(text=text, arguments=arguments):
                return cast("ReadConnection", connection).rows_within(budget_ms, text, arguments)
            case Compute(function=function):
                return function()
            case _:
                raise AssertionError("a query writes nothing")

    try:
        return drive(work, perform)
    except OverBudget:
        raise LimitError(
            f"the query of the upsert read for longer than {budget_ms:.0f} ms (read_ms_max, or the request's timeout); "
            "nothing was written; ask for less, or add an index"
        ) from None
