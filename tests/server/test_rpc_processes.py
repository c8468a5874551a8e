"""gRPC in real processes: every worker answers, one that dies is replaced, a stop lets running calls finish."""

from __future__ import annotations

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from pydgraph.proto import api_pb2 as api
from pydgraph.proto.api_pb2_grpc import DgraphStub

from .programs import Server, Start, until


def rpc_of(server: Server) -> str:
    server.wait_ready()
    assert server.process.stdout is not None
    return server.process.stdout.readline().strip()


def asked(address: str, query: str = "{ q }") -> int:
    """Which process answered, on a connection of its own."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.insecure_channel(address, options=options) as channel:
        reply = DgraphStub(channel).Query(api.Request(query=query), timeout=10, wait_for_ready=True)
    return int(json.loads(reply.json)["process"])


def answering(address: str, count: int) -> set[int]:
    """So many processes, which answered one after the other."""
    seen: set[int] = set()

    def are_enough() -> bool:
        seen.add(asked(address))
        return len(seen) == count

    until(are_enough)
    return seen


@pytest.mark.parametrize("workers", [1, 2])
def test_every_worker_answers_and_one_that_dies_is_replaced(workers: int, start: Start) -> None:
    server = start(workers, "rpc")
    address = rpc_of(server)
    assert server.get("/health").status_code == 200  # ready means all of it
    seen = answering(address, workers)
    if workers > 1:
        assert seen == server.workers()
        with pytest.raises(grpc.RpcError):
            asked(address, "{ die }")
        until(lambda: len(server.workers()) == workers)
        assert answering(address, workers) == server.workers() != seen
    assert server.get("/metrics").text.count('endpoint="grpc",outcome="answered"') == 1
    server.process.send_signal(signal.SIGTERM)
    assert server.ended()[0] == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_lets_running_calls_finish(workers: int, start: Start) -> None:
    server = start(workers, "rpc", "slow")
    address = rpc_of(server)
    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(asked, address) for _ in range(3)]
        time.sleep(0.5)
        os.kill(server.process.pid, signal.SIGTERM)
        assert all(call.result() for call in running)
    assert server.ended()[0] == 0
    with grpc.insecure_channel(address) as channel, pytest.raises(grpc.RpcError) as raised:
        DgraphStub(channel).Query(api.Request(query="{ q }"), timeout=5)
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
