"""A real server with several workers, for the tests of transactions."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import httpx
import psutil

from graphwright.engine.transactions.open import owner_of

ROOT: Final = Path(__file__).parents[2]
WORKERS: Final = 4


class Served:
    """A server in processes of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        words = (word for line in process.stdout for word in line.split())
        self.url = next(word for word in words if word.startswith("http://"))
        heading = itertools.takewhile(lambda word: word != "Administrative", words)
        self.rpc = next((before for before, word in itertools.pairwise(heading) if word == "(gRPC)"), "")

    def post(self, path: str, body: str, kind: str = "application/dql") -> dict[str, Any]:
        """On a connection of its own, which any worker may accept."""
        with httpx.Client(timeout=30, trust_env=False, verify=False) as fresh:
            answer = fresh.post(self.url + path, content=body, headers={"content-type": kind})
        return answer.json()  # type: ignore[no-any-return]

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def owner(self, start_ts: int) -> psutil.Process:
        """The worker that has a transaction: it listens at the socket of its number."""
        number = str(owner_of(start_ts))
        for worker in self.workers():
            for each in worker.net_connections("unix"):
                if Path(str(each.laddr)).name == number:
                    return worker
        raise AssertionError(f"nobody has number {number}")


@contextmanager
def serving(
    address: str,
    *,
    rpc_port: int | None = 0,
    workers: int = WORKERS,
    flags: Sequence[str] = (),
    environment: dict[str, str] | None = None,
) -> Iterator[Served]:
    """Workers on a store.

    Args:
        rpc_port: None takes a free one; 0: no gRPC.
    """
    arguments = ["--store", address, "--port", "0", "--workers", str(workers), *flags]
    if rpc_port is not None:
        arguments += ["--grpc-port", str(rpc_port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "graphwright", "serve", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | (environment or {}),
    )
    try:
        yield Served(process)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=15)
        process.kill()
