"""Steps of one transaction that arrive on other connections and other workers, over gRPC and HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pydgraph
import pytest

from tests.clients.serving import Served, served
from tests.storages import shared_address

__all__ = ["shared_address"]

ALL = "{ q(func: has(name)) { name balance } }"


@pytest.fixture
def server(shared_address: str) -> Iterator[Served]:
    with served(shared_address, "--workers", "3") as server:
        yield server


def connections(server: Served, count: int, stack: ExitStack) -> list[pydgraph.DgraphClientStub]:
    """Stubs with a channel each, so that the kernel divides them among the workers."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    return [stack.enter_context(pydgraph.client_stub(server.rpc, options=options)) for _ in range(count)]


def test_each_step_on_another_connection(server: Served) -> None:
    with ExitStack() as stack:
        stubs = connections(server, 9, stack)
        client = pydgraph.DgraphClient(stubs[0])
        client.alter(pydgraph.Operation(schema="name: string @index(exact) .\nbalance: int ."))
        context = pydgraph.TxnContext()
        for number, stub in enumerate(stubs):
            quad = f'_:a <name> "n{number}" .'.encode()
            request = pydgraph.Request(start_ts=context.start_ts, mutations=[pydgraph.Mutation(set_nquads=quad)])
            answer = stub.query(request)
            context.start_ts = answer.txn.start_ts
            context.keys.extend(answer.txn.keys)
            context.preds.extend(answer.txn.preds)
            seen = stubs[-number].query(pydgraph.Request(query=ALL, start_ts=context.start_ts))
            assert len(json.loads(seen.json)["q"]) == number + 1
            assert json.loads(stub.query(pydgraph.Request(query=ALL)).json)["q"] == []
        stubs[3].commit_or_abort(context)
        for stub in stubs:
            assert len(json.loads(stub.query(pydgraph.Request(query=ALL)).json)["q"]) == 9


def test_grpc_and_http_speak_of_the_same_transactions(server: Served) -> None:
    with ExitStack() as stack:
        stub, *_ = connections(server, 1, stack)
        opened = stub.query(pydgraph.Request(mutations=[pydgraph.Mutation(set_nquads=b'_:a <name> "Ann" .')]))
        start_ts = opened.txn.start_ts

        def posted(path: str, **arguments: Any) -> Any:
            return httpx.post(f"{server.url}{path}", timeout=30, **arguments).json()

        dql = {"Content-Type": "application/dql"}
        for _ in range(6):
            found = posted(f"/query?startTs={start_ts}", headers=dql, content=ALL)
            assert found["data"]["q"] == [{"name": "Ann"}]
            assert found["extensions"]["txn"]["start_ts"] == start_ts
            assert posted("/query", headers=dql, content=ALL)["data"]["q"] == []
        ended = posted(f"/commit?startTs={start_ts}", json=list(opened.txn.keys))
        assert ended["extensions"]["txn"]["commit_ts"] > 0
        answer = stub.query(pydgraph.Request(query=ALL, read_only=True, best_effort=True))
        assert json.loads(answer.json)["q"] == [{"name": "Ann"}]
        with pytest.raises(Exception, match="Transaction has been aborted"):
            stub.commit_or_abort(opened.txn)
