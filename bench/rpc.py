"""Calls of gRPC through pydgraph from 16 threads, against a service that answers a constant.

Part of every run, under the name `rpc`; alone: `python -m bench.rpc`.

The constant service is the floor: what pydgraph and grpcio take by themselves, on the server with the same event loop.
In a client of threads Python's lock is shared, so the client is measured with the server; both run on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import grpc.aio
import psutil
import pydgraph
import uvloop
from pydgraph.proto import api_pb2 as api
from pydgraph.proto.api_pb2_grpc import DgraphServicer, add_DgraphServicer_to_server

from bench.report import Single
from bench.servers import HOST, START_SECONDS_MAX, BenchError
from graphwright.server.listening import address_of, reserve

PEOPLE = 10_000
THREADS = 16
SCHEMA = "name: string @index(exact) @upsert .\nbalance: int ."
QUERY = "query q($n: string) { q(func: eq(name, $n)) { uid name balance } }"
_numbers = count()
Call = Callable[[pydgraph.DgraphClient], object]


class _Constant(DgraphServicer):
    async def Query(self, _request: api.Request, _context: object) -> api.Response:  # noqa: N802 -- the protocol's name
        return api.Response(json=b'{"q":[{"uid":"0x1","name":"n1","balance":1}]}', txn=api.TxnContext(start_ts=1))


def serve_constant(address: str) -> None:
    """Serves a constant until the process is ended."""

    async def serve() -> None:
        server = grpc.aio.server(options=[("grpc.so_reuseport", 1)])
        add_DgraphServicer_to_server(_Constant(), server)  # type: ignore[abstract] # the other calls are not made
        server.add_insecure_port(address)
        await server.start()
        await server.wait_for_termination()

    uvloop.run(serve())


def read(client: pydgraph.DgraphClient) -> object:
    """A look-up by an indexed value."""
    return client.txn(read_only=True).query(QUERY, variables={"$n": _name()})


def write(client: pydgraph.DgraphClient) -> object:
    """A new node, committed at once."""
    return client.txn().mutate(set_obj={"name": f"new{next(_numbers)}", "balance": 1}, commit_now=True)


def upsert(client: pydgraph.DgraphClient) -> object:
    """A node found by its name and changed, in one call."""
    txn = client.txn()
    query = "query q($n: string) { q(func: eq(name, $n)) { v as uid } }"
    change = txn.create_mutation(set_nquads=f'uid(v) <balance> "{next(_numbers)}" .')
    return txn.do_request(
        txn.create_request(query=query, variables={"$n": _name()}, mutations=[change], commit_now=True)
    )


def transaction(client: pydgraph.DgraphClient) -> object:
    """A query, a mutation and a commit: three calls; a lost one counts too."""
    txn = client.txn()
    try:
        [row] = json.loads(txn.query(QUERY, variables={"$n": _name()}).json)["q"]
        txn.mutate(set_obj={"uid": row["uid"], "balance": row.get("balance", 0) + 1})
        return txn.commit()
    except pydgraph.AbortedError:
        return None


def _name() -> str:
    return f"n{next(_numbers) * 7919 % PEOPLE}"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the threads did together."""

    rate: float
    p50_ms: float
    p99_ms: float
    server_ms: float


def measure(address: str, server: psutil.Process, call: Call, threads: int, seconds: float) -> Measured:
    """Calls from so many threads, each with a channel of its own, for so long."""
    times: list[list[float]] = [[] for _ in range(threads)]
    end = time.perf_counter() + seconds

    def run(mine: list[float]) -> None:
        with pydgraph.client_stub(address, options=[("grpc.use_local_subchannel_pool", 1)]) as stub:
            client = pydgraph.DgraphClient(stub)
            while (began := time.perf_counter()) < end:
                call(client)
                mine.append(time.perf_counter() - began)

    before = _cpu_seconds(server)
    workers = [threading.Thread(target=run, args=(mine,)) for mine in times]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    used = _cpu_seconds(server) - before
    if not all(times):
        raise BenchError(f"calls of gRPC to {address} failed")
    sample = sorted(taken for mine in times for taken in mine)
    p50, p99 = (sample[int(len(sample) * share)] * 1000 for share in (0.5, 0.99))
    return Measured(len(sample) / seconds, p50, p99, used / len(sample) * 1000)


def _cpu_seconds(process: psutil.Process) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in (process, *process.children(recursive=True)))


@contextmanager
def constant() -> Iterator[tuple[str, psutil.Process]]:
    """The floor, in a process of its own."""
    with reserve(HOST, 0, "") as reserved:
        address = address_of(reserved)
        process = multiprocessing.get_context("spawn").Process(target=serve_constant, args=(address,), daemon=True)
        process.start()
        try:
            _wait(address)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.join(10)


@contextmanager
def graphwright(workers: int) -> Iterator[tuple[str, psutil.Process]]:
    """A server on an empty SQLite file, with people in it."""
    with tempfile.TemporaryDirectory() as folder, reserve(HOST, 0, "") as reserved:
        address = address_of(reserved)
        words = ["--store", str(Path(folder) / "bench.db"), "--port", "0", "--workers", str(workers)]
        reserved.close()
        process = subprocess.Popen(
            [Path(sys.executable).parent / "graphwright", "serve", "--grpc-port", address.rpartition(":")[2], *words],
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(address)
            with pydgraph.client_stub(address) as stub:
                client = pydgraph.DgraphClient(stub)
                client.alter(pydgraph.Operation(schema=SCHEMA))
                people: Any = [{"name": f"n{number}", "balance": number} for number in range(PEOPLE)]
                client.txn().mutate(set_obj=people, commit_now=True)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(address: str) -> None:
    async def connect() -> None:
        async with grpc.aio.insecure_channel(address) as channel:
            await asyncio.wait_for(channel.channel_ready(), START_SECONDS_MAX)

    try:
        asyncio.run(connect())
    except TimeoutError as error:
        raise BenchError(f"nothing listens at {address}") from error


def measure_calls(workers: int, threads: int, seconds: float) -> Iterator[Single]:
    """A number of each kind of call."""

    def single(what: str, found: Measured) -> Single:
        value = (
            f"{found.rate:,.0f}/s, p50 {found.p50_ms:.2f} ms, p99 {found.p99_ms:.2f} ms, "
            f"{found.server_ms:.2f} ms of CPU each in the server"
        )
        return Single(what=f"gRPC, pydgraph, {threads} threads: {what}", value=value, target="", met=None)

    with constant() as floor:
        yield single("a constant service", measure(*floor, read, threads, seconds))
    with graphwright(workers) as server:
        for name, call in (("read", read), ("write", write), ("upsert", upsert), ("transaction", transaction)):
            yield single(name, measure(*server, call, threads, seconds))


def main() -> None:
    """Prints calls a second of each kind."""
    parser = argparse.ArgumentParser(prog="python -m bench.rpc", description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each kind of call")
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    for found in measure_calls(arguments.workers, arguments.threads, arguments.seconds):
        print(f"{found.what}: {found.value}", flush=True)


if __name__ == "__main__":
    main()
