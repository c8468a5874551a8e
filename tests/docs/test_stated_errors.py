"""Errors of docs/errors.md that no example there can show: of data, of large answers, of stores."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

import graphwright
from graphwright import limits
from graphwright.auth.identity import caller_from_token
from graphwright.errors import (
    AuthenticationError,
    ErrorList,
    GraphwrightError,
    SchemaChangeRefused,
    StoreBusyError,
    StoreError,
    StoreFormatError,
)
from graphwright.model.api import AuthSettings

FILM = "type Film { title: String! @id, year: Int }"


def code_of(error: GraphwrightError) -> str:
    return error.as_graphql()["extensions"]["code"]  # type: ignore[no-any-return]


def test_several_errors() -> None:
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList) as raised:
        database.alter("type Film { title: Strin!, year: It }")
    assert code_of(raised.value) == "SEVERAL_ERRORS"
    assert {code_of(error) for error in raised.value.errors} == {"SCHEMA_INVALID"}


def test_unauthenticated() -> None:
    settings = AuthSettings(verification_key="k" * 32, header="X-Auth", namespace="n", algorithm="HS256")
    with pytest.raises(AuthenticationError) as raised:
        caller_from_token(settings, "Bearer two words")
    assert code_of(raised.value) == "UNAUTHENTICATED"


def test_not_found() -> None:
    async def ask() -> httpx.Response:
        with graphwright.open(":memory:") as database:
            transport = httpx.ASGITransport(graphwright.asgi_app(database))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.get("/nothing")

    answer = asyncio.run(ask())
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (404, "NOT_FOUND")
    assert "/graphql" in error["message"]


def test_schema_change_refused() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(FILM)
        database.graphql('mutation { addFilm(input: [{title: "a", year: 1}, {title: "b", year: 1}]) { numUids } }')
        with pytest.raises(SchemaChangeRefused, match=r"cannot become @id: nodes 0x\w+ and 0x\w+ both have") as raised:
            database.alter("type Film { title: String! @id, year: Int @id }")
        assert code_of(raised.value) == "SCHEMA_CHANGE_REFUSED"
        assert database.schema_text() == FILM


def test_execution_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    with graphwright.open(":memory:") as database:
        database.alter(FILM)
        database.graphql('mutation { addFilm(input: [{title: "a"}]) { numUids } }')
        monkeypatch.setattr(limits, "answer_bytes_max", 5)
        [error] = database.graphql("{ queryFilm { title } }")["errors"]
        assert error["extensions"]["code"] in {"EXECUTION_FAILED", "LIMIT_EXCEEDED"}


def test_store_failed(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .* is not there; create it") as raised:
        graphwright.open(str(tmp_path / "nowhere" / "films.db"))
    assert code_of(raised.value) == "STORE_FAILED"


def test_store_format(tmp_path: Path) -> None:
    theirs = sqlite3.connect(tmp_path / "theirs.db")
    theirs.execute("CREATE TABLE t (x)")
    theirs.close()
    with pytest.raises(StoreFormatError, match="of another program; name another file") as raised:
        graphwright.open(str(tmp_path / "theirs.db"))
    assert code_of(raised.value) == "STORE_FORMAT"


def test_store_busy(tmp_path: Path) -> None:
    store = str(tmp_path / "films.db")
    with graphwright.open(store) as one, graphwright.open(store) as other, one.storage.alter_lock():
        with pytest.raises(StoreBusyError, match="errIndexingInProgress") as raised:
            other.alter(FILM)
        assert code_of(raised.value) == "STORE_BUSY"
