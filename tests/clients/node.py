"""The npm packages of Dgraph's clients, installed for the run, and programs that use them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PACKAGES = ("dgraph-js-http@20.11.0", "dgraph-js@24.2.0", "@grpc/grpc-js@1.14.7")


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages in it; skips where they cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("NOT TESTED WITH THE JAVASCRIPT CLIENTS: there is no node with npm on this machine")
    folder = tmp_path_factory.mktemp("js")
    (folder / "package.json").write_text("{}")
    try:
        installed = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", *PACKAGES],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
    except subprocess.TimeoutExpired:
        pytest.skip("NOT TESTED WITH THE JAVASCRIPT CLIENTS: npm install takes over three minutes")
    if installed.returncode:
        pytest.skip(f"NOT TESTED WITH THE JAVASCRIPT CLIENTS: npm install says {installed.stderr[-300:]}")
    return folder / "node_modules"


def ran(script: str, address: str, modules: Path) -> dict[str, Any]:
    """What a script of this folder says of a server."""
    done = subprocess.run(
        ["node", str(Path(__file__).with_name(script)), address],
        env=os.environ | {"NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document
