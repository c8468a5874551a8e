"""Runs the blocks of one page from top to bottom, as a reader would.

In: blocks, an empty folder. Out: an AssertionError where a block fails or the manual's answer is not the product's.
In answers `…` stands for anything: as a whole JSON value, as a part of a text, or as whole lines of one.
"""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

import graphwright
from graphwright.cli.problems import ProblemIn, Text, told
from graphwright.config import load_settings
from graphwright.errors import GraphwrightError
from tests.docs.blocks import ROOT, Block

ADDRESS: Final = "127.0.0.1:8080"
"""Where the manual says that the server is; tests put theirs in its place."""
RPC_ADDRESS: Final = "127.0.0.1:9080"
"""The same for gRPC."""
START_S: Final = 30.0
COMMANDS: Final = Path(sys.executable).parent
"""Where `graphwright` is."""


class PageRunner:
    """The state that blocks of a page share: a database, names in Python, a folder, a server, the last answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database: graphwright.Database | None = None
        self._names: dict[str, Any] = {"__name__": "page"}
        self._variables: dict[str, Any] | None = None
        self._answer: Any = None
        self._asked: Block | None = None
        self._server: DemoServer | None = None

    def run(self, block: Block) -> None:
        """Runs a block by its mark; the answer of the one before must have been free of errors, unless shown."""
        if block.mark == "answer":
            self._compare(block)
            return
        self.settle()
        match block.language, block.mark:
            case _, "shown":
                return
            case "python", "run":
                self._run_python(block)
            case "sh", "run" | "fails" | "server":
                self._run_shell(block)
            case "graphql", "schema":
                self._open(block)
            case "graphql", "refused":
                self._refuse(block)
            case "graphql", "run":
                self._asked, self._answer = block, self._opened(block).graphql(block.text, self._variables)
                self._variables = None
            case "dql", "run":
                self._asked, self._answer = block, self._opened(block).dql(block.text)
            case "json", "variables":
                self._variables = json.loads(block.text)
            case "toml", "settings":
                file = self._folder / "graphwright.toml"
                file.write_text(block.text, encoding="utf-8")
                load_settings({}, {}, file)
            case _:
                raise AssertionError(f"{block.place}: the block is marked {block.language} {block.mark}")

    def settle(self) -> None:
        """Looks whether an answer that the page does not show has errors."""
        asked, self._asked = self._asked, None
        if asked is not None:
            assert "errors" not in self._answer, f"{asked.place}: {self._answer['errors']}"

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
        if self._server is not None:
            self._server.stop()

    # -- kinds of blocks

    def _open(self, block: Block) -> None:
        if self._database is not None:
            self._database.close()
        self._database = graphwright.open(":memory:")
        self._database.alter(block.text)

    def _opened(self, block: Block) -> graphwright.Database:
        assert self._database is not None, f"{block.place}: the page has no schema above it"
        return self._database

    def _refuse(self, block: Block) -> None:
        database = self._database or graphwright.open(":memory:")
        try:
            database.alter(block.text)
        except GraphwrightError as error:
            self._answer = told(ProblemIn(error, Text("schema.graphql", block.text)))
        else:
            raise AssertionError(f"{block.place}: the schema is accepted")
        finally:
            if self._database is None:
                database.close()

    def _run_python(self, block: Block) -> None:
        # Lines as in the page, so that a traceback leads there.
        code = compile("\n" * (block.line - 1) + block.text, str(block.page), "exec")
        before = Path.cwd()
        os.chdir(self._folder)
        try:
            exec(code, self._names)
        finally:
            os.chdir(before)

    def _run_shell(self, block: Block) -> None:
        text = block.text
        if block.mark == "server":
            if self._server is None:
                self._server = DemoServer(self._folder)
            text = text.replace(ADDRESS, self._server.address).replace(RPC_ADDRESS, self._server.rpc_address)
        result = subprocess.run(
            ["sh", "-eu", "-c", text],
            cwd=self._folder,
            env=environment(self._folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if block.mark == "fails" else subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
        expected_to_fail = block.mark == "fails"
        told_text = f"{block.place}: status {result.returncode}\n{result.stdout}\n{result.stderr or ''}"
        assert (result.returncode != 0) == expected_to_fail, told_text
        assert "Traceback" not in result.stdout, told_text
        self._answer = result.stdout

    # -- answers

    def _compare(self, block: Block) -> None:
        if block.language == "json":
            given = json.loads(self._answer) if isinstance(self._answer, str) else self._answer
            expected = json.loads(block.text)
            assert is_like(given, expected), f"{block.place}: the answer is {json.dumps(given, ensure_ascii=False)}"
        else:
            text = self._answer.replace(self._server.address, ADDRESS) if self._server else self._answer
            assert is_like_text(text, block.text), f"{block.place}: the answer is\n{text}"
        self._asked = None


class DemoServer:
    """`graphwright serve --demo` on a free port, with its store in the page's folder.

    Args:
        words: Further flags.
        variables: Further variables of its environment.
    """

    def __init__(self, folder: Path, *words: str, variables: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [str(COMMANDS / "graphwright"), "serve", "--demo", "--port", "0", *words],
            cwd=folder,
            env=environment(folder) | dict(variables or {}),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = _address_in(self._process.stdout)
        self.rpc_address = _rpc_address_in(self._process.stdout)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=30)
        assert self._process.stdout is not None
        self._process.stdout.close()


def _address_in(stream: IO[str]) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        readable, _, _ = select.select([stream], [], [], 1.0)
        if readable:
            line = stream.readline()
            if found := re.search(r" at http://(\S+)", line):
                return found[1]
            assert line, "the server ended before it was ready"
    raise AssertionError("the server was not ready in time")


def _rpc_address_in(stream: IO[str]) -> str:
    """Out of the lines behind that one, which come with it."""
    for line in stream:
        if found := re.search(r" (\S+) \(gRPC\)", line):
            return found[1]
        if line.startswith("Administrative"):
            break
    return "no gRPC"


def run_graphwright(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`graphwright` with these words, in a folder."""
    return subprocess.run(
        [str(COMMANDS / "graphwright"), *words],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def environment(folder: Path) -> dict[str, str]:
    """That of a user who has installed Graphwright and set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRAPHWRIGHT_")}
    path = f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"
    if shutil.which("curl") is None:
        path = f"{folder_with_curl(folder)}{os.pathsep}{path}"
    return kept | {"PATH": path, "XDG_CACHE_HOME": str(folder / "cache")}


def folder_with_curl(folder: Path) -> Path:
    """A folder to put on the path of machines without curl: what `./dev test` needs is Python alone."""
    commands = folder / "commands"
    commands.mkdir(exist_ok=True)
    curl = commands / "curl"
    curl.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "tests/docs/curl.py"}" "$@"\n', encoding="utf-8")
    curl.chmod(0o755)
    return commands


def is_like(given: Any, expected: Any) -> bool:
    """Whether an answer is what the manual shows; the string `…` there is anything."""
    match expected:
        case "…":
            return True
        case str() if "…" in expected:
            return isinstance(given, str) and is_like_text(given, expected)
        case dict():
            return (
                isinstance(given, dict)
                and given.keys() == expected.keys()
                and all(is_like(given[name], value) for name, value in expected.items())
            )
        case list():
            return (
                isinstance(given, list)
                and len(given) == len(expected)
                and all(is_like(*pair) for pair in zip(given, expected, strict=True))
            )
        case _:
            return type(given) is type(expected) and bool(given == expected)


def is_like_text(given: str, expected: str) -> bool:
    """As `is_like`, for text: `…` is anything within a line, and alone on its line any number of lines."""
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == "…" else ".*?".join(map(re.escape, line.split("…"))) + "[ \t]*\n"
        for line in expected.rstrip().split("\n")
    )
    return re.fullmatch(pattern, given.rstrip() + "\n") is not None
