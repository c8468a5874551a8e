"""One APSW connection: statements, transactions, budgets, and SQLite's errors in our words.

In: compiled text and arguments. Out: rows. Does not know: what the statements mean.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, Final, ParamSpec, TypeVar

import apsw

from graphwright.errors import ExecutionError, LimitError, StoreBusyError, StoreError, StoreFormatError
from graphwright.search.geometry import point_start, shape_test
from graphwright.storage.interface import OutdatedSchema, OverBudget, SqlValue, UniqueViolation
from graphwright.storage.sqlite.bigfloats import add_bigfloat_functions
from graphwright.storage.sqlite.cursors import add_cursor_function
from graphwright.storage.sqlite.facets import add_facet_function
from graphwright.storage.sqlite.groups import add_group_functions
from graphwright.storage.sqlite.texts import add_text_functions
from graphwright.storage.sqlite.vectors import VectorCache, VectorFunctions
from graphwright.storage.verifying import needs_steps, resolve

_steps_between_looks: Final = 10_000
"""Instructions of SQLite's machine between two looks at the clock, about 0.2 ms."""
_statement_cache_entries: Final = 400
busy_ms_max: Final = 5_000
"""Milliseconds to wait for SQLite's own locks. Our writers queue before they meet them; this is for moments."""
_pragmas: Final = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA cache_size=-8000",
    "PRAGMA mmap_size=1073741824",
    "PRAGMA temp_store=MEMORY",
)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def translate_errors(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Turns APSW's exceptions into ours, with what to do about them."""

    @wraps(function)
    def translated(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except apsw.Error as error:
            raise _translated(error) from error

    return translated


def _translated(error: apsw.Error) -> Exception:
    text = str(error)
    match error:
        case apsw.InterruptError():
            return OverBudget()
        case apsw.ConstraintError():
            return UniqueViolation(text)
        case apsw.SQLError():
            return _of_statement(text)
        case apsw.FullError():
            return StoreError("the disk is full: nothing was written; make room and try again")
        case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.PermissionsError():
            return StoreError(
                f"the store cannot be written or opened ({text}); look at the rights of its file and folder"
            )
        case apsw.BusyError() | apsw.LockedError():
            return StoreBusyError("another program holds the store's file; try again, or end that program")
        case apsw.NotADBError():
            return StoreFormatError("the file is no SQLite database, so it is no Graphwright store")
        case apsw.CorruptError():
            return StoreError(f"the store's file is damaged ({text}); restore it from a backup")
        case apsw.IOError():
            return StoreError(f"the disk failed to read or write ({text}); nothing was changed")
        case apsw.TooBigError():
            return LimitError(f"a value or statement is too large for the store ({text})")
        case _:
            return StoreError(f"the store failed: {text}")


def _of_statement(text: str) -> Exception:
    """What is wrong with a statement: its tables are gone, or it asked for too much."""
    if "no such table" in text or "no such column" in text or "has no column" in text:
        return OutdatedSchema(text)
    if text.endswith("integer overflow"):
        return ExecutionError("a sum is beyond 64 bits; sum up fewer values, or floats")
    if "nested too deep" in text or "is too large" in text:
        return LimitError(
            f"the request reads its variables more often than the store can do at once ({text}); ask for less at a time"
        )
    return StoreError(f"the store failed: {text}")


class SqliteConnection:
    """A connection, used by one thread at a time."""

    @translate_errors
    def __init__(
        self,
        path: str,
        *,
        is_writer: bool,
        vfs: str | None = None,
        vectors: VectorCache | None = None,
        is_draft: bool = False,
    ) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        self.raw = apsw.Connection(path, flags=flags, vfs=vfs, statementcachesize=_statement_cache_entries)
        self.raw.set_busy_timeout(busy_ms_max)
        self.kept: object = None
        if is_draft:  # alone with its log, and nothing of it goes into the store's file
            self.raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
            self.raw.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        for pragma in _pragmas:
            self.raw.execute(pragma)
        if not is_writer:
            self.raw.execute("PRAGMA query_only=ON")
        self._deadline = math.inf
        self._has_clock = False
        self._question: str | None = None
        self._test: Callable[[str], bool]
        self.raw.create_scalar_function("graphwright_shape_matches", self._shape_matches, 2, deterministic=True)
        VectorFunctions(self.raw, vectors, lambda: self._deadline)
        add_text_functions(self.raw)
        add_cursor_function(self.raw)
        add_facet_function(self.raw)
        add_group_functions(self.raw)
        add_bigfloat_functions(self.raw)

    @translate_errors
    def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        self._deadline = math.inf  # one that `rows_within` left behind is not this statement's
        try:
            return self.raw.execute(text, arguments).fetchall()
        except TypeError:  # what SQLite cannot bind may have to be found first
            if not needs_steps(arguments):
                raise
            return self._rows_in_steps(math.inf, text, arguments)

    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """As `rows`; raises OverBudget when it takes longer than the budget."""
        if not self._has_clock:
            self.raw.set_progress_handler(self._is_over, _steps_between_looks)
            self._has_clock = True
        self._deadline = time.perf_counter() + budget_ms / 1000
        try:
            return self.raw.execute(text, arguments).fetchall()
        except TypeError:
            if not needs_steps(arguments):
                raise
            return self._rows_in_steps(self._deadline, text, arguments)
        except apsw.Error as error:
            raise _translated(error) from error

    def _rows_in_steps(self, end: float, text: str, arguments: Sequence[SqlValue]) -> list[tuple[Any, ...]]:
        """As `rows`, for arguments that have to be found first; all in one snapshot, and until one time."""
        if not self.raw.in_transaction:
            with self.read_transaction():
                return self._rows_in_steps(end, text, arguments)
        stream = partial(self._stream_until, end)
        found = resolve(arguments, stream, end)
        return list(stream(text, found))

    def _stream_until(self, end: float, text: str, arguments: Sequence[SqlValue]) -> Iterator[tuple[Any, ...]]:
        self._deadline = end
        try:
            yield from self.raw.execute(text, arguments)
        except apsw.Error as error:
            raise _translated(error) from error

    def _shape_matches(self, *arguments: Any) -> bool | None:
        """The test of an area may take longer than all of SQLite's steps between two looks at the clock."""
        shape, question = arguments
        if shape is None:
            return None
        if not shape.startswith(point_start) and self._is_over():
            raise apsw.InterruptError
        if question != self._question:  # the same for all rows of a statement
            self._question, self._test = question, shape_test(question)
        return self._test(shape)

    def _is_over(self) -> bool:
        return time.perf_counter() > self._deadline

    def ask(self, text: str, arguments: Sequence[SqlValue] = ()) -> Callable[[], list[tuple[Any, ...]]]:
        rows = self.rows(text, arguments)
        return lambda: rows

    def execute_many(
        self,
        text: str,
        rows: Iterable[Sequence[SqlValue]],
        *,
        together: str | None = None,  # noqa: ARG002 - one by one is the fastest way here
        refused: Callable[[], Exception] | None = None,
    ) -> None:
        try:
            self.raw.executemany(text, rows)
        except apsw.Error as error:
            found = _translated(error)
            if refused is not None and isinstance(found, UniqueViolation):
                raise refused() from None
            raise found from error

    def settle(self) -> None:
        """All was said."""

    def stream(self, text: str, arguments: Sequence[SqlValue] = ()) -> Iterator[tuple[Any, ...]]:
        self._deadline = math.inf
        try:
            yield from self.raw.execute(text, arguments)
        except apsw.Error as error:
            raise _translated(error) from error

    def copy_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
        raise AssertionError(f"no COPY of {columns} to {table}: an INSERT for each of {rows} is the fastest way here")

    @contextmanager
    def read_transaction(self) -> Iterator[None]:
        """One snapshot for several statements."""
        self.rows("BEGIN")
        try:
            yield
        finally:
            if self.raw.in_transaction:
                self.rows("ROLLBACK")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undone alone when its body raises."""
        self.rows("SAVEPOINT step")
        try:
            yield
        except BaseException:
            # A full disk may have rolled the whole transaction back already.
            if self.raw.in_transaction:
                self.rows("ROLLBACK TO step")
                self.rows("RELEASE step")
            raise
        self.rows("RELEASE step")

    @translate_errors
    def close(self) -> None:
        self.raw.close()
