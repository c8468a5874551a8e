"""`/admin/schema?allowUnsafe=true&allowPause=true`: over HTTP what the flags of the command line do."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from graphwright import Database, limits
from graphwright.server.application import build_application
from graphwright.server.options import ServerOptions

OLD, NEW = "type A { id: ID! n: String }", "type A { id: ID! n: Int }"
DONE = {"data": {"code": "Success", "message": "Done"}}


def post(database: Database, path: str, text: str, *, is_strict: bool = False) -> Any:
    application = build_application(database, ServerOptions(is_strict=is_strict))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(application, client=("127.0.0.1", 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post(path, content=text)

    return asyncio.run(ask()).json()


@pytest.fixture
def filled() -> Any:
    with Database.open(":memory:") as database:
        database.alter(OLD)
        database.graphql('mutation { addA(input: [{n: "7"}, {n: "x"}]) { numUids } }')
        yield database


def test_values_that_do_not_fit_go_only_where_the_url_says_so(filled: Database) -> None:
    [error] = post(filled, "/admin/schema", NEW)["errors"]
    assert error["extensions"]["code"] == "SCHEMA_CHANGE_REFUSED"
    assert error["locations"] == [{"line": 1, "column": 18}]
    assert "1 node has values that do not convert" in error["message"]
    assert "errors" in post(filled, "/admin/schema?allowUnsafe=false", NEW)
    assert "allowUnsafe is true or false" in post(filled, "/admin/schema?allowUnsafe=yes", NEW)["errors"][0]["message"]
    assert "errors" in post(filled, "/admin/schema?allowUnsafe=true", NEW, is_strict=True), "Dgraph knows no such thing"
    answer = post(filled, "/admin/schema?allowUnsafe=true", NEW)
    assert answer["data"] == DONE["data"]
    assert answer["extensions"]["lost"] == ['values of A.n of 1 node, such as 0x2 ("x")']
    assert filled.graphql("{ queryA { n } }")["data"] == {"queryA": [{"n": 7}, {"n": None}]}


def test_a_long_wait_needs_leave(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "schema_pause_ms_max", 0)
    listed = "type A { id: ID! n: [String] }"
    assert "schema_pause_ms_max" in post(filled, "/admin/schema", listed)["errors"][0]["message"]
    assert post(filled, "/admin/schema?allowPause=true", listed) == DONE
