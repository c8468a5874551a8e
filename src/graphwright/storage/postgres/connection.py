"""One psycopg connection: statements, transactions, budgets, and PostgreSQL's errors in our words.

In: compiled text and arguments. Out: rows. Texts have the server's own placeholders (`$1`): psycopg
sends them as they are. Does not know: what the statements mean.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import errors, sql
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper

from graphwright import limits
from graphwright.errors import LimitError, NotSupportedYet, StoreBusyError, StoreError
from graphwright.storage.interface import OutdatedSchema, OverBudget, SqlValue, UniqueViolation
from graphwright.storage.postgres.address import Address

_connect_seconds_max: Final = 10
_statements_prepared_max: Final = 400
_runs_before_prepared: Final = 1
"""A statement that comes again is one of a cached plan, so it is worth preparing at its second run."""

_settings: Final = sql.SQL(
    "SET search_path TO {schema}; SET default_transaction_read_only TO {is_reader}; SET lock_timeout TO {wait_ms};"
    # Texts that write JSON look expensive to the planner; compiling them to machine code costs more than running them.
    "SET jit TO off; SET standard_conforming_strings TO on; SET extra_float_digits TO 1;"
    "SET client_min_messages TO warning"
)


class PostgresConnection:
    """A connection, used by one thread at a time. Opens itself again when it was lost outside of a transaction."""

    def __init__(self, address: Address, *, is_writer: bool) -> None:
        self._address = address
        self._is_writer = is_writer
        self._open()

    def _open(self) -> None:
        self.raw = connect(self._address, is_writer=self._is_writer)
        self._budget_ms = 0
        self._depth = 0
        self._is_undone = False

    # -- statements

    def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """Runs a statement and gives all its rows."""
        raw = self._ready()
        try:
            cursor = raw.execute(text.encode(), arguments)
            return cursor.fetchall() if cursor.description is not None else []
        except psycopg.Error as error:
            raise self._failed(error) from error

    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """As `rows`; raises OverBudget when it takes longer than the budget."""
        raw = self._ready()
        budget = max(1, int(budget_ms))
        began = time.perf_counter()
        try:
            if budget != self._budget_ms:
                raw.execute("SELECT set_config('statement_timeout', $1, false)", (str(budget),))
                self._budget_ms = budget
                began = time.perf_counter()
            cursor = raw.execute(text.encode(), arguments)
            return cursor.fetchall() if cursor.description is not None else []
        except errors.QueryCanceled as error:
            if (time.perf_counter() - began) * 1000 < budget:
                raise self._failed(error) from error
            raise OverBudget from error
        except psycopg.Error as error:
            raise self._failed(error) from error

    def execute_many(self, text: str, rows: Iterable[Sequence[SqlValue]]) -> None:
        """Runs a statement once for each row of arguments, without waiting between them."""
        raw = self._ready()
        try:
            with raw.cursor() as cursor:
                cursor.executemany(text.encode(), rows)
        except psycopg.Error as error:
            raise self._failed(error) from error

    def _ready(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self.raw.closed:
            if self._depth:
                raise StoreError(f"the connection to {self._address.shown} was lost: nothing was written; try again")
            self._open()
        return self.raw

    def _failed(self, error: psycopg.Error) -> Exception:
        """The error in our words.

        A failed statement spoils its transaction. Who meets a taken key wants to look whose it is, so
        the innermost savepoint is undone here and now; it can then only be left by raising.
        """
        if isinstance(error, errors.UniqueViolation) and self._depth > 1:
            self.raw.execute("ROLLBACK TO step")
            self._is_undone = True
        return translated(error, self._address)

    # -- transactions

    @contextmanager
    def read_transaction(self) -> Iterator[None]:
        """One snapshot for several statements."""
        # Not ROLLBACK at the end: psycopg forgets all prepared statements at one.
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def write_transaction(self, lock: int) -> Iterator[None]:
        """Queues for an advisory lock, then holds it to the transaction's end; commits unless the body raises.

        READ COMMITTED, whatever the server's default: a snapshot for the whole transaction would be
        taken before the wait, and miss what the writer before has written.
        """
        begin = sql.SQL("BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({})")
        with self._transaction(begin.format(sql.Literal(lock)).as_string()):
            yield

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undone alone when its body raises; a transaction of its own where none is open."""
        if not self._depth:
            with self._transaction("BEGIN"):
                yield
            return
        self._run("SAVEPOINT step")
        self._depth += 1
        try:
            yield
            assert not self._is_undone, "a savepoint in which a key was taken is left by raising"
        except BaseException:
            if not self.raw.closed:
                self._run("ROLLBACK TO step; RELEASE step")
            raise
        else:
            self._run("RELEASE step")
        finally:
            self._depth -= 1
            self._is_undone = False

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        assert not self._depth, "transactions do not nest; use a savepoint"
        self._ready()
        try:
            self._run(begin)
            self._depth = 1
            yield
            self._commit()
        except BaseException:
            if not self.raw.closed and self.raw.info.transaction_status != TransactionStatus.IDLE:
                self._run("ROLLBACK")
            raise
        finally:
            self._depth = 0

    def _commit(self) -> None:
        try:
            done = self.raw.execute("COMMIT").statusmessage
        except psycopg.OperationalError as error:
            raise StoreError(
                f"the connection to {self._address.shown} was lost while it committed: look whether the change is "
                "there before you send it again"
            ) from error
        except psycopg.Error as error:
            raise translated(error, self._address) from error
        assert done == "COMMIT", "a statement failed inside the transaction and nobody undid it"

    def _run(self, text: str) -> None:
        """Several statements of ours, without arguments, in one go."""
        try:
            self.raw.execute(text.encode())
        except psycopg.Error as error:
            raise translated(error, self._address) from error

    def close(self) -> None:
        """Ends the connection; the server undoes what was not committed."""
        self.raw.close()


