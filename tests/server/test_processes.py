"""The life of server processes: starting, restarting, stopping."""

import asyncio
import os
import signal
import socket

import httpx
import psutil
import pytest

from .programs import QUERY, Start, until


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

    async def ask_and_stop_twice() -> None:
        async with httpx.AsyncClient(timeout=10, verify=False, trust_env=False) as client:
            asked = asyncio.create_task(client.post(f"{server.url}/graphql", json=QUERY))
            await asyncio.sleep(0.2)
            for _ in range(2):
                server.process.send_signal(signal.SIGTERM)
                await asyncio.sleep(0.1)
            with pytest.raises(httpx.HTTPError):
                await asked

    asyncio.run(ask_and_stop_twice())
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


def test_a_client_that_goes_away_does_no_harm(start: Start) -> None:
    server = start(1).wait_ready()
    headers = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
    for head in (b"POST /graphql HTTP/1.1\r\n", b"POST /alter HTTP/1.1\r\n"):
        with server.connected() as connection:
            connection.sendall(head + headers)
    assert server.ask()
    server.process.terminate()
    status, errors = server.ended()
    assert status == 0
    assert "Traceback" not in errors
