"""`graphwright serve` and `graphwright dev` as real processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import httpx
import pytest

from graphwright.server.access import RULE

SDL = "type City {\n  name: String! @id\n}\n"


class Program:
    """A started command, whose lines can be waited for."""

    def __init__(self, words: tuple[str, ...], folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from graphwright.cli import main; main()", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("GRAPHWRIGHT_")}
            | {"XDG_CACHE_HOME": str(folder / "cache")},
        )
        self._lines: Queue[str] = Queue()
        self.said: list[str] = []
        streams = (self.process.stdout, self.process.stderr)
        self._listeners = [threading.Thread(target=self._listen, args=(stream,)) for stream in streams]
        for listener in self._listeners:
            listener.start()

    def _listen(self, stream: Any) -> None:
        with stream:
            for line in stream:
                self._lines.put(line.rstrip("\n"))

    def hear(self, pattern: str, within_s: float = 15) -> re.Match[str]:
        """The next line that matches."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            try:
                self.said.append(self._lines.get(timeout=0.1))
            except Empty:
                continue
            if found := re.search(pattern, self.said[-1]):
                return found
        raise AssertionError(f"{pattern} was not said, but: {self.said}")

    def rest(self) -> list[str]:
        """What it said and nobody heard."""
        return list(self._lines.queue)

    def url(self) -> str:
        return self.hear(r" at (http://\S+)$")[1]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(15)
        for listener in self._listeners:
            listener.join()
        return status


Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Program] = []

    def start_one(*words: str) -> Program:
        started.append(Program(words, tmp_path))
        return started[-1]

    yield start_one
    for program in started:
        program.stop()


def ask(url: str, query: str) -> Any:
    with httpx.Client(verify=False, trust_env=False, timeout=10) as client:
        return client.post(f"{url}/graphql", json={"query": query}).json()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serves_the_demo(workers: str, start: Start, tmp_path: Path) -> None:
    program = start("serve", "--demo", "--port", "0", "--workers", workers)
    url = program.url()
    assert ask(url, "{ aggregateFilm { count } }")["data"]["aggregateFilm"]["count"] >= 40
    program.hear(r"curl http://127\.0\.0\.1:\d+/graphql")
    text = "\n".join(program.said)
    assert RULE in text
    assert f"{url}/graphql" in text
    assert program.stop() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_the_curl_of_the_demo_can_be_pasted(start: Start) -> None:
    command = start("serve", "--demo", "--port", "0").hear(r"^  curl .*$")[0]
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    if done.returncode == 127:
        pytest.skip("there is no curl on this machine")
    assert '"films":[{' in done.stdout


def test_applies_a_schema_and_serves_the_store(start: Start, tmp_path: Path) -> None:
    (tmp_path / "city.graphql").write_text(SDL)
    program = start("serve", "--store", "cities.db", "--schema", "city.graphql", "--port", "0", "--workers", "2")
    url = program.url()
    assert ask(url, 'mutation { addCity(input: [{name: "Rome"}]) { numUids } }')["data"]["addCity"] == {"numUids": 1}
    assert program.stop() == 0
    again = start("serve", "--store", "cities.db", "--port", "0")
    assert ask(again.url(), "{ queryCity { name } }") == {"data": {"queryCity": [{"name": "Rome"}]}}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_wrong_schema_is_shown_with_its_place(workers: str, start: Start, tmp_path: Path) -> None:
    (tmp_path / "city.graphql").write_text(SDL.replace("String", "Strin"))
    program = start("serve", "--schema", "city.graphql", "--port", "0", "--workers", workers)
    program.hear(r"^city\.graphql:2:9: ")
    program.hear(r"^          \^$")
    assert program.process.wait(10) == 1


def test_a_port_in_use(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        program = start("serve", "--port", str(taken.getsockname()[1]))
        program.hear(r"^graphwright: port \d+ on 127\.0\.0\.1 is in use; ")
        assert program.process.wait(10) == 2


def test_listening_everywhere_is_said(start: Start) -> None:
    program = start("serve", "--host", "0.0.0.0", "--port", "0")
    program.hear(r"^Listening on 0\.0\.0\.0: whoever reaches this machine reaches /graphql")


class TestDev:
    def test_follows_a_file(self, start: Start, tmp_path: Path) -> None:
        file = tmp_path / "city.graphql"
        file.write_text(SDL)
        program = start("dev", "city.graphql", "--port", "0")
        program.hear(r"^city\.graphql applied in \d+ ms$")
        url = program.url()
        program.hear("^Following")
        assert "127.0.0.1" in url
        assert "errors" in ask(url, "{ queryCity { size } }")

        file.write_text(SDL.replace("}", "  size: Int\n}"))
        program.hear(r"^city\.graphql applied in \d+ ms$")
        program.hear("size")
        assert ask(url, "{ queryCity { size } }") == {"data": {"queryCity": []}}

        file.write_text(SDL.replace("String", "Strin"))
        program.hear(r"^city\.graphql:2:9: ")
        program.hear(r"^          \^$")
        assert ask(url, "{ queryCity { size } }") == {"data": {"queryCity": []}}

        fresh = tmp_path / "fresh"  # as editors save
        fresh.write_text(SDL)
        fresh.replace(file)
        program.hear(r"^city\.graphql applied in \d+ ms$")
        assert "errors" in ask(url, "{ queryCity { size } }")
        assert program.stop() == 0

    def test_waits_for_a_broken_file_to_be_mended(self, start: Start, tmp_path: Path) -> None:
        file = tmp_path / "city.graphql"
        file.write_text("type City {")
        program = start("dev", "city.graphql", "--port", "0")
        program.hear(r"^city\.graphql:1:")
        program.hear("^Following")
        file.write_text(SDL)
        program.hear(r"^city\.graphql applied in \d+ ms$")
        file.unlink()
        program.hear("there is no file")
        file.write_text(SDL.replace("name", "label"))
        program.hear(r"^city\.graphql applied in \d+ ms$")
