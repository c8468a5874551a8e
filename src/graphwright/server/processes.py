"""From a command to serving processes: the socket, the preparation of the store, the workers.

In: `ServeTask`. Out: nothing; returns when it was told to stop and every request is answered. One worker
runs in this process. Several are forked after everything is imported (shared memory, quick starts) and
before anything is opened; they listen on one port and each opens its own `Database`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graphwright.server.counters import Counters
from graphwright.server.listening import listen_for, url_of
from graphwright.server.options import ServerOptions
from graphwright.server.preparation import run_apart
from graphwright.server.supervisor import Supervisor
from graphwright.server.worker import WorkerTask, run_worker

if TYPE_CHECKING:
    from graphwright.engine.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeTask:
    """What to serve.

    Attributes:
        open_database: Called in the process that uses the database, never before a fork.
        prepare: Run once on the open store before anybody is served (schema, demo data).
        on_ready: Called with the URL when every worker takes requests.
        on_stop: Called in each worker before it closes its database.
    """

    open_database: Callable[[], Database]
    on_ready: Callable[[str], None]
    on_stop: Callable[[], None] = lambda: None
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    options: ServerOptions = field(default_factory=ServerOptions)
    prepare: Callable[[Database], None] | None = None


def serve(task: ServeTask) -> None:
    """Serves until SIGTERM or Ctrl+C.

    Raises:
        GraphwrightError: The port cannot be had, or the store cannot be opened or prepared.
    """
    listeners = listen_for(task.workers, task.host, task.port)
    url = url_of(listeners[0])
    options = replace(task.options, address=url.removeprefix("http://"))
    worker = WorkerTask(
        listener=listeners[0],
        open_database=task.open_database,
        options=options,
        counters=Counters(task.workers),
        on_ready=lambda: task.on_ready(url),
        on_stop=task.on_stop,
    )
    try:
        if task.workers == 1:
            run_worker(replace(worker, open_database=lambda: _opened(task)))
        else:
            run_apart(lambda: _opened(task).close())
            _prepare_to_fork()
            Supervisor(worker, listeners, task.workers).run()
    finally:
        for listener in listeners:
            listener.close()


def _prepare_to_fork() -> None:
    _import_all()
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
