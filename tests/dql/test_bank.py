"""Sixteen clients of pydgraph in four processes move money between accounts while workers of the server are killed.

The total stays as it was in everything that anybody reads, also in the middle of his own transfer. The run takes some
seconds; `GRAPHWRIGHT_TEST_BANK_S` says how many (60 for a long one), and `--log-cli-level=info` shows the counts.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import random
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

import grpc
import psutil
import pydgraph
import pytest

from tests.dql.served import WORKERS, Served, serving

ACCOUNTS: Final = 20
TOTAL: Final = 100 * ACCOUNTS
SECONDS: Final = float(os.environ.get("GRAPHWRIGHT_TEST_BANK_S", "5"))
log: Final = logging.getLogger(__name__)
READ: Final = "{ q(func: has(balance)) { uid balance } }"


def connected(port: int) -> Any:
    """A client with a connection of its own."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    return pydgraph.DgraphClient(pydgraph.DgraphClientStub(f"127.0.0.1:{port}", options=options))


@pytest.fixture
def bank(shared_address: str) -> Iterator[tuple[Served, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(shared_address, rpc_port=port) as server:
        client = connected(port)
        client.alter(pydgraph.Operation(schema="owner: string @index(exact) .\nbalance: int ."))
        quads = [f'_:a{n} <owner> "{n}" .\n_:a{n} <balance> "100" .' for n in range(ACCOUNTS)]
        client.txn().mutate(set_nquads="\n".join(quads), commit_now=True)
        yield server, port


def accounts(txn: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(txn.query(READ).json)["q"]
    assert (sum(each["balance"] for each in found), len(found)) == (TOTAL, ACCOUNTS)
    return found


def transfer(client: Any, chance: random.Random) -> None:
    txn = client.txn()
    try:
        one, two = chance.sample(accounts(txn), 2)
        amount = chance.randint(1, 10)
        txn.mutate(
            set_nquads=f'<{one["uid"]}> <balance> "{one["balance"] - amount}" .\n'
            f'<{two["uid"]}> <balance> "{two["balance"] + amount}" .'
        )
        if chance.random() < 0.3:
            accounts(txn)
        txn.commit()
    finally:
        with suppress(grpc.RpcError):  # its worker was killed
            txn.discard()


def run_client(port: int, seed: int, end: float) -> tuple[int, int, int]:
    """How many transfers were done, were lost to others, and broke with a worker."""
    done = lost = broken = 0
    chance, client = random.Random(seed), connected(port)
    while time.time() < end:
        try:
            transfer(client, chance)
            done += 1
        except pydgraph.AbortedError:
            lost += 1
        except (grpc.RpcError, pydgraph.RetriableError, pydgraph.ConnectionError):
            broken += 1
            time.sleep(0.05)
    return done, lost, broken


def run_process(port: int, seed: int, everybody: Any, results: Any) -> None:
    """Four clients."""
    everybody.wait(120)
    end = time.time() + SECONDS
    with ThreadPoolExecutor(4) as pool:
        results.put([each.result() for each in [pool.submit(run_client, port, seed + n, end) for n in range(4)]])


def test_transfers_keep_the_total(bank: tuple[Served, int]) -> None:
    server, port = bank
    spawn = multiprocessing.get_context("spawn")
    results, everybody = spawn.Queue(), spawn.Barrier(5)
    processes = [spawn.Process(target=run_process, args=(port, 10 * n, everybody, results)) for n in range(4)]
    for process in processes:
        process.start()
    everybody.wait(120)
    end, killed = time.time() + SECONDS, 0
    while time.time() < end - 1:
        time.sleep(1.5)
        alive = [worker for worker in server.workers() if worker.status() != psutil.STATUS_ZOMBIE]
        if len(alive) == WORKERS:
            random.choice(alive).kill()
            killed += 1
    counts = [count for _ in processes for count in results.get(timeout=60)]
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    done, lost, broken = (sum(each) for each in zip(*counts, strict=True))
    log.info("%d transfers, %d lost to others, %d broke with one of %d workers", done, lost, broken, killed)
    assert killed
    assert done, (done, lost, broken)
    for _ in range(100):
        try:
            accounts(connected(port).txn(read_only=True))
            break
        except grpc.RpcError:
            time.sleep(0.1)
    else:
        pytest.fail("nobody answers")
