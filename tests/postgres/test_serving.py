"""The server on PostgreSQL: its flags, positions, and what its requests say to the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import closing
from typing import Any

import httpx
import pytest

import graphwright
from graphwright import Database
from graphwright.errors import StoreError
from graphwright.server.application import build_application
from graphwright.storage.interface import StoreOptions
from graphwright.storage.postgres.pool import ReadPool
from graphwright.storage.postgres.wire import Statement, Wire
from tests.golden.test_one_schema import schemas_named

_schema = """
type Film { id: ID!  title: String! @id @search(by: [term, hash])  actors: [Actor] @hasInverse(field: films) }
type Actor { id: ID!  name: String! @search(by: [hash])  films: [Film] }"""
_add = """mutation { addFilm(input: [{title: "Alien", actors: [{name: "A"}, {name: "B"}]}], upsert: true) {
  numUids film { title actors { name } } } }"""
_more = (
    'mutation { updateFilm(input: {filter: {title: {eq: "Alien"}}, set: {actors: [{name: "C"}]}}) { numUids } }',
    '{ queryFilm(filter: {title: {anyofterms: "alien"}}, order: {asc: title}) { title actors(first: 1) { name } } }',
    "{ aggregateActor { count nameMin } }",
    'mutation { deleteActor(filter: {name: {eq: "C"}}) { msg numUids } }',
)


def _post(database: Database, query: str, **headers: str) -> httpx.Response:
    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(app=build_application(database))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post("/graphql", json={"query": query}, headers=headers)

    return asyncio.run(post())


def test_no_statement_of_a_request_names_a_schema(
    new_store: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    run, rows_past = Wire.run, ReadPool.rows_past

    def note(wire: Wire, statements: list[Statement], told: Collection[int] = ()) -> Any:
        said.extend(text for text, _ in statements)
        return run(wire, statements, told)

    async def note_read(pool: ReadPool, text: str, *rest: Any) -> Any:
        said.append(text)
        return await rows_past(pool, text, *rest)

    with closing(graphwright.open(new_store())) as database:
        database.alter(_schema)
        monkeypatch.setattr(Wire, "run", note)
        monkeypatch.setattr(ReadPool, "rows_past", note_read)
        for query in (_add, *_more):
            assert "errors" not in _post(database, query).json()
    assert len(said) > 20
    assert any("actor" in text for text in said)
    assert [text for text in said if schemas_named(text)] == []


def test_a_write_answers_its_position_and_a_request_may_carry_it(new_store: Callable[[], str]) -> None:
    url = new_store()
    with closing(Database.open(url, options=StoreOptions(read_store=url, read_connections=2))) as database:
        database.alter(_schema)
        position = _post(database, _add).headers["x-graphwright-position"]
        assert int(position) > 0
        titles = "{ queryFilm { title } }"
        seen = _post(database, titles, **{"X-Graphwright-Position": position})
        assert seen.json() == {"data": {"queryFilm": [{"title": "Alien"}]}}
        for wrong in ("x", "-1", "9" * 30):
            refused = _post(database, titles, **{"X-Graphwright-Position": wrong})
            assert "X-Graphwright-Position must be" in refused.text


@pytest.mark.parametrize(
    ("read_store", "message"),
    [
        ("films.db", "is no PostgreSQL URL"),
        ("postgresql://gw@127.0.0.1/x?schema=another", "a replica has the same"),
    ],
)
def test_a_read_store_that_is_none_is_refused(read_store: str, message: str, new_store: Callable[[], str]) -> None:
    with pytest.raises(StoreError, match=message):
        Database.open(new_store(), options=StoreOptions(read_store=read_store))
    with pytest.raises(StoreError, match="has no replicas"):
        Database.open(":memory:", options=StoreOptions(read_store=read_store))


def test_the_flags_reach_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """--read-store, --read-connections and --statement-timeout-ms."""
    from click.testing import CliRunner  # noqa: PLC0415

    from graphwright.cli.main import application  # noqa: PLC0415
    from graphwright.server import processes  # noqa: PLC0415

    seen: list[Any] = []
    monkeypatch.setattr(processes, "serve", seen.append)
    opened: list[tuple[str, StoreOptions]] = []
    monkeypatch.setattr(Database, "open", lambda store, *, options, **_: opened.append((store, options)))
    words = ["serve", "--store", "postgresql://a@b/c", "--read-store", "postgresql://a@d/c"]
    result = CliRunner().invoke(application(), [*words, "--read-connections", "3", "--statement-timeout-ms", "250"])
    assert result.exit_code == 0, result.output
    seen[0].open_database()
    expected = StoreOptions(read_store="postgresql://a@d/c", read_connections=3, statement_ms_max=250)
    assert opened == [("postgresql://a@b/c", expected)]
