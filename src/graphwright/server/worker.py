"""One server process: its own `Database` behind a listening socket, until it is told to stop.

In: a listening socket, how to open the database, who to tell. Out: nothing; returns when the last request
is answered and the database closed. Does not know: the other workers.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, Final

import uvicorn

from graphwright.records import dataclass
from graphwright.server.application import application_of, build_services
from graphwright.server.counters import Counters
from graphwright.server.logs import logger
from graphwright.server.options import ServerOptions, Services
from graphwright.server.tls import Tls

if TYPE_CHECKING:
    import grpc.aio

    from graphwright.engine.database import Database

GRACE_S: Final = 10
"""Seconds that running requests get to finish after the signal to stop."""
_KEEP_ALIVE_S: Final = 75
_PUBLISH_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerTask:
    """What a worker does.

    Attributes:
        slot: Its place in the counters.
        on_ready: Called in the event loop when it takes requests.
        on_stop: Called with the last request answered and the database still open.
        parent_pipe: Closed by the system when the parent dies; then the worker stops too.
        heeds_interrupt: False where the parent passes Ctrl+C on: the terminal sends it to all at once.
        rpc_address: Where gRPC listens, reserved by the parent; None: it is not served.
    """

    listener: socket.socket
    open_database: Callable[[], Database]
    options: ServerOptions
    counters: Counters
    on_ready: Callable[[], None]
    on_stop: Callable[[], None] = lambda: None
    slot: int = 0
    parent_pipe: int | None = None
    heeds_interrupt: bool = True
    rpc_address: str | None = None
    tls: Tls | None = None


def run_worker(task: WorkerTask) -> None:
    """Serves until SIGTERM (or Ctrl+C); a second signal ends the process at once.

    Raises:
        GraphwrightError: The store cannot be opened.
    """
    _use_one_thread_for_vectors()
    task.counters.attach(task.slot)
    database = task.open_database()
    _settle_garbage()
    try:
        services = build_services(database, task.options, task.counters)
        if task.rpc_address is not None:
            services.awaited.add("gRPC")
        application = application_of(services)
        gc.freeze()  # what is here now stays: a full collection that looks at it all stops every request for 40 ms
        server = _Server(_configuration(application, task.tls), task, services)
        server.run(sockets=[task.listener])
    finally:
        task.on_stop()
        database.close()


def _use_one_thread_for_vectors() -> None:
    """What numpy multiplies with reads this when it is first needed; who has set it keeps the setting.

    Its threads wait by spinning: beside workers that have work for every core a search took five times the time.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _settle_garbage() -> None:
    """What is loaded by now stays: a full collection over it took a third of the time of planning a query."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _configuration(application: object, tls: Tls | None) -> uvicorn.Config:
    encryption = {} if tls is None else tls.for_uvicorn()
    return uvicorn.Config(
        application,  # type: ignore[arg-type]
        loop="uvloop",
        http="httptools",  # sends head and body apart; joining them in Python saved 3 µs of system time and took 6
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the peer is who really connects; the rule for administrators depends on it
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        **encryption,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, task: WorkerTask, services: Services) -> None:
        super().__init__(config)
        self._task = task
        self._services = services
        self._rpc: grpc.aio.Server | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        loop = asyncio.get_running_loop()
        if self._task.rpc_address is not None:
            # Loading it takes 0.1 s and 14 MB, and meanwhile HTTP answers. Forked workers have it already.
            module = await loop.run_in_executor(None, import_module, "graphwright.server.rpc.serving")
            gc.freeze()
            self._rpc = await module.start_rpc(self._services, self._task.rpc_address, self._task.tls)
            self._services.awaited.discard("gRPC")
        if self._task.parent_pipe is not None:
            loop.add_reader(self._task.parent_pipe, self._on_orphaned, loop, self._task.parent_pipe)
        self._publish(loop)
        self._task.on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Takes no more requests and waits for those that run, of both kinds together."""
        stopping = [super().shutdown(sockets)]
        if self._rpc is not None:
            stopping.append(self._rpc.stop(GRACE_S))
        await asyncio.gather(*stopping)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """In place of uvicorn's, which ends a stopped process by the signal and not with status 0."""
        previous = {
            signal.SIGTERM: signal.signal(signal.SIGTERM, self._on_signal),
            signal.SIGINT: signal.signal(
                signal.SIGINT, self._on_signal if self._task.heeds_interrupt else signal.SIG_IGN
            ),
        }
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.should_exit = True
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if self._task.heeds_interrupt:
            signal.signal(signal.SIGINT, signal.SIG_DFL)

    def _on_orphaned(self, loop: asyncio.AbstractEventLoop, parent_pipe: int) -> None:
        loop.remove_reader(parent_pipe)
        logger().error("the parent process is gone; stopping")
        self.should_exit = True

    def _publish(self, loop: asyncio.AbstractEventLoop) -> None:
        """What this worker's engine counted, for whichever worker is asked for metrics."""
        self._task.counters.publish(self._services.database.statistics())
        loop.call_later(_PUBLISH_S, self._publish, loop)
