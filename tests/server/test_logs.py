"""Log lines, and what must never stand in them."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog

from graphwright.server.logs import logger, set_up_logs
from graphwright.server.options import ServerOptions

from .fakes import FakeDatabase, send


@pytest.fixture(autouse=True)
def _restored_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    logger()  # so that nothing that was set up waits for another test
    structlog.reset_defaults()
    root.handlers, root.level = handlers, level


def test_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "json")
    logger().info("listening", port=8080)
    logger().debug("not this")
    logging.getLogger("library").warning("something %s", "odd")
    logging.getLogger("library").info("not this either")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["level"], first["port"]) == ("listening", "info", 8080)
    assert first["timestamp"]
    assert (second["event"], second["level"]) == ("something odd", "warning")


def test_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "console")
    logger().info("listening", port=8080)
    line = capsys.readouterr().err
    assert "listening" in line
    assert "port=8080" in line
    assert "\x1b" not in line  # this is no terminal


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_traceback_shows_no_local_variables(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", form)  # type: ignore[arg-type]

    def fail(token: str) -> None:
        raise ZeroDivisionError(len(token))

    try:
        fail("hunter2" * 2)
    except ZeroDivisionError:
        logger().exception("request failed")
    lines = capsys.readouterr().err
    assert "ZeroDivisionError: 14" in lines
    assert "hunter2hunter2" not in lines


def test_a_line_per_request_without_its_secrets(database: FakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", "json")
    send(
        database,
        "GET",
        "/graphql?query={secret}&variables={}",
        options=ServerOptions(logs_requests=True),
        headers={"X-Token": "secret"},
    )
    [line] = [json.loads(line) for line in capsys.readouterr().err.splitlines() if '"request"' in line]
    assert (line["event"], line["method"], line["path"], line["status"]) == ("request", "GET", "/graphql", 200)
    assert line["ms"] >= 0
    assert "secret" not in json.dumps(line)


def test_no_line_per_request_unless_asked(database: FakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", "json")
    send(database, "GET", "/health", options=ServerOptions())
    assert '"request"' not in capsys.readouterr().err


def test_an_embedding_program_keeps_its_own_logs() -> None:
    seen: list[object] = []

    def remember(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> str:
        seen.append(event["event"])
        raise structlog.DropEvent

    structlog.configure(processors=[remember])
    logger().info("listening")
    assert seen == ["listening"]


def test_the_first_line_pays_for_structlog() -> None:
    program = (
        "import sys, logging\n"
        "import graphwright.server.processes\n"
        "from graphwright.server.logs import logger, set_up_logs\n"
        "set_up_logs('info', 'json')\n"
        "assert 'structlog' not in sys.modules and 'rich' not in sys.modules\n"
        "logging.getLogger('x').error('late')\n"
        "assert 'structlog' in sys.modules\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stderr)["event"] == "late"
