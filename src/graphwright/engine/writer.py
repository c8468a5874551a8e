"""The one writer of a process: a thread that runs mutations in turn and commits together what waits.

Each job runs in a savepoint of the common transaction, so a failing one is undone alone; callers hear
back only after the flush. Other processes' writers queue in storage (`write_transaction`).
Does not know: what the jobs write.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import field
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, select, update

from graphwright import limits
from graphwright.errors import StoreError
from graphwright.records import dataclass
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.tables import state_table

Result = TypeVar("Result")


class NeedUids(Exception):
    """A job needs more new uids than the lease has; it runs again with more."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass(slots=True)
class Lease:
    """New uids that belong to this process alone: `next` up to, but without, `end`."""

    next: int = 1
    end: int = 1

    @property
    def known_end(self) -> int:
        """Below it every uid was leased by somebody, as far as is known here."""
        return self.end

    def take(self, count: int) -> range:
        """The next uids; they are used up even when the taker fails.

        Raises:
            NeedUids: The lease has fewer.
        """
        if self.end - self.next < count:
            raise NeedUids(count)
        taken = range(self.next, self.next + count)
        self.next += count
        return taken


@dataclass(slots=True)
class Job(Generic[Result]):
    """Work for the writer: runs in a transaction, its future is answered after the commit."""

    run: Callable[[Connection, Lease], Result]
    is_alone: bool = False
    future: Future[Result] = field(default_factory=Future)


@dataclass(slots=True)
class _Outcome:
    job: Job[Any]
    result: Any = None
    error: BaseException | None = None

    def settle(self, failure: BaseException | None) -> None:
        """Tells the caller; a failed commit concerns everybody who thought to have written."""
        error = self.error or failure
        # A caller who went away while the job waited has cancelled it, and hears nothing.
        with suppress(InvalidStateError):
            if error is not None:
                self.job.future.set_exception(error)
            else:
                self.job.future.set_result(self.result)


class Writer:
    """Runs jobs one after the other."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._queue: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._lease = Lease()
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()
        self._is_closed = False
        self._connection: Connection | None = None
        self.commits = 0
        statement = (
            update(state_table)
            .values(next_uid=state_table.c.next_uid + bindparam("v_count"))
            .returning(state_table.c.next_uid)
        )
        self._lease_sql = storage.compile(statement)
        self._version_sql = storage.compile(select(state_table.c.catalog_version))

    def submit(self, run: Callable[[Connection, Lease], Result], *, is_alone: bool = False) -> Future[Result]:
        """Queues a job.

        Args:
            is_alone: Commits it without others (large or structural work).
        """
        job = Job(run, is_alone)
        with self._start:
            if self._is_closed:
                raise StoreError("the store is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="graphwright-writer", daemon=True)
                self._thread.start()
            # In the lock: behind the mark that ends the thread nobody would ever look at it.
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Lets queued jobs finish, then ends the thread."""
        with self._start:
            self._is_closed = True
            thread = self._thread
        if thread is not None:
            self._queue.put(None)
            thread.join()

    def _work(self) -> None:
        waiting: Job[Any] | None = None
        try:
            while True:
                job = waiting or self._queue.get()
                waiting = None
                if job is None:
                    return
                batch = [job]
                while not job.is_alone and len(batch) < limits.write_batch_max:
                    try:
                        following = self._queue.get_nowait()
                    except queue.Empty:
                        break
                    if following is None:
                        self._queue.put(None)
                        break
                    if following.is_alone:
                        waiting = following
                        break
                    batch.append(following)
                self._run_batch(batch)
        finally:
            if self._connection is not None:
                self._connection.close()

    def _run_batch(self, batch: list[Job[Any]]) -> None:
        outcomes: list[_Outcome] = []
        failure: BaseException | None = None
        try:
            # Opened here: if that fails, it fails the jobs and not the thread.
            connection = self._connection = self._connection or self._storage.open_writer()
            with self._storage.write_transaction(connection):
                outcomes = [self._run_one(connection, job) for job in batch if self._is_wanted(job)]
            self.commits += 1
        except BaseException as error:  # noqa: BLE001 - whatever it is, the callers must hear of it
            failure = error
            # The lease may have been drawn in the transaction that is gone.
            self._lease = Lease()
            done = {id(outcome.job) for outcome in outcomes}
            outcomes += [_Outcome(job, error=error) for job in batch if id(job) not in done]
        for outcome in outcomes:
            outcome.settle(failure)

    def _is_wanted(self, job: Job[Any]) -> bool:
        return job.future.set_running_or_notify_cancel()

    def _run_one(self, connection: Connection, job: Job[Any]) -> _Outcome:
        while True:
            try:
                with connection.savepoint():
                    return _Outcome(job, result=job.run(connection, self._lease))
            except NeedUids as need:
                self._draw(connection, need.count)
            except StoreError:
                # The transaction itself is in doubt: nobody of this batch has written.
                raise
            except BaseException as error:  # noqa: BLE001 - one job's failure is not the others'
                return _Outcome(job, error=error)

    def _draw(self, connection: Connection, count: int) -> None:
        """Leases a block of uids, outside of any job's savepoint."""
        size = max(count, limits.uid_lease_uids)
        rows = connection.rows(self._lease_sql.text, self._lease_sql.arguments({"v_count": size}))
        self._lease.end = rows[0][0]
        self._lease.next = self._lease.end - size
