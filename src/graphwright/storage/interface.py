"""The storage border: what the rooms above may ask of a database, and nothing else.

`Storage` opens connections and compiles expressions; `Connection` runs compiled text. What databases
differ in is a flag of `Capabilities`, never a name. Does not know: which database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Index
from sqlalchemy.sql import ClauseElement

from graphwright import limits
from graphwright.records import dataclass
from graphwright.storage.vector_indexes import VectorIndexes

Result = TypeVar("Result")

alter_busy = "errIndexingInProgress. Please retry: another schema change is under way and its indexes are being built"
"""What a second schema change hears; clients of the reference look for the first words."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verified:
    """An argument that has to be found first, by SQL and Python together (`verifying.py`).

    Attributes:
        text: Gives the candidates, as rows (uid, value). `arguments`: its own.
        keep: From the candidates and `before`'s value to the argument.
        before: A statement and its arguments, whose one value is read first; None: there is none.
    """

    text: str
    arguments: Sequence[Any]
    keep: Callable[[Iterator[tuple[Any, ...]], Any], Any]
    before: tuple[str, Sequence[Any]] | None = None


class Reading(Protocol):
    """Reads of one snapshot, one after the other, within one budget."""

    def rows(self, text: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Runs a statement; its arguments may have to be found themselves."""

    def plain(self, arguments: Sequence[Any]) -> list[Any]:
        """Arguments with what has to be found first, for several statements."""

    def result(self, asked: Explored) -> Any:
        """What the search of an argument gives."""

    def check(self) -> None:
        """Raises OverBudget when the budget is used up."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explored:
    """An argument that has to be found first by reading again and again, as a walk along edges does.

    Attributes:
        key: Arguments with the same key come out of one search; it identifies the plan of that search.
        search: Reads, and gives what `part` takes the argument out of.
    """

    key: object
    search: Callable[[Reading], Any]
    part: Callable[[Any], SqlValue]


SqlValue = int | float | str | bytes | bool | list[Any] | Verified | Explored | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a database can do.

    Attributes:
        runs_in_event_loop: Reads are so short that a hop to a thread would cost more.
        calls_python: SQL may call functions of ours (regular expressions, fuzzy match, …).
        chooses_plans: Has statistics good enough that we need not choose check or driver for it.
        lists_as_json: A list parameter is a JSON text, not an array.
        unions_in_turn: The parts of a UNION ALL run one after the other, as far as its LIMIT needs them.
        orders_recursion: A recursive query goes on with its rows in the order that is asked for, and gives them in it.
        builds_indexes_online: `build_index` holds up neither readers nor writers.
        changes_lock_readers: A transaction that changes a table lets nobody read it until its end.
        copies_rows: `copy_rows` is by far the fastest way for many rows.
        selects_after_limit: What is selected of a sorted page is worked out for its rows alone (and for those that its
            offset passes over).
        snapshots_have_schema: A snapshot has the tables of its moment; otherwise all that there are now.
        relation_reads_max: How often a statement may read what it has made before, if that is written out wherever it
            is read, and what is read there again; None: it is made once, and read as often as one likes.
    """

    runs_in_event_loop: bool
    calls_python: bool
    chooses_plans: bool
    lists_as_json: bool
    unions_in_turn: bool
    orders_recursion: bool
    builds_indexes_online: bool = False
    changes_lock_readers: bool = False
    copies_rows: bool = False
    selects_after_limit: bool = False
    snapshots_have_schema: bool = False
    relation_reads_max: int | None = None


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

    def ask(self, text: str, arguments: Sequence[SqlValue] = ()) -> Callable[[], list[tuple[Any, ...]]]:
        """As `rows`, for what is needed a little later: a server may be asked together with what comes next.

        The rows are those of this moment; what is wrong is raised when they are called for, or before.
        """

    def execute_many(
        self,
        text: str,
        rows: Iterable[Sequence[SqlValue]],
        *,
        together: str | None = None,
        refused: Callable[[], Exception] | None = None,
    ) -> None:
        """Runs a statement once for each row of arguments; no two of them may be of one key, if it overwrites.

        Args:
            together: Its form for all rows at once, from `Storage.compile_together`.
            refused: Makes the error of a UniqueViolation, which may be raised only when the next rows are called for,
                or at the savepoint's end. What was written since the savepoint is undone when it is called.
        """

    def settle(self) -> None:
        """Raises now what writes of this savepoint may still have to say."""

    def stream(self, text: str, arguments: Sequence[SqlValue] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows as they come, for more than has room; in a transaction, with nothing else meanwhile."""

    def copy_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
        """Adds rows to a table, where `copies_rows`; UniqueViolation if one is there."""

    def read_transaction(self) -> AbstractContextManager[None]:
        """One snapshot for several statements."""

    def savepoint(self) -> AbstractContextManager[None]:
        """Undone alone when its body raises."""

    def close(self) -> None: ...


class ReadConnection(Connection, Protocol):
    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """As `rows`, but raises OverBudget when it takes longer."""


class Snapshot(Protocol):
    """The store as it was at one moment, for as long as it is kept open. Locks nobody out; used by any thread in turn.

    Attributes:
        position: `commit_ts` at that moment.
        version: The catalog's.
    """

    position: int
    version: int

    @property
    def is_busy(self) -> bool:
        """Whether somebody is just using it."""

    @property
    def is_alive(self) -> bool:
        """Whether the database still has it."""

    def run(self, body: Callable[[ReadConnection], Result]) -> Result:
        """Reads what was there."""

    def open_draft(self) -> Draft: ...

    def close(self) -> None: ...


class Draft(Protocol):
    """What a snapshot would become by writes that nobody else sees and that are never committed."""

    @property
    def is_busy(self) -> bool:
        """Whether somebody is just using it."""

    def has_done(self, count: int) -> bool:
        """Whether it is past so many writes, so that a read is all that is left to do."""

    def run(self, writes: Sequence[Callable[[Connection], None]], body: Callable[[ReadConnection], Result]) -> Result:
        """Reads what is there after writes.

        Args:
            writes: All of this draft so far, in order; each call goes on with those of the call before.

        Raises:
            DraftImpossible: The database cannot show them.
        """

    def close(self) -> None: ...


class DraftImpossible(Exception):
    """Others have changed what a draft builds on, or it is too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOptions:
    """How a store is used; what a database has no use for is refused by it.

    Attributes:
        read_store: The address of a replica that reads are asked of.
        read_connections: Connections at most on which each process reads; of each server.
        statement_ms_max: Milliseconds that one statement of a read may take.
    """

    read_store: str | None = None
    read_connections: int = 8
    statement_ms_max: int = limits.read_ms_max


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What a read must see at least.

    Attributes:
        position: The `commit_ts` of a write that the asker knows of.
        version: The catalog that the statement was made for.
        is_newest: Everything: no replica will do.
    """

    position: int = 0
    version: int = 0
    is_newest: bool = False


class EventLoopReads(Protocol):
    """Reads that are waited for in an event loop, without a thread."""

    has_replica: bool

    async def rows(self, text: str, arguments: Sequence[SqlValue], freshness: Freshness) -> list[tuple[Any, ...]]:
        """Runs a statement that reads and gives all its rows; raises OverBudget after `statement_ms_max`."""

    def close(self) -> None: ...


class Storage(Protocol):
    """A store that can be opened as often as needed."""

    capabilities: Capabilities
    options: StoreOptions

    @property
    def vector_indexes(self) -> VectorIndexes | None:
        """None where the database finds no vectors by an index."""

    def open_event_loop_reads(self) -> EventLoopReads | None:
        """None where reads run in the event loop or on threads."""

    def compile(self, statement: ClauseElement) -> CompiledSql: ...

    def compile_together(self, statement: ClauseElement) -> str | None:
        """The text of a statement that does for many rows what this one does for one; None where there is none."""

    def list_argument(self, values: Sequence[Any]) -> SqlValue:
        """A list as one parameter, in the form that `elements.Unnest` reads."""

    def open_reader(self) -> ReadConnection: ...

    def open_writer(self) -> Connection: ...

    def commit_mark(self) -> bytes | None:
        """What is different after every commit by anybody, told without a statement; None: there is no such thing."""

    snapshots_max: int
    """Snapshots that one process may keep open."""

    def open_snapshot(self) -> Snapshot:
        """The store as it is now, for reads that last."""

    def is_held_back(self) -> bool:
        """Whether snapshots that are kept open do harm by now."""

    def claim_number(self) -> AbstractContextManager[int]:
        """A number below `limits.processes_max` that no other living process of this store has.

        Raises:
            StoreBusyError: All are taken.
        """

    def holds_number(self, number: int) -> bool:
        """Whether a number that this process has claimed is still its own."""

    def meeting_place(self) -> Path | str | None:
        """A folder beside the store, or else its name: the same for all its processes. None: there can be no other."""

    def is_elsewhere(self, number: int) -> bool:
        """Whether a living process has a number of which nothing is seen at the meeting place: on another machine."""

    def announce(self, number: int, notice: str | None) -> None:
        """Lets processes on other machines read how the one with a number is reached; None: it is not.

        Raises:
            StoreError: There can be none on other machines.
        """

    def announced(self) -> Mapping[int, str]:
        """What living processes have announced, by number."""

    def write_transaction(self, connection: Connection) -> AbstractContextManager[None]:
        """Waits for the other writers, begins, and commits unless the body raises."""

    def alter_lock(self) -> AbstractContextManager[None]:
        """One schema change at a time over all processes; raises StoreBusyError when one is under way."""

    def build_index(self, index: Index) -> None:
        """Builds a native index outside of any transaction; what is left of an attempt that broke off is built anew.

        Where the database cannot do that beside writers, they wait for it.
        """

    def keep_copy(self, name: str) -> str | None:
        """Copies the store beside itself before its form changes.

        Returns:
            Where the copy is; None where the database has backups of its own and is changed in transactions.
        """

    def refresh_statistics(self, connection: Connection, tables: Sequence[str]) -> None:
        """After much was written: what the database's planner knows of these tables, where it has one."""

    def describe(self) -> str:
        """The store's address without secrets."""

    def close(self) -> None: ...
