"""The application inside another one."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from graphwright.server.application import build_application

from .fakes import DATA, FakeDatabase


def test_a_mounted_application_answers_below_its_path(database: FakeDatabase) -> None:
    outer = Starlette(routes=[Mount("/films", build_application(database.as_database))])

    async def ask() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(outer), base_url="http://127.0.0.1") as client:
            return [
                await client.post("/films/graphql", json={"query": "{ x }"}),
                await client.get("/films/health"),
                await client.get("/films/"),
                await client.get("/films/nothing"),
                await client.post("/graphql", json={"query": "{ x }"}),
            ]

    answers = asyncio.run(ask())
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 404]
    assert answers[0].json() == DATA
    assert "Graphwright" in answers[2].text


def test_the_lifespan_of_the_outer_server(database: FakeDatabase) -> None:
    sent = _talk(database, {"type": "lifespan"}, ["lifespan.startup", "lifespan.shutdown"])
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert not database.is_closed  # whoever opened it closes it


@pytest.mark.parametrize("path", ["/graphql", "/nothing"])
def test_websockets_are_closed(path: str, database: FakeDatabase) -> None:
    scope = {"type": "websocket", "path": path, "headers": []}
    assert _talk(database, scope, ["websocket.connect"]) == ["websocket.close"]


def _talk(database: FakeDatabase, scope: dict[str, Any], messages: list[str]) -> list[str]:
    sent: list[str] = []
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        return {"type": next(waiting)}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(build_application(database.as_database)(scope, receive, send))  # type: ignore[arg-type]
    return sent
