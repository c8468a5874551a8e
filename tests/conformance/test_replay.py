"""The recorded answers of the reference, replayed against `graphwright serve --strict-dgraph`.

The recordings live beside the repository (../shared/conformance), never in it. Cases that the recordings
mark as the reference's own bugs may differ; docs/compatibility.md says how.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.storages import store_addresses

_root = Path(__file__).resolve().parents[2]
_script = _root.parent / "shared" / "conformance" / "replay_graphql.py"
_start_seconds_max = 20.0

pytestmark = pytest.mark.skipif(
    not _script.exists(), reason="CONFORMANCE NOT RUN: ../shared/conformance/replay_graphql.py IS NOT HERE"
)


@pytest.fixture(scope="module", params=["file", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh server, on each database."""
    folder = tmp_path_factory.mktemp("conformance")
    for store in store_addresses(request.param, folder):
        yield from _serve(store, folder)


def _serve(store: str, folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = [
        sys.executable,
        "-m",
        "graphwright",
        "serve",
        "--strict-dgraph",
        "--port",
        str(port),
        "--store",
        store,
    ]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield _wait_until_ready(process, f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> str:
    deadline = time.monotonic() + _start_seconds_max
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended: {log.read_text()}"
        try:
            if httpx.get(f"{address}/health", trust_env=False).status_code == 200:
                return address
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address} within {_start_seconds_max} s")


_follows_a_bug = {"33_documents/several queries and a failing one"}
"""It counts what a mutation marked as a bug of the reference has added."""


@pytest.mark.parametrize(
    "suite",
    [
        "10_scalars",
        "11_filters",
        "12_geo",
        "13_order_page_aggregate",
        "20_ids",
        "21_inverse",
        "33_documents",
        "50_http",
        "51_no_schema",
        "30_interfaces_unions",
        "31_directives",
        "32_embedding",
        "52_schema_errors",
        "34_federation",
        "40_auth",
        "41_auth_tokens",
        "42_auth_closed",
        "43_auth_more",
    ],
)
def test_suite_passes(server: str, suite: str, tmp_path: Path) -> None:
    # The script reads every suite of its folder before it looks which are wanted.
    folder, report = tmp_path / "suites", tmp_path / "report.json"
    folder.mkdir()
    shutil.copy(_script.parent / "graphql" / "suites" / f"{suite}.yaml", folder)
    command = [sys.executable, str(_script), "--url", server, "--suites", str(folder), "--json-report", str(report)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    cases = _cases(json.loads(report.read_text()))
    assert cases, run.stdout + run.stderr
    failed = [name for name, is_ok, is_bug in cases if not is_ok and not is_bug and name not in _follows_a_bug]
    assert not failed, run.stdout
    closing = re.search(r"(\d+) passed, (\d+) failed", run.stdout)
    assert closing, run.stdout
    assert int(closing[1]) + int(closing[2]) == len(cases)


def _cases(report: Any) -> list[tuple[str, bool, bool]]:
    """(name, passed, marked as the reference's bug) of each replayed case."""
    return [
        (f"{suite}/{name}", case["pass"], "reference_bug" in case)
        for suite, cases in report.items()
        for name, case in cases.items()
    ]
