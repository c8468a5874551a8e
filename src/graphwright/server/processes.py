"""From a command to serving processes: the socket, the preparation of the store, the workers.

In: `ServeTask`. Out: nothing; returns when it was told to stop and every request is answered. One worker
runs in this process. Several are forked after everything is imported (shared memory, quick starts) and
before anything is opened; they listen on one port and each opens its own `Database`.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from graphwright.records import dataclass
from graphwright.server.counters import Counters
from graphwright.server.listening import address_of, listen_for, reserve, url_of
from graphwright.server.options import ServerOptions
from graphwright.server.preparation import run_apart
from graphwright.server.supervisor import Supervisor
from graphwright.server.tls import Tls
from graphwright.server.worker import WorkerTask, run_worker

if TYPE_CHECKING:
    from graphwright.engine.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a server is reached on this machine.

    Attributes:
        url: Of HTTP.
        rpc: `host:port` of gRPC; None: not served.
    """

    url: str
    rpc: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeTask:
    """What to serve.

    Attributes:
        open_database: Called in the process that uses the database, never before a fork.
        prepare: Run once on the open store before anybody is served (schema, demo data).
        on_ready: Called with its addresses when every worker takes requests.
        on_stop: Called in each worker before it closes its database.
        rpc_port: For gRPC, 0 takes a free one; None: not served.
    """

    open_database: Callable[[], Database]
    on_ready: Callable[[Addresses], None]
    on_stop: Callable[[], None] = lambda: None
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    rpc_port: int | None = None
    tls: Tls | None = None
    options: ServerOptions = field(default_factory=ServerOptions)
    prepare: Callable[[Database], None] | None = None


def serve(task: ServeTask) -> None:
    """Serves until SIGTERM or Ctrl+C.

    Raises:
        GraphwrightError: The port cannot be had, or the store cannot be opened or prepared.
    """
    if task.tls is not None:
        task.tls.check()
    listeners = listen_for(task.workers, task.host, task.port)
    reserved = None
    try:
        if task.rpc_port is not None:
            reserved = reserve(task.host, task.rpc_port, "--grpc-port")
        _serve_at(task, listeners, reserved)
    finally:
        for listener in listeners:
            listener.close()
        if reserved is not None:
            reserved.close()


def _serve_at(task: ServeTask, listeners: Sequence[socket.socket], reserved: socket.socket | None) -> None:
    addresses = Addresses(
        url=url_of(listeners[0], is_encrypted=task.tls is not None),
        rpc=None if reserved is None else address_of(reserved, is_reachable=True),
    )
    worker = WorkerTask(
        listener=listeners[0],
        open_database=task.open_database,
        options=replace(task.options, address=addresses.url.partition("://")[2]),
        counters=Counters(task.workers),
        on_ready=lambda: task.on_ready(addresses),
        on_stop=task.on_stop,
        rpc_address=None if reserved is None else address_of(reserved),
        tls=task.tls,
    )
    if task.workers == 1:
        run_worker(replace(worker, open_database=lambda: _opened(task)))
    else:
        run_apart(lambda: _opened(task).close())
        _prepare_to_fork(with_rpc=reserved is not None)
        Supervisor(worker, listeners, task.workers).run()


def _prepare_to_fork(*, with_rpc: bool) -> None:
    _import_all()
    if with_rpc:
        # gRPC itself begins in the workers only: what it starts, threads among it, would not survive a fork.
        import graphwright.server.rpc.serving  # noqa: F401, PLC0415
    gc.freeze()  # so that no collection touches, and thereby copies, the pages that the workers share


def _opened(task: ServeTask) -> Database:
    database = task.open_database()
    if task.prepare is not None:
        try:
            task.prepare(database)
        except BaseException:
            database.close()
            raise
    return database


def _import_all() -> None:
    """What uvicorn imports only when it starts."""
    import uvicorn.lifespan.off  # noqa: PLC0415
    import uvicorn.loops.uvloop  # noqa: PLC0415
    import uvicorn.protocols.http.httptools_impl  # noqa: F401, PLC0415
