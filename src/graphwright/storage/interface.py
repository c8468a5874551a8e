"""The storage border: what the rooms above may ask of a database, and nothing else.

`Storage` opens connections and compiles expressions; `Connection` runs compiled text. What databases
differ in is a flag of `Capabilities`, never a name. Does not know: which database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.sql import ClauseElement

alter_busy = "errIndexingInProgress. Please retry: another schema change is under way and its indexes are being built"
"""What a second schema change hears; clients of the reference look for the first words."""

SqlValue = int | float | str | bytes | bool | list[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a database can do.

    Attributes:
        runs_in_event_loop: Reads are so short that a hop to a thread would cost more.
        calls_python: SQL may call functions of ours (regular expressions, fuzzy match, …).
        chooses_plans: Has statistics good enough that we need not choose check or driver for it.
        lists_as_json: A list parameter is a JSON text, not an array.
    """

    runs_in_event_loop: bool
    calls_python: bool
    chooses_plans: bool
    lists_as_json: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledSql:
    """SQL text and where its parameters come from.

    Attributes:
        text: With the driver's placeholders.
        names: Parameter names in the order of the placeholders.
        constants: Values of those names that the compiler put there itself.
    """

    text: str
    names: tuple[str, ...]
    constants: Mapping[str, SqlValue]

    def arguments(self, values: Mapping[str, SqlValue]) -> tuple[SqlValue, ...]:
        """The values in the order of the placeholders."""
        constants = self.constants
        return tuple(values[name] if name in values else constants[name] for name in self.names)


class OverBudget(Exception):
    """A read that took longer than its budget and was stopped; it may run again elsewhere."""


class UniqueViolation(Exception):
    """A row that breaks a UNIQUE constraint: a key that exists already."""


class OutdatedSchema(Exception):
    """A statement that names a table or column that is not there: the plan is old."""


class Connection(Protocol):
    """One database connection, used by one thread at a time."""

    def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """Runs a statement and gives all its rows."""

    def execute_many(self, text: str, rows: Iterable[Sequence[SqlValue]]) -> None:
        """Runs a statement once for each row of arguments."""

    def read_transaction(self) -> AbstractContextManager[None]:
        """One snapshot for several statements."""

    def savepoint(self) -> AbstractContextManager[None]:
        """Undone alone when its body raises."""

    def close(self) -> None: ...


class ReadConnection(Connection, Protocol):
    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """As `rows`, but raises OverBudget when it takes longer."""


class Storage(Protocol):
    """A store that can be opened as often as needed."""

    capabilities: Capabilities

    def compile(self, statement: ClauseElement) -> CompiledSql: ...

    def list_argument(self, values: Sequence[Any]) -> SqlValue:
        """A list as one parameter, in the form that `elements.Unnest` reads."""

    def open_reader(self) -> ReadConnection: ...

    def open_writer(self) -> Connection: ...

    def write_transaction(self, connection: Connection) -> AbstractContextManager[None]:
        """Waits for the other writers, begins, and commits unless the body raises."""

    def alter_lock(self) -> AbstractContextManager[None]:
        """One schema change at a time over all processes; raises StoreBusyError when one is under way."""

    def keep_copy(self, name: str) -> str | None:
        """Copies the store beside itself before its form changes.

        Returns:
            Where the copy is; None where the database has backups of its own and is changed in transactions.
        """

    def describe(self) -> str:
        """The store's address without secrets."""

    def close(self) -> None: ...
