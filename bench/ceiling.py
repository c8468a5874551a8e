"""How much load the client itself can make: against a bare socket server, and against a trivial ASGI application.

Run as `.venv/bin/python -m bench.ceiling`. The first is the client's ceiling (the server does almost nothing), the
second the ceiling of uvicorn + httptools + uvloop. Both servers listen on loopback, one process each, and end with it.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from statistics import median
from typing import Any, cast

import uvicorn
import uvloop

from bench.client import LoadClient, LoadPlan, Measurement

BODY = b'{"data":{"getPerson":{"id":"0x2a","name":"' + b"x" * 400 + b'"}}}'
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(BODY)
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 120\r\n\r\n"
    + b"x" * 120
)


@dataclass(frozen=True, slots=True)
class SameRequest:
    """The same request for ever."""

    request: bytes = REQUEST

    def __call__(self, _part: int) -> Iterator[bytes]:
        return repeat(self.request)


class _BareServer(asyncio.Protocol):
    """Answers each piece of data with the same bytes; does not look at the request."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own class is none of asyncio's

    def data_received(self, _data: bytes) -> None:
        self._transport.write(HEAD + BODY)


async def trivial_application(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Any]) -> None:
    """Reads the request's body and answers a constant."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})


def serve_bare(listener: socket.socket) -> None:
    """Serves constant bytes until the process is ended."""

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_BareServer, sock=listener)
        await server.serve_forever()

    uvloop.run(serve())


def serve_trivial(listener: socket.socket) -> None:
    """Serves `trivial_application` until the process is ended."""
    config = uvicorn.Config(
        trivial_application, loop="uvloop", http="httptools", lifespan="off", access_log=False, log_level="warning"
    )
    uvicorn.Server(config).run(sockets=[listener])


def measure(
    serve: Callable[[socket.socket], None], *, seconds: float, rounds: int, connections: int, processes: int
) -> list[Measurement]:
    """Starts a server in a process of its own and loads it `rounds` times."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    port = listener.getsockname()[1]
    server = multiprocessing.get_context("fork").Process(target=serve, args=(listener,), daemon=True)
    server.start()
    listener.close()
    plan = LoadPlan(
        host="127.0.0.1",
        port=port,
        source=SameRequest(),
        connections=connections,
        seconds=seconds,
        processes=processes,
    )
    try:
        with LoadClient(processes) as client:
            client.run(plan)
            return [client.run(plan) for _ in range(rounds)]
    finally:
        server.terminate()
        server.join(10)


def main() -> None:
    """Prints both ceilings."""
    parser = argparse.ArgumentParser(prog="python -m bench.ceiling", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--processes", type=int, default=1, help="client processes")
    arguments = parser.parse_args()
    for name, serve in (("bare socket server", serve_bare), ("uvicorn, trivial application", serve_trivial)):
        runs = measure(serve, **vars(arguments))
        print(
            f"{name:30} {median(run.rate for run in runs):8,.0f} req/s   "
            f"p50 {median(run.p50_ms for run in runs):.2f} ms  p99 {median(run.p99_ms for run in runs):.2f} ms   "
            f"client busy {median(run.client_share for run in runs):.0%}   errors {sum(run.errors for run in runs)}"
        )


if __name__ == "__main__":
    main()
