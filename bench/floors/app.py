"""The floors' HTTP side: the same server stack as ours, POST /floor/<workload>, one statement, no GraphQL.

In: a JSON body with the statement's parameters. Out: the statement's text. The store, a SQLite file or the URL of a
PostgreSQL one, comes from `BENCH_FLOOR_STORE`. SQLite's statements run in the event loop. `/floor/nothing` answers a
constant: what the stack alone can do. Run as `.venv/bin/python -m bench.floors.app --store PATH --port N --workers W`;
listens on loopback only.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import uvicorn

from bench.floors.connection import FloorConnection
from bench.floors.postgres_connection import DIRECTORY as POSTGRES_DIRECTORY
from bench.floors.postgres_connection import PostgresFloorConnection, is_postgres
from bench.floors.statements import DIRECTORY, Floor, read_floors

STORE_VARIABLE = "BENCH_FLOOR_STORE"
NOTHING = b'{"data":{}}'

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class FloorApplication:
    """ASGI. One per process; the connection is opened on first use, in the worker."""

    def __init__(self) -> None:
        self._store = os.environ[STORE_VARIABLE]
        directory = POSTGRES_DIRECTORY if is_postgres(self._store) else DIRECTORY
        self._floors = {f"/floor/{name}": floor for name, floor in read_floors(directory).items()}
        self._connection: FloorConnection | PostgresFloorConnection | None = None

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        message = await receive()
        body: bytes = message["body"]
        while message["more_body"]:
            message = await receive()
            body += message["body"]
        status, answer = await self._answer(scope["path"], body)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        floor = self._floors.get(path)
        if floor is None:
            return (200, NOTHING) if path == "/floor/nothing" else (404, b'{"errors":"no such floor"}')
        try:
            return 200, (await self._run(floor, orjson.loads(body))).encode()
        except Exception as error:  # noqa: BLE001 - any failure must be seen by the bench, not only by this process
            return 500, orjson.dumps({"errors": f"{type(error).__name__}: {error}"})

    async def _run(self, floor: Floor, parameters: Mapping[str, Any]) -> str:
        connection = self._connection
        if connection is None:
            is_url = is_postgres(self._store)
            connection = PostgresFloorConnection(self._store) if is_url else FloorConnection(Path(self._store))
            self._connection = connection
        if isinstance(connection, FloorConnection):
            return connection.run(floor, parameters)
        return await connection.run(floor, parameters)


def application() -> FloorApplication:
    """For uvicorn's workers."""
    return FloorApplication()


def main() -> None:
    """Serves until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors.app")
    parser.add_argument("--store", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    os.environ[STORE_VARIABLE] = arguments.store
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as our workers have it; read when a worker imports numpy
    uvicorn.run(
        "bench.floors.app:application",
        factory=True,
        host="127.0.0.1",
        port=arguments.port,
        workers=arguments.workers,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
