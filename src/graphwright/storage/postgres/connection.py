"""One psycopg connection: statements, transactions, budgets, and PostgreSQL's errors in our words.

In: compiled text and arguments. Out: rows. Texts have the server's own placeholders (`$1`): psycopg
sends them as they are. Does not know: what the statements mean.
"""

from __future__ import annotations

import math
import select
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeVar

import psycopg
from psycopg import errors, sql
from psycopg.pq import TransactionStatus

from graphwright import limits
from graphwright.errors import StoreError
from graphwright.storage.interface import OverBudget, Result, SqlValue
from graphwright.storage.postgres.address import Address
from graphwright.storage.postgres.kept import Answer, Kept, may_wait
from graphwright.storage.postgres.opening import connect
from graphwright.storage.postgres.problems import translated
from graphwright.storage.postgres.wire import Statement, Wire
from graphwright.storage.verifying import needs_steps, resolve

Sent = TypeVar("Sent")

_open_again_s: Final = 0.1
_rows_kept_max: Final = 64
_rows_together_max: Final = 10_000
"""Rows of arguments that one statement takes."""
_begins_step: Final = "SAVEPOINT step"
_ends_step: Final = "RELEASE step"
_statements_prepared_max: Final = 400
_rows_at_once: Final = 1_000
"""Rows that a streamed result has in memory."""
_fetch: Final = f"FETCH {_rows_at_once} FROM gw_step"
_runs_before_prepared: Final = 1
"""A statement that comes again is one of a cached plan, so it is worth preparing at its second run."""


class _Undone(Exception):
    """Leaves a savepoint whose work was done."""


