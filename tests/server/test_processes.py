"""Real processes on real sockets: starting, sharing, restarting, stopping."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

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


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start_one(workers: int = 1, *words: str, port: int = 0) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.serving", str(port), str(workers), str(tmp_path / "mark"), *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        started.append(process)
        return Server(process)

    yield start_one
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


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_answers_and_stops_with_status_0(start: Start, workers: int, number: signal.Signals) -> None:
    server = start(workers).wait_ready()
    assert server.ask()
    server.process.send_signal(number)
    status, errors = server.ended()
    assert status == 0
    assert errors.count("closed") == (1 if workers == 1 else 3)  # two workers and the preparation
    assert "Traceback" not in errors


def test_one_worker_runs_in_the_process_itself(start: Start) -> None:
    server = start(1).wait_ready()
    assert server.ask() == server.process.pid


def test_several_workers_share_the_socket(start: Start) -> None:
    server = start(3).wait_ready()
    seen: set[int] = set()

    def asked_all() -> bool:
        seen.add(server.ask())
        return len(seen) == 3

    until(asked_all)
    assert seen == server.workers()
    assert server.process.pid not in seen


@pytest.mark.parametrize("workers", [1, 2])
def test_running_requests_are_answered_before_it_stops(start: Start, workers: int) -> None:
    server = start(workers, "slow").wait_ready()

    async def ask_and_stop() -> list[httpx.Response]:
        async with httpx.AsyncClient(timeout=10, verify=False, trust_env=False) as client:
            asked = [asyncio.create_task(client.post(f"{server.url}/graphql", json=QUERY)) for _ in range(4)]
            await asyncio.sleep(0.25)
            server.process.send_signal(signal.SIGTERM)
            return await asyncio.gather(*asked)

    answers = asyncio.run(ask_and_stop())
    assert [answer.status_code for answer in answers] == [200] * 4
    assert server.ended()[0] == 0
    with pytest.raises(httpx.ConnectError):
        server.ask()


def test_a_worker_that_died_is_replaced(start: Start) -> None:
    server = start(2).wait_ready()
    before = server.workers()
    with pytest.raises(httpx.RemoteProtocolError):
        server.ask("{ die }")
    until(lambda: len(server.workers() - before) == 1 and len(server.workers()) == 2)
    assert {server.ask() for _ in range(20)} <= server.workers()
    victim = min(server.workers())
    os.kill(victim, signal.SIGKILL)
    until(lambda: victim not in server.workers() and len(server.workers()) == 2)
    server.process.terminate()
    status, errors = server.ended()
    assert status == 0
    assert errors.count("worker died; starting another") == 2


def test_workers_stop_when_the_parent_is_killed(start: Start) -> None:
    server = start(2).wait_ready()
    workers = [psutil.Process(worker) for worker in server.workers()]
    server.process.kill()
    until(lambda: not any(worker.is_running() and worker.status() != "zombie" for worker in workers))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_second_signal_kills(start: Start, workers: int) -> None:
    server = start(workers, "slow").wait_ready()

    async def ask_and_stop_twice() -> float:
        async with httpx.AsyncClient(timeout=10, verify=False, trust_env=False) as client:
            asked = asyncio.create_task(client.post(f"{server.url}/graphql", json=QUERY))
            await asyncio.sleep(0.2)
            begun = time.monotonic()
            for _ in range(2):
                server.process.send_signal(signal.SIGTERM)
                await asyncio.sleep(0.1)
            with pytest.raises(httpx.HTTPError):
                await asked
            return time.monotonic() - begun

    assert asyncio.run(ask_and_stop_twice()) < 0.3
    server.ended(within_s=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_port_in_use(start: Start, workers: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, errors = start(workers, port=port).ended()
    assert status == 1
    assert errors.startswith(f"ConfigError port {port} on 127.0.0.1 is in use")
    assert "--port" in errors


@pytest.mark.parametrize("workers", [1, 2])
def test_a_store_that_cannot_be_prepared(start: Start, workers: int) -> None:
    status, errors = start(workers, "refuses").ended()
    assert status == 1
    assert "SchemaError the type Strin is not known 3 7" in errors
    assert "closed" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_while_preparing_is_shown_once(start: Start, workers: int) -> None:
    status, errors = start(workers, "bug").ended()
    assert status == 1
    assert errors.count("Traceback (most recent call last)") == 1
    assert errors.rstrip().endswith("ZeroDivisionError")


def test_workers_that_cannot_start_are_given_up(start: Start) -> None:
    status, errors = start(2, "fails").ended(within_s=30)
    assert status == 1
    assert "the store is gone" in errors
    assert "ConfigError the workers end as soon as they start" in errors


def test_metrics_tell_of_all_workers(start: Start) -> None:
    server = start(2).wait_ready()
    asked: list[int] = []

    def both_answered() -> bool:
        asked.append(server.ask())
        return len(set(asked)) == 2

    until(both_answered)

    def total(name: str) -> float:
        text = server.get("/metrics").text
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        assert found, text
        return float(found[1])

    assert total('graphwright_http_requests_total{endpoint="graphql",outcome="answered"}') == len(asked)
    assert total("graphwright_worker_starts_total") == 2
    until(lambda: total("graphwright_plan_cache_hits_total") == len(asked), within_s=3)


def test_a_body_over_the_limit_closes_the_connection(start: Start) -> None:
    server = start(1).wait_ready()
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Accept: application/graphql-response+json\r\nContent-Length: 99999999999\r\n\r\n"
        )
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer
    assert b"LIMIT_EXCEEDED" in answer


def test_a_chunked_body_over_the_limit_is_not_read_to_its_end(start: Start) -> None:
    server = start(1).wait_ready()
    host, port = server.url.removeprefix("http://").split(":")
    sent = 0
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        with suppress(ConnectionError):
            while sent < 1024 * 1024 * 1024:
                connection.sendall(chunk)
                sent += len(chunk)
    assert sent < 128 * 1024 * 1024


def test_a_client_that_goes_away_does_no_harm(start: Start) -> None:
    server = start(1).wait_ready()
    host, port = server.url.removeprefix("http://").split(":")
    headers = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
    for head in (b"POST /graphql HTTP/1.1\r\n", b"POST /alter HTTP/1.1\r\n"):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(head + headers)
    assert server.ask()
    server.process.terminate()
    status, errors = server.ended()
    assert status == 0
    assert "Traceback" not in errors


def test_an_upgrade_to_websocket_is_answered_as_plain_http(start: Start) -> None:
    server = start(1).wait_ready()
    assert server.get("/health", Connection="Upgrade", Upgrade="websocket").status_code == 200
