"""Statements on one connection, several in one go: libpq's pipeline, for a thread that waits.

psycopg's own pipeline takes as much time again as the server does. In: texts with `$1` and arguments. Out: rows of
each. Does not know: transactions, what the statements mean.
"""

from __future__ import annotations

import select
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import psycopg
from psycopg import abc
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

from graphwright.storage.interface import SqlValue
from graphwright.storage.postgres.sending import dump

Statement = tuple[str, Sequence[SqlValue]]
Rows = list[tuple[Any, ...]]
Dumped = tuple[Sequence[Any], tuple[int, ...], Sequence[Any] | None]
"""Values as they are sent, their types, their formats."""
Key = tuple[str, tuple[int, ...]]
"""A text and the types of its arguments."""

statements_prepared_max: Final = 400
failed: Final = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.NONFATAL_ERROR, ExecStatus.BAD_RESPONSE})
_sent_together_max: Final = 500
"""Rows of arguments that are under way at once."""


class Prepared:
    """Which texts a connection has prepared: those that came twice with arguments of the same types."""

    def __init__(self) -> None:
        self._names: dict[Key, bytes] = {}
        self._seen: set[Key] = set()
        self._count = 0

    def name(self, key: Key) -> bytes | None:
        """The name under which a text is prepared."""
        return self._names.get(key)

    def is_worth_it(self, key: Key) -> bool:
        """Whether it comes again: then it is one of a cached plan."""
        if key in self._seen:
            return True
        if len(self._seen) > statements_prepared_max * 4:
            self._seen.clear()
        self._seen.add(key)
        return False

    @property
    def is_full(self) -> bool:
        return len(self._names) >= statements_prepared_max

    def clear(self) -> None:
        self._names.clear()

    def add(self, key: Key) -> bytes:
        """A name for a text that is about to be prepared; none is given twice."""
        self._count += 1
        name = self._names[key] = b"gw%d" % self._count
        return name

    def forget(self, keys: Iterable[Key]) -> None:
        """Of texts whose preparing may have failed."""
        for key in keys:
            self._names.pop(key, None)


class Wire:
    """Runs statements on a psycopg connection that nobody else uses meanwhile."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._pq = raw.pgconn
        self._transformer: abc.Transformer = Transformer(raw)
        self._prepared = Prepared()
        self.failed_at: int | None = None
        """Which statement the last run failed with; None if it sent none."""
        self.failed_text = ""
        """The text of the last statement that failed."""
        self.answers: dict[int, Rows] = {}
        """What the last run was asked to tell, by place; of one that failed, what came before."""

    def run(self, statements: Sequence[Statement], told: Collection[int] = ()) -> Rows:
        """Runs statements in order; gives the rows of the last one.

        Args:
            told: Places of other statements whose rows are put into `answers`.

        Raises:
            psycopg.Error: What the first one failed with; those behind it were not run.
        """
        return self._loaded(self._run(statements, told))

    def status(self, statements: Sequence[Statement], told: Collection[int] = ()) -> str:
        """As `run`; gives what the server says that the last one did."""
        return (self._run(statements, told).command_status or b"").decode()

    def run_many(self, text: str, rows: Iterable[Sequence[SqlValue]]) -> None:
        """Runs a statement once for each row of arguments; rows it gives are dropped."""
        left: Iterator[Sequence[SqlValue]] = iter(rows)
        while part := [(text, row) for row in islice(left, _sent_together_max)]:
            self._run(part)

    def _run(self, statements: Sequence[Statement], told: Collection[int] = ()) -> PGresult:
        # All of them first: a value that cannot be sent must not leave half of them under way.
        self.failed_at = None
        self.answers = {}
        dumped = [self._dump(text, arguments) for text, arguments in statements]
        self.failed_at = 0
        pq = self._pq
        made: list[Key] = []
        places: list[int] = []
        pq.nonblocking = 1
        pq.enter_pipeline_mode()
        try:
            for place, ((text, _), values) in enumerate(zip(statements, dumped, strict=True)):
                places += [place] * self._send(text, values, made)
            pq.pipeline_sync()
            results = self._results()
        finally:
            if pq.status == ConnStatus.OK:
                pq.exit_pipeline_mode()
                pq.nonblocking = 0
        for place, result in zip(places, results, strict=True):
            if result.status in failed:
                self._prepared.forget(made)
                self.failed_at = place
                self.failed_text = statements[place][0]
                raise error_from_result(result)
            if place in told and result.status == ExecStatus.TUPLES_OK:
                self.answers[place] = self._loaded(result)
        return results[-1]

    def _loaded(self, result: PGresult) -> Rows:
        if not result.ntuples:
            return []
        transformer = self._transformer
        transformer.set_pgresult(result)
        rows: Rows = transformer.load_rows(0, result.ntuples, tuple)
        transformer.set_pgresult(None)  # it would keep the result, however large
        return rows

    def _dump(self, text: str, arguments: Sequence[SqlValue]) -> Dumped:
        if not arguments:
            return (), (), None
        transformer = self._transformer
        values = dump(transformer, text, arguments)
        return values, tuple(transformer.types or ()), transformer.formats

    def _send(self, text: str, dumped: Dumped, made: list[Key]) -> int:
        """Sends a statement, if need be with its preparing; gives how many results will come."""
        results = 1
        values, types, formats = dumped
        key = (text, types)
        name = self._prepared.name(key)
        if name is None and self._prepared.is_worth_it(key):
            if self._prepared.is_full:
                self._prepared.clear()
                self._pq.send_query_params(b"DEALLOCATE ALL", None)
                results += 1
            name = self._prepared.add(key)
            made.append(key)
            self._pq.send_prepare(name, text.encode(), types)
            results += 1
        if name is None:
            self._pq.send_query_params(text.encode(), values, types, formats)
        else:
            self._pq.send_query_prepared(name, values, formats)
        return results

    def _results(self) -> list[PGresult]:
        """Waits for the results of all that was sent, up to the sync behind it."""
        pq = self._pq
        results: list[PGresult] = []
        poll = select.poll()
        try:
            while True:
                is_sending = pq.flush()
                poll.register(pq.socket, select.POLLIN | (select.POLLOUT if is_sending else 0))
                poll.poll()
                pq.consume_input()
                while not pq.is_busy():
                    result = pq.get_result()
                    if result is None:
                        continue
                    if result.status == ExecStatus.PIPELINE_SYNC:
                        return results
                    results.append(result)
        except psycopg.OperationalError:
            pq.finish()
            raise
