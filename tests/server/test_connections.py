"""Connections to real servers: one of one worker and one of two, which all these tests share."""

import asyncio
import re
import sys
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from .programs import QUERY, Server, Start, programs, until


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with programs(tmp_path_factory.mktemp("one")) as start_one:
        yield start_one(1).wait_ready()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with programs(tmp_path_factory.mktemp("two")) as start_one:
        yield start_one(2).wait_ready()


def test_one_worker_runs_in_the_process_itself(one: Server) -> None:
    assert one.ask() == one.process.pid


def test_several_workers_share_the_port(two: Server) -> None:
    seen: set[int] = set()

    def asked_all() -> bool:
        seen.add(two.ask())
        return len(seen) == 2

    until(asked_all)
    assert seen == two.workers()
    assert two.process.pid not in seen


def test_metrics_tell_of_all_workers(two: Server) -> None:
    def total(name: str) -> float:
        text = two.get("/metrics").text
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        assert found, text
        return float(found[1])

    answered = 'graphwright_http_requests_total{endpoint="graphql",outcome="answered"}'
    before = total(answered)
    asked: list[int] = []

    def both_answered() -> bool:
        asked.append(two.ask())
        return len(set(asked)) == 2

    until(both_answered)
    until(lambda: total(answered) == before + len(asked))
    until(lambda: total("graphwright_plan_cache_hits_total") == before + len(asked))
    assert total("graphwright_worker_starts_total") == 2


def test_a_body_over_the_limit_closes_the_connection(one: Server) -> None:
    with one.connected() as connection:
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


def test_a_chunked_body_over_the_limit_is_not_read_to_its_end(one: Server) -> None:
    sent = 0
    with one.connected() as connection:
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


def test_answers_without_a_body_and_several_at_once(one: Server) -> None:
    with one.connected() as connection:
        connection.sendall(b"HEAD /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert connection.recv(65_536).endswith(b"\r\n\r\n")
        connection.sendall(b"OPTIONS /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 3)
        answers = b""
        while answers.count(b"\r\n\r\n") < 3:
            answers += connection.recv(65_536)
        assert answers.count(b"HTTP/1.1 200 OK") == 3


def test_a_client_that_waits_for_leave_to_send_gets_it(one: Server) -> None:
    with one.connected() as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Expect: 100-continue\r\nContent-Length: 15\r\n\r\n"
        )
        assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b'{"query":"{x}"}')
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200 OK")


def test_a_request_that_is_no_http_is_refused(one: Server) -> None:
    with one.connected() as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 400 ")
        assert connection.recv(65_536) == b""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux divides connections among sockets of one port")
def test_connections_are_divided(two: Server) -> None:

    async def ask_at_once() -> set[int]:
        limits = httpx.Limits(max_keepalive_connections=64)
        async with httpx.AsyncClient(timeout=10, verify=False, trust_env=False, limits=limits) as clients:
            asked = [clients.post(f"{two.url}/graphql", json=QUERY) for _ in range(64)]
            return {answer.json()["data"]["process"] for answer in await asyncio.gather(*asked)}

    assert asyncio.run(ask_at_once()) == two.workers()


def test_a_second_server_does_not_get_half_of_the_requests(start: Start, two: Server) -> None:
    status, errors = start(2, port=int(two.url.rsplit(":", 1)[1])).ended()
    assert status == 1
    assert "is in use" in errors


def test_an_upgrade_to_websocket_is_answered_as_plain_http(one: Server) -> None:
    assert one.get("/health", Connection="Upgrade", Upgrade="websocket").status_code == 200
