"""Flags of docs/cli.md that only a running server shows."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.docs.running import DemoServer


@pytest.mark.parametrize(
    ("words", "variables", "is_strict"),
    [
        ((), {}, False),
        (("--strict-dgraph",), {}, True),
        ((), {"GRAPHWRIGHT_STRICT_DGRAPH": "1"}, True),
        (("--no-strict-dgraph",), {"GRAPHWRIGHT_STRICT_DGRAPH": "1"}, False),
    ],
)
def test_strict_dgraph(tmp_path: Path, words: tuple[str, ...], variables: dict[str, str], is_strict: bool) -> None:
    server = DemoServer(tmp_path, *words, variables=variables)
    try:
        shown = httpx.get(f"http://{server.address}/admin/schema")
        nothing = httpx.get(f"http://{server.address}/nothing")
        later = httpx.get(f"http://{server.address}/graphql", params={"query": "{ __schema { description } }"})
    finally:
        server.stop()
    assert shown.status_code == (400 if is_strict else 200)
    assert (nothing.status_code, nothing.text == "404 page not found\n") == (404, is_strict)
    assert ("errors" in later.json()) is is_strict


def test_a_lambda_server_lets_schemas_name_it(tmp_path: Path) -> None:
    text = "type A { id: ID! x: Int y: Int @lambda }"
    statuses = []
    for number, words in enumerate(((), ("--lambda-url", "http://127.0.0.1:1/"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        server = DemoServer(folder, *words)
        try:
            statuses.append(httpx.post(f"http://{server.address}/admin/schema/validate", content=text).status_code)
        finally:
            server.stop()
    assert statuses == [400, 200]
