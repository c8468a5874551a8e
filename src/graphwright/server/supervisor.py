"""The parent of several workers: starts them, restarts those that die, stops them all.

In: `WorkerTask`, how many. Out: nothing; returns when the last worker has ended. Does not know: HTTP, stores.
Single-threaded and without an event loop, so that it may fork at any time.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from graphwright.errors import ConfigError, GraphwrightError
from graphwright.records import dataclass
from graphwright.server.logs import logger
from graphwright.server.worker import GRACE_S, WorkerTask, run_worker

_KILL_S: Final = GRACE_S + 5
"""Seconds after the signal to stop until a worker that is still there is killed."""
_STABLE_S: Final = 30
"""A worker that lived this long did not die of its start."""
_FIRST_DELAY_S: Final = 0.1
_DELAY_S_MAX: Final = 2.0
"""Connections to a worker that died wait for the next one, so not longer than this."""
_START_FAILURES_MAX: Final = 5


@dataclass(slots=True, kw_only=True)
class _Slot:
    """The place of one worker, who may be replaced.

    Attributes:
        process: None while none runs.
        failures: Quick deaths in a row.
        due: When to start the next one (`time.monotonic`).
    """

    number: int
    process: int | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0
    was_ready: bool = False


class Supervisor:
    """Runs workers until it is told to stop by SIGTERM or SIGINT; a second signal kills them.

    Args:
        worker: What each does; its `on_ready` is called here, once, when all take requests.
        listeners: One for each worker, or one for all.
    """

    def __init__(self, worker: WorkerTask, listeners: Sequence[socket.socket], workers: int) -> None:
        self._worker = worker
        self._listeners = listeners
        self._slots = [_Slot(number=number) for number in range(workers)]
        self._on_ready: Callable[[], None] | None = worker.on_ready
        self._stopping_since: float | None = None
        self._alive_read, self._alive_write = os.pipe()  # nobody writes; the workers see it close
        self._ready_read, self._ready_write = os.pipe()

    def run(self) -> None:
        """Returns when all workers have ended.

        Raises:
            ConfigError: The workers die as soon as they start.
        """
        with _signals() as signals:
            watched: list[socket.socket | int] = [signals, self._ready_read]
            try:
                while not self._is_over():
                    self._start_due()
                    readable, _, _ = select.select(watched, [], [], self._wait_s())
                    if signals in readable:
                        self._heed(signals.recv(1024))
                    if self._ready_read in readable:
                        self._note_ready(os.read(self._ready_read, 1024))
                    self._reap()
                    self._kill_late()
            finally:
                self._signal_all(signal.SIGKILL)
                for descriptor in (self._alive_read, self._alive_write, self._ready_read, self._ready_write):
                    os.close(descriptor)

    def _is_over(self) -> bool:
        return self._stopping_since is not None and all(slot.process is None for slot in self._slots)

    def _wait_s(self) -> float | None:
        if self._stopping_since is not None:
            return 1.0
        dues = [slot.due for slot in self._slots if slot.process is None]
        return max(0.0, min(dues) - time.monotonic()) if dues else None

    def _start_due(self) -> None:
        if self._stopping_since is None:
            for slot in self._slots:
                if slot.process is None and slot.due <= time.monotonic():
                    self._start(slot)

    def _start(self, slot: _Slot) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if process == 0:
            self._be_worker(slot)
        slot.process, slot.started = process, time.monotonic()

    def _be_worker(self, slot: _Slot) -> None:
        """The life of a child; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(self._alive_write)
            run_worker(
                replace(
                    self._worker,
                    listener=self._keep_own_listener(slot),
                    slot=slot.number,
                    parent_pipe=self._alive_read,
                    heeds_interrupt=False,
                    on_ready=lambda: self._tell_ready(slot),
                )
            )
            code = 0
        except GraphwrightError as error:
            logger().error("worker cannot start", worker=slot.number, reason=error.message)
        except BaseException:  # noqa: BLE001 -- whatever it is, a child must not return into its parent's code
            logger().exception("worker failed", worker=slot.number)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _keep_own_listener(self, slot: _Slot) -> socket.socket:
        """The others' are closed, so that connections are refused at once when those stop."""
        own = self._listeners[slot.number % len(self._listeners)]
        for listener in self._listeners:
            if listener is not own:
                listener.close()
        return own

    def _tell_ready(self, slot: _Slot) -> None:
        os.write(self._ready_write, bytes([slot.number]))

    def _note_ready(self, numbers: bytes) -> None:
        for number in numbers:
            self._slots[number].was_ready = True
        if self._on_ready is not None and all(slot.was_ready for slot in self._slots):
            on_ready, self._on_ready = self._on_ready, None
            on_ready()

    def _heed(self, numbers: bytes) -> None:
        for number in numbers:
            if number not in {signal.SIGTERM, signal.SIGINT}:
                continue  # SIGCHLD only wakes us
            if self._stopping_since is None:
                logger().info("stopping; a second signal kills")
                self._stopping_since = time.monotonic()
                for listener in self._listeners:
                    listener.close()  # the workers have their own copies and close those
                self._signal_all(signal.SIGTERM)
            else:
                self._signal_all(signal.SIGKILL)

    def _kill_late(self) -> None:
        if self._stopping_since is not None and time.monotonic() - self._stopping_since > _KILL_S:
            self._signal_all(signal.SIGKILL)

    def _signal_all(self, number: signal.Signals) -> None:
        for slot in self._slots:
            if slot.process is not None:
                os.kill(slot.process, number)  # not reaped yet, so the id is still its own

    def _reap(self) -> None:
        for slot in self._slots:
            if slot.process is not None:
                process, status = os.waitpid(slot.process, os.WNOHANG)
                if process:
                    self._note_end(slot, os.waitstatus_to_exitcode(status))

    def _note_end(self, slot: _Slot, code: int) -> None:
        slot.process = None
        if self._stopping_since is not None:
            return
        lived_s = time.monotonic() - slot.started
        slot.failures = 1 if lived_s > _STABLE_S else slot.failures + 1
        if not slot.was_ready and slot.failures >= _START_FAILURES_MAX:
            raise ConfigError("the workers end as soon as they start; the log above says why")
        delay_s = min(_FIRST_DELAY_S * 2 ** (slot.failures - 1), _DELAY_S_MAX)
        slot.due = time.monotonic() + delay_s
        logger().error("worker died; starting another", worker=slot.number, status=code, delay_s=delay_s)


@contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket from which the numbers of arriving signals can be read."""
    reading, writing = socket.socketpair()
    reading.settimeout(0)
    writing.settimeout(0)
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
    previous = {number: signal.signal(number, lambda _number, _frame: None) for number in numbers}
    previous_wakeup = signal.set_wakeup_fd(writing.fileno())
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(previous_wakeup)
        for number, handler in previous.items():
            signal.signal(number, handler)
        reading.close()
        writing.close()