class PostgresConnection:
    """A connection, used by one thread at a time. Opens itself again when it was lost outside of a transaction."""

    def __init__(self, address: Address, *, is_writer: bool) -> None:
        self._address = address
        self._is_writer = is_writer
        self._was_lost = False
        self._open()

    def _open(self) -> None:
        self.raw = connect(self._address, is_writer=self._is_writer)
        self.wire = Wire(self.raw)
        self._budget_ms = 0
        self._depth = 0
        self._is_undone = False
        self._is_unbegun = False
        self._kept: list[Kept] = []
        self._refused: Callable[[], Exception] | None = None

    # -- statements

    def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """Runs a statement and gives all its rows."""
        if needs_steps(arguments):
            return self._rows_in_steps(None, text, arguments)
        self._ready()
        try:
            found = self._execute(text, arguments)
            self._was_lost = False
            return found
        except psycopg.Error as error:
            if self._may_ask_again():
                return self.rows(text, arguments)
            raise self._failed(error) from error

    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """As `rows`; raises OverBudget when it takes longer than the budget."""
        if needs_steps(arguments):
            return self._rows_in_steps(budget_ms, text, arguments)
        self._ready()
        budget = max(1, int(budget_ms))
        began = time.perf_counter()
        try:
            if self._is_writer and self._depth:
                return self._rows_bounded(budget, text, arguments)
            if budget != self._budget_ms:
                self.wire.run([("SELECT set_config('statement_timeout', $1, false)", (str(budget),))])
                self._budget_ms = budget
                began = time.perf_counter()
            found = self._execute(text, arguments)
            self._was_lost = False
            return found
        except errors.QueryCanceled as error:
            if (time.perf_counter() - began) * 1000 < budget:
                raise self._failed(error) from error
            raise OverBudget from error
        except psycopg.Error as error:
            if self._may_ask_again():
                return self.rows_within(budget_ms, text, arguments)
            raise self._failed(error) from error

    def _rows_bounded(self, budget_ms: int, text: str, arguments: Sequence[SqlValue]) -> list[tuple[Any, ...]]:
        """A read between writes: its bound is sent with it, and taken away with what comes next, or undone with it."""
        bound = "SELECT set_config('statement_timeout', $1, true)"
        found = self._run_behind_kept([(bound, (str(budget_ms),)), (text, arguments)])
        self._kept.append(Kept(bound, ("0",)))
        return found

    def _rows_in_steps(
        self, budget_ms: float | None, text: str, arguments: Sequence[SqlValue]
    ) -> list[tuple[Any, ...]]:
        """As `rows`, for arguments that have to be found first; all in one snapshot, and within one budget."""
        if not self._depth:
            try:
                with self.read_transaction():
                    return self._rows_in_steps(budget_ms, text, arguments)
            except StoreError:
                if not self._may_ask_again():
                    raise
                with self.read_transaction():
                    return self._rows_in_steps(budget_ms, text, arguments)
        began = time.perf_counter()
        end = math.inf if budget_ms is None else began + budget_ms / 1000
        found = resolve(arguments, partial(self._stream, budget_ms), end)
        if budget_ms is None:
            return self.rows(text, found)
        left_ms = budget_ms - (time.perf_counter() - began) * 1000
        if left_ms <= 0:
            raise OverBudget
        return self.rows_within(left_ms, text, found)

    def _stream(self, budget_ms: float | None, text: str, arguments: Sequence[SqlValue]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement as they come, so that they need no room; raises OverBudget."""
        end = None if budget_ms is None else time.perf_counter() + budget_ms / 1000
        # Not a cursor of psycopg's: these statements are prepared, and two of them go in one go.
        found = self._rows_of([(f"DECLARE gw_step NO SCROLL CURSOR FOR {text}", arguments), (_fetch, ())])
        while len(found) == _rows_at_once:
            yield from found
            if end is not None and time.perf_counter() > end:
                raise OverBudget
            found = self._rows_of([(_fetch, ())])
        yield from found
        self._kept.append(Kept("CLOSE gw_step"))

    def _rows_of(self, statements: Sequence[tuple[str, Sequence[SqlValue]]]) -> list[tuple[Any, ...]]:
        """The rows of the last of some statements that are sent together, behind those that were kept."""
        try:
            return self._run_behind_kept(statements)
        except psycopg.Error as error:
            raise self._failed(error) from error

    def _may_ask_again(self) -> bool:
        """Whether a read failed because its connection was lost: it changed nothing, so a new one may be asked.

        A server that is starting is waited for; a second loss in a row is an error.
        """
        if self._is_writer or self._depth or not self.raw.closed or self._was_lost:
            return False
        end = time.monotonic() + limits.read_retry_ms_max / 1000
        while True:
            try:
                self._open()
            except StoreError:
                if time.monotonic() > end:
                    raise
                time.sleep(_open_again_s)
            else:
                self._was_lost = True
                return True

    def ask(self, text: str, arguments: Sequence[SqlValue] = ()) -> Callable[[], list[tuple[Any, ...]]]:
        """As `rows`, but waits when it is called: what is asked for in a row is sent in one go, inside of a savepoint.

        A statement that fails undoes what was sent with it.
        """
        if self._depth < 2 or needs_steps(arguments):  # a transaction and a savepoint
            rows = self.rows(text, arguments)
            return lambda: rows
        self._ready()
        answer = Answer(self._send_asked)
        self._kept.append(Kept(text, arguments, answer=answer))
        return answer

    def execute_many(
        self,
        text: str,
        rows: Iterable[Sequence[SqlValue]],
        *,
        together: str | None = None,
        refused: Callable[[], Exception] | None = None,
    ) -> None:
        """Runs a statement once for each row of arguments, without waiting between them.

        A few rows are sent together with the next statement, if their fault would be known for theirs: inside of a
        savepoint, so that what goes wrong with them is undone with what they belong to.
        """
        self._ready()
        if not isinstance(rows, list) or len(rows) > _rows_together_max:
            self._send_many(text, rows)
        elif rows:
            made = self._statements(text, rows, together, refused)
            if self._depth > 1 and len(made) + len(self._kept) <= _rows_kept_max and may_wait(text, refused):
                self._kept += made
            else:
                self._send(made)

    def _statements(
        self,
        text: str,
        rows: Sequence[Sequence[SqlValue]],
        together: str | None,
        refused: Callable[[], Exception] | None,
    ) -> list[Kept]:
        if together is None or len(rows) == 1:
            return [Kept(text, row, refused) for row in rows]
        return [Kept(together, [list(column) for column in zip(*rows, strict=True)], refused)]

    def _send(self, statements: Sequence[Kept]) -> None:
        try:
            if statements or self._kept:
                self._run_kept(statements, self.wire.run)
        except psycopg.Error as error:
            raise self._failed(error) from error

    def _send_asked(self) -> None:
        self._send(())

    def _send_many(self, text: str, rows: Iterable[Sequence[SqlValue]]) -> None:
        try:
            self._send_kept()
            self.wire.run_many(text, rows)
        except psycopg.Error as error:
            raise self._failed(error) from error

    def settle(self) -> None:
        """Sends what is kept, unless that says nothing."""
        if any(one.text not in (_begins_step, _ends_step) for one in self._kept):
            self._send(())

    def stream(self, text: str, arguments: Sequence[SqlValue] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement as they come."""
        yield from self._stream(None, text, arguments)

    def copy_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
        """Adds rows to a table by COPY."""
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        try:
            self._send_kept()
            with self._ready().cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise self._failed(error) from error

    def _execute(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        """Runs a statement, behind those that were kept: all in one go."""
        return self._run_behind_kept([(text, arguments)])

    def _run_behind_kept(self, statements: Sequence[Statement]) -> list[tuple[Any, ...]]:
        return self._run_kept([Kept(text, arguments) for text, arguments in statements], self.wire.run)

    def _run_kept(
        self, statements: Sequence[Kept], run: Callable[[Sequence[Statement], Collection[int]], Sent]
    ) -> Sent:
        """Sends statements behind those that were kept, and gives what came of the last one."""
        kept, self._kept = self._kept, []
        everything = [*kept, *statements]
        asked = {place: one.answer for place, one in enumerate(kept) if one.answer is not None}
        self._refused = None
        try:
            return run([(one.text, one.arguments) for one in everything], asked)
        except psycopg.Error as error:
            failed_at = self.wire.failed_at
            if failed_at is None:
                self._kept = kept  # a value that cannot be sent: nothing was
                raise
            self._refused = everything[failed_at].refused
            for place, answer in asked.items():
                if place not in self.wire.answers:
                    answer.lose(translated(error, self._address))
            beginnings = [place for place, one in enumerate(kept) if one.text == _begins_step]
            if beginnings and failed_at <= beginnings[-1]:
                self._is_unbegun = True
            raise
        finally:
            for place, rows in self.wire.answers.items():
                asked[place].take(rows)

    def _send_kept(self) -> None:
        if self._kept:
            self._run_kept((), self.wire.run)

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
        refused, self._refused = self._refused, None
        if isinstance(error, errors.UniqueViolation) and self._depth > 1 and not self._is_unbegun:
            self.wire.run([("ROLLBACK TO step", ())])
            self._is_undone = True
            if refused is not None:
                return refused()
        return translated(error, self._address)

    # -- transactions

    @contextmanager
    def read_transaction(self) -> Iterator[None]:
        """One snapshot for several statements."""
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    def begin_snapshot(self) -> None:
        """Begins a transaction that sees one moment until the connection is closed; what it writes is undone."""
        assert not self._depth, "transactions do not nest; use a savepoint"
        self._ready()
        self._begin("BEGIN ISOLATION LEVEL REPEATABLE READ")
        self._depth = 1

    def end_snapshot(self) -> None:
        """Ends it, if the server still knows of it."""
        self._kept.clear()
        self._depth = 0
        if not self.raw.closed:
            self._run("ROLLBACK")

    def run_undone(self, body: Callable[[PostgresConnection], Result]) -> Result:
        """Runs a body in a transaction and undoes what it did; the locks that it took are free again too."""
        results: list[Result] = []
        try:
            with self.savepoint():
                results.append(body(self))
                raise _Undone
        except _Undone:
            return results[0]
        finally:
            self._budget_ms = 0  # settings were undone as well

    @contextmanager
    def write_transaction(self, lock: int) -> Iterator[None]:
        """Queues for an advisory lock, then holds it to the transaction's end; commits unless the body raises.

        READ COMMITTED, whatever the server's default: a snapshot for the whole transaction would be
        taken before the wait, and miss what the writer before has written.
        """
        begin = ("BEGIN ISOLATION LEVEL READ COMMITTED", ())
        with self._transaction(begin, ("SELECT pg_advisory_xact_lock($1)", (lock,)), waits=True):
            yield

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undone alone when its body raises; a transaction of its own where none is open."""
        if not self._depth:
            with self._transaction("BEGIN"):
                yield
            return
        if self._depth > 1:
            self._send(())  # the faults of what was before are not this one's
        self._kept.append(Kept(_begins_step))
        self._depth += 1
        try:
            yield
            assert not self._is_undone, "a savepoint in which a key was taken is left by raising"
            self._end_savepoint()
        except BaseException:
            if not self.raw.closed:
                self._undo_savepoint()
            raise
        finally:
            self._depth -= 1
            self._is_undone = False

    def _end_savepoint(self) -> None:
        """Sends what is kept, whose faults are this savepoint's; with nothing kept, the end itself can wait."""
        if any(one.text != _ends_step for one in self._kept):
            self._run(_ends_step)  # the faults of what is sent with it are this savepoint's
        else:
            self._kept.append(Kept(_ends_step))

    def _undo_savepoint(self) -> None:
        if self._is_unbegun:
            return  # its beginning failed, and with it the whole transaction
        kept, self._kept = self._kept, []
        beginnings = [place for place, one in enumerate(kept) if one.text == _begins_step]
        if beginnings:  # it was never sent
            self._kept = kept[: beginnings[-1]]
            return
        # Ends of inner ones that wait to be sent come first: all have one name.
        ends = [one.text for one in kept if one.text == _ends_step]
        self._run(*ends, "ROLLBACK TO step", _ends_step)

    @contextmanager
    def _transaction(self, *begin: str | Statement, waits: bool = False) -> Iterator[None]:
        """A transaction; one that waits is begun together with its first statement."""
        assert not self._depth, "transactions do not nest; use a savepoint"
        self._ready()
        try:
            if waits and self._is_alive():
                self._kept = [Kept(*one) for one in begin if not isinstance(one, str)]
            else:
                self._begin(*begin)
            self._depth = 1
            yield
            self._commit()
        except BaseException:
            self._kept.clear()
            if not self.raw.closed and self.raw.info.transaction_status != TransactionStatus.IDLE:
                self._run("ROLLBACK")
            raise
        finally:
            self._depth = 0
            self._is_unbegun = False

    def _is_alive(self) -> bool:
        """Whether the server has said nothing since: its last word would be waiting to be read."""
        poll = select.poll()
        poll.register(self.raw.pgconn.socket, select.POLLIN)
        return not poll.poll(0)

    def _begin(self, *statements: str | Statement) -> None:
        try:
            self._run(*statements)
        except StoreError:
            # A connection that idled may be gone by now; nothing was done on it yet.
            if not self.raw.closed:
                raise
            self._open()
            self._run(*statements)

    def _commit(self) -> None:
        try:
            done = self._run_kept([Kept("COMMIT")], self.wire.status)
        except psycopg.Error as error:
            if not self.raw.closed:
                raise translated(error, self._address) from error
            raise StoreError(
                f"the connection to {self._address.shown} was lost while it committed: look whether the change is "
                "there before you send it again"
            ) from error
        assert done == "COMMIT", "a statement failed inside the transaction and nobody undid it"

    def _run(self, *statements: str | Statement) -> None:
        """Statements of ours, behind what is kept, in one go."""
        try:
            self._run_behind_kept([(one, ()) if isinstance(one, str) else one for one in statements])
        except psycopg.Error as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Ends the connection; the server undoes what was not committed."""
        self.raw.close()