def connect(address: Address, *, is_writer: bool) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection that finds the store's tables by their bare names.

    Raises:
        StoreError: The server is not there, or does not let us in.
    """
    parameters = {
        "connect_timeout": _connect_seconds_max,
        "application_name": "graphwright",
        **address.parameters,
        "client_encoding": "utf8",
    }
    try:
        raw = psycopg.connect(
            **parameters,
            autocommit=True,
            prepare_threshold=_runs_before_prepared,
            cursor_factory=psycopg.RawCursor,
        )
    except psycopg.Error as error:
        raise StoreError(
            f"no connection to {address.shown}: {_said(error)}; see that the server runs there, that the database "
            "exists, and that user and password are right"
        ) from None
    raw.prepared_max = _statements_prepared_max
    # Always eight bytes: a statement is prepared once, whatever the size of its numbers.
    raw.adapters.register_dumper(int, Int8Dumper)
    raw.execute(
        _settings.format(
            schema=sql.Identifier(address.schema),
            is_reader=sql.SQL("off" if is_writer else "on"),
            wait_ms=sql.Literal(limits.write_wait_ms_max),
        )
    )
    return raw


def translated(error: psycopg.Error, address: Address) -> Exception:
    """A driver's error in our words, with what to do about it."""
    text = _said(error)
    match error:
        case errors.UniqueViolation():
            return UniqueViolation(text)
        case errors.UndefinedTable() | errors.UndefinedColumn():
            return OutdatedSchema(text)
        case errors.UndefinedFunction() if "graphwright_" in text:
            return NotSupportedYet("a filter of this request is not supported yet on this database; it is on SQLite")
        case errors.LockNotAvailable():
            return StoreBusyError(
                f"other writers held the store for longer than {limits.write_wait_ms_max} ms (write_wait_ms_max); "
                "try again"
            )
        case errors.DeadlockDetected() | errors.SerializationFailure():
            return StoreBusyError(f"another writer was in the way ({text}): nothing was written; try again")
        case errors.DiskFull():
            return StoreError("the server's disk is full: nothing was written; make room and try again")
        case errors.InsufficientPrivilege():
            return StoreError(
                f"the database user may not do this ({text}); give it the rights to create and change tables in the "
                f'schema "{address.schema}"'
            )
        case errors.ReadOnlySqlTransaction():
            return StoreError(f"{address.shown} takes no writes ({text}); it may be a replica: name the primary server")
        case errors.ProgramLimitExceeded() | errors.StatementTooComplex():
            return LimitError(f"a value or statement is too large for the store ({text})")
        case errors.QueryCanceled():
            return StoreError(f"somebody stopped the statement on the server ({text}); try again")
        case errors.OperationalError():
            return StoreError(f"the server of {address.shown} failed or went away: {text}; try again")
        case _:
            return StoreError(f"the store failed: {text}")


def _said(error: psycopg.Error) -> str:
    """What the server or libpq said, on one line."""
    return " ".join((error.diag.message_primary or str(error)).split())
