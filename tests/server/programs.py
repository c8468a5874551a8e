"""Started `serving.py` programs, for tests of processes and connections."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[2]
QUERY = {"query": "{ x }"}

Start = Callable[..., "Server"]


def client() -> httpx.Client:
    return httpx.Client(timeout=10, verify=False, trust_env=False)  # loading certificates takes 30 ms


class Server:
    """A started `serving.py`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.url = ""

    def wait_ready(self) -> "Server":
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.process.communicate()[1]
        return self

    def ask(self, query: str = "{ x }") -> int:
        with client() as fresh:  # a connection of its own, which any worker may accept
            process: int = fresh.post(f"{self.url}/graphql", json={"query": query}).json()["data"]["process"]
        return process

    def get(self, path: str, **headers: str) -> httpx.Response:
        with client() as fresh:
            return fresh.get(self.url + path, headers=headers)

    def workers(self) -> set[int]:
        return {child.pid for child in psutil.Process(self.process.pid).children()}

    def ended(self, within_s: float = 10) -> tuple[int, str]:
        _, errors = self.process.communicate(timeout=within_s)
        return self.process.returncode, errors

    def connected(self) -> socket.socket:
        host, port = self.url.removeprefix("http://").split(":")
        return socket.create_connection((host, int(port)), timeout=5)


@contextmanager
def programs(folder: Path) -> Iterator[Start]:
    """A function that starts servers, which are gone when the block ends."""
    started: list[subprocess.Popen[str]] = []

    def start_one(workers: int = 1, *words: str, port: int = 0) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.serving", str(port), str(workers), str(folder / "mark"), *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        started.append(process)
        return Server(process)

    try:
        yield start_one
    finally:
        for process in started:
            with suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children():
                    child.kill()
            process.kill()
            process.communicate()


def until(condition: Callable[[], bool], within_s: float = 10) -> None:
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
