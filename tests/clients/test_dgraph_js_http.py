"""The real npm package `dgraph-js-http` against a real server, where there is node; nothing of it is kept here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.clients.serving import Served

PACKAGE = "dgraph-js-http@20.11.0"
SCRIPT = Path(__file__).with_name("dgraph_js_http.js")


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip(f"NOT TESTED WITH {PACKAGE}: there is no node with npm on this machine")
    folder = tmp_path_factory.mktemp("js")
    (folder / "package.json").write_text("{}")
    try:
        installed = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"NOT TESTED WITH {PACKAGE}: npm install takes over two minutes")
    if installed.returncode:
        pytest.skip(f"NOT TESTED WITH {PACKAGE}: npm install says {installed.stderr[-300:]}")
    return folder / "node_modules"


@pytest.fixture
def told(modules: Path, server: Served) -> dict[str, Any]:
    ran = subprocess.run(
        ["node", str(SCRIPT), server.url],
        env=os.environ | {"NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    document: dict[str, Any] = json.loads(ran.stdout)
    return document


def test_what_its_users_do(told: dict[str, Any]) -> None:
    ann, bob = {"name": "Ann", "balance": 1}, {"name": "Bob"}
    assert told["version"]
    assert told["alter"] == {"data": {"code": "Success", "message": "Done"}}
    assert told["made"] == {"data": ["code", "message", "queries", "uids"], "latency": True}
    assert told["finished"] == "ERR_FINISHED"
    assert told["variables"] == [{"balance": 1}]
    assert told["bestEffort"] == [ann]
    assert told["debug"] is True
    assert told["inside"] == told["committed"] == [ann | {"balance": 2}, bob]
    assert told["outside"] == [ann]
    assert told["loser"] == "ERR_ABORTED"
    assert told["discarded"] == [ann | {"balance": 10}, bob]
    assert told["changed"] == [bob, {"name": "Dan"}, {"name": "Eve"}]
    for name in ("syntax", "wrongMutation", "wrongSchema"):
        assert told[name].startswith("APIError: "), told[name]
        assert len(told[name]) > 20
    assert told["health"] == "healthy"
    assert told["state"] == ["1"]
    assert told["keywords"] is True
    assert told["dropped"] == [bob, {"name": "Dan"}, {"name": "Eve"}]
    assert told["empty"] == []
