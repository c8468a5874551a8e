"""A schema change while replicas lag: who reads a replica that does not know of it hears of it from the primary."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import Any

import pytest

import graphwright
from graphwright import Database, limits
from graphwright.engine.requests import CallerOutdated, GraphqlRequest
from graphwright.model.caller import anonymous
from graphwright.storage.interface import StoreOptions
from tests.postgres.own_server import own_server

pytest.importorskip("psycopg")

_open = "type Word { text: String! @id  number: Int @search }"
_closed = """
type Word @auth(query: { rule: "{ $ROLE: { eq: \\"ADMIN\\" } }" }) { text: String! @id  number: Int @search }
# Dgraph.Authorization {"VerificationKey":"0123456789abcdef0123456789abcdef","Header":"X-Auth","Namespace":"n","Algo":"HS256"}
"""  # noqa: E501 - one line by its form
_all = "{ queryWord { text } }"


async def _ask(database: Database, query: str) -> Any:
    import orjson  # noqa: PLC0415 - only here

    request = GraphqlRequest(query=query)
    try:
        answer = await database.execute_graphql(request, anonymous)
    except CallerOutdated:  # who the caller is hangs on the schema too: the server then looks again
        answer = await database.execute_graphql(request, anonymous)
    return orjson.loads(answer.body)


def test_an_alter_while_the_replica_lags(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the new schema hold in every process, and new fields are there, when the call returns."""
    with own_server() as primary, own_server(replica_of=primary) as replica:
        url = f"{primary.url}?schema=lagging"
        with closing(graphwright.open(url)) as first:
            first.alter(_open)
            first.graphql('mutation { addWord(input: [{text: "a", number: 1}]) { numUids } }')
        options = StoreOptions(read_store=replica.url)
        with (
            closing(Database.open(url, options=options)) as reading,
            closing(Database.open(url, options=options)) as altering,
        ):

            async def go() -> None:
                monkeypatch.setattr(limits, "replica_wait_ms_max", 5_000)
                assert await _ask(reading, _all) == {"data": {"queryWord": [{"text": "a"}]}}
                monkeypatch.setattr(limits, "replica_wait_ms_max", 100)
                replica.run("SELECT pg_wal_replay_pause()")
                await asyncio.to_thread(altering.alter, _closed)
                assert await _ask(reading, _all) == {"data": {"queryWord": []}}
                await asyncio.to_thread(altering.alter, _open.replace("number: Int", "number: Int  more: Int"))
                assert await _ask(reading, "{ queryWord { text more } }") == {
                    "data": {"queryWord": [{"text": "a", "more": None}]}
                }
                replica.run("SELECT pg_wal_replay_resume()")
                # While the primary is away, what the replica has is shown.
                primary.stop(at_once=True)
                await asyncio.sleep(limits.replica_schema_ms_max / 1000)
                monkeypatch.setattr(limits, "replica_wait_ms_max", 5_000)
                assert (await _ask(reading, _all))["data"] == {"queryWord": [{"text": "a"}]}

            asyncio.run(go())
