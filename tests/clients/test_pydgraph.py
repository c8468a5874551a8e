"""The real `pydgraph` against a real server: what its users do, blocking and in an event loop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import grpc
import pydgraph
import pytest

from tests.clients.serving import Served

SCHEMA = """
name: string @index(exact) @upsert .
balance: int .
friend: [uid] @reverse .
type Person { name balance friend }
"""
ALL = "{ q(func: has(name), orderasc: name) { name balance } }"


@pytest.fixture
def client(server: Served) -> Iterator[pydgraph.DgraphClient]:
    with pydgraph.client_stub(server.rpc) as stub:
        client = pydgraph.DgraphClient(stub)
        client.alter(pydgraph.Operation(schema=SCHEMA))
        yield client


def rows(client: pydgraph.DgraphClient, query: str = ALL, variables: dict[str, str] | None = None) -> list[Any]:
    return json.loads(client.txn(read_only=True).query(query, variables=variables).json)["q"]  # type: ignore[no-any-return]


def put(client: pydgraph.DgraphClient, *people: dict[str, Any]) -> dict[str, str]:
    return dict(client.txn().mutate(set_obj=list(people), commit_now=True).uids)  # type: ignore[arg-type]


def test_a_mutation_and_a_query(client: pydgraph.DgraphClient) -> None:
    uids = put(client, {"uid": "_:a", "name": "Ann", "balance": 5, "friend": [{"uid": "_:b", "name": "Bob"}]})
    assert set(uids) == {"a", "b"}
    query = "query q($name: string) { q(func: eq(name, $name)) { uid name friend { name } } }"
    assert rows(client, query, {"$name": "Ann"}) == [{"uid": uids["a"], "name": "Ann", "friend": [{"name": "Bob"}]}]
    response = client.txn(read_only=True).query(ALL)
    assert response.latency.total_ns > 0
    response = client.txn().mutate(set_nquads=f'<{uids["b"]}> <balance> "7"^^<xs:int> .', commit_now=True)
    assert response.txn.commit_ts > response.txn.start_ts
    client.txn().mutate(del_nquads=f"<{uids['a']}> <balance> * .", commit_now=True)
    client.txn().mutate(del_obj={"uid": uids["b"], "name": None}, commit_now=True)
    assert rows(client) == [{"name": "Ann"}]


def test_an_answer_as_quads(client: pydgraph.DgraphClient) -> None:
    uids = put(client, {"uid": "_:a", "name": "Ann"})
    response = client.txn(read_only=True).query("{ q(func: has(name)) { name } }", resp_format="RDF")
    assert response.rdf == f'<{uids["a"]}> <name> "Ann" .\n'.encode()


def test_a_transaction(client: pydgraph.DgraphClient) -> None:
    put(client, {"name": "Ann", "balance": 1})
    txn = client.txn()
    uid = json.loads(txn.query('{ q(func: eq(name, "Ann")) { uid } }').json)["q"][0]["uid"]
    txn.mutate(set_obj={"uid": uid, "balance": 2})
    txn.mutate(set_nquads='_:b <name> "Bob" .')
    assert json.loads(txn.query(ALL).json)["q"] == [{"name": "Ann", "balance": 2}, {"name": "Bob"}]
    assert rows(client) == [{"name": "Ann", "balance": 1}]
    txn.commit()
    assert rows(client) == [{"name": "Ann", "balance": 2}, {"name": "Bob"}]
    with pytest.raises(pydgraph.TransactionError):
        txn.commit()


def test_a_transaction_given_up(client: pydgraph.DgraphClient) -> None:
    txn = client.txn()
    txn.mutate(set_nquads='_:b <name> "Bob" .')
    txn.discard()
    assert rows(client) == []
    txn = client.txn()
    txn.mutate(set_nquads='_:b <name> "Bob" .')
    with pytest.raises(grpc.RpcError):
        txn.mutate(set_nquads="this is no quad")
    assert rows(client) == []


def test_the_second_committer_is_told_to_begin_again(client: pydgraph.DgraphClient) -> None:
    uid = put(client, {"uid": "_:a", "name": "Ann", "balance": 1})["a"]
    first, second = client.txn(), client.txn()
    for txn, balance in ((first, 10), (second, 20)):
        txn.query(ALL)
        txn.mutate(set_obj={"uid": uid, "balance": balance})
    first.commit()
    with pytest.raises(pydgraph.AbortedError):
        second.commit()
    assert rows(client) == [{"name": "Ann", "balance": 10}]


def test_retries(client: pydgraph.DgraphClient) -> None:
    uid = put(client, {"uid": "_:a", "name": "Ann", "balance": 0})["a"]
    tries = 0

    def raise_balance(txn: pydgraph.Txn) -> int:
        nonlocal tries
        tries += 1
        [row] = json.loads(txn.query(ALL).json)["q"]
        if tries == 1:  # somebody comes in between
            put(client, {"uid": uid, "balance": 100})
        txn.mutate(set_obj={"uid": uid, "balance": row["balance"] + 1})
        txn.commit()
        return tries

    assert pydgraph.run_transaction(client, raise_balance) == 2
    assert rows(client) == [{"name": "Ann", "balance": 101}]


def test_an_upsert(client: pydgraph.DgraphClient) -> None:
    query = 'query { q(func: eq(name, "Ann")) { v as uid } }'

    def upsert(balance: int) -> Any:
        txn = client.txn()
        new = txn.create_mutation(
            set_nquads=f'uid(v) <name> "Ann" .\nuid(v) <balance> "{balance}" .', cond="@if(eq(len(v), 0))"
        )
        old = txn.create_mutation(set_nquads='uid(v) <balance> "99" .', cond="@if(gt(len(v), 0))")
        return txn.do_request(txn.create_request(query=query, mutations=[new, old], commit_now=True))

    created = upsert(1)
    assert list(created.uids) == ["uid(v)"]
    assert json.loads(created.json) == {"q": []}
    found = upsert(2)
    assert dict(found.uids) == {}
    assert json.loads(found.json) == {"q": [{"uid": created.uids["uid(v)"]}]}
    assert rows(client) == [{"name": "Ann", "balance": 99}]


def test_read_only_and_best_effort(client: pydgraph.DgraphClient) -> None:
    put(client, {"name": "Ann"})
    txn = client.txn(read_only=True)
    with pytest.raises(pydgraph.TransactionError):
        txn.mutate(set_nquads='_:b <name> "Bob" .')
    for best_effort in (False, True):
        txn = client.txn(read_only=True, best_effort=best_effort)
        assert json.loads(txn.query(ALL).json) == json.loads(txn.query(ALL).json) == {"q": [{"name": "Ann"}]}
    with pytest.raises(grpc.RpcError):
        client.any_client().query(
            pydgraph.Request(read_only=True, mutations=[pydgraph.Mutation(set_nquads=b'_:b <name> "B" .')])
        )


def test_alters(client: pydgraph.DgraphClient) -> None:
    put(client, {"name": "Ann", "balance": 3, "dgraph.type": "Person"})
    assert {row["predicate"] for row in _schema(client)} >= {"name", "balance", "friend"}
    client.alter(pydgraph.Operation(drop_attr="balance"))
    assert rows(client) == [{"name": "Ann"}]
    client.alter(pydgraph.Operation(drop_op=pydgraph.Operation.TYPE, drop_value="Person"))
    client.alter(pydgraph.Operation(drop_op=pydgraph.Operation.DATA))
    assert rows(client) == []
    client.alter(pydgraph.Operation(drop_all=True))
    assert "name" not in {row["predicate"] for row in _schema(client)}
    with pytest.raises(grpc.RpcError) as raised:
        client.alter(pydgraph.Operation(schema="name: strin ."))
    assert raised.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def _schema(client: pydgraph.DgraphClient) -> list[dict[str, Any]]:
    return json.loads(client.txn(read_only=True).query("schema {}").json).get("schema", [])  # type: ignore[no-any-return]


def test_run_dql(client: pydgraph.DgraphClient) -> None:
    made = client.run_dql('{ set { _:a <name> "Ann" . } }')
    assert list(made.uids) == ["a"]
    text = 'upsert { query { q(func: eq(name, "Ann")) { v as uid } } mutation { set { uid(v) <balance> "4" . } } }'
    client.run_dql(text)
    query = "query q($name: string) { q(func: eq(name, $name)) { name balance } }"
    answer = client.run_dql_with_vars(query, {"$name": "Ann"}, read_only=True)
    assert json.loads(answer.json) == {"q": [{"name": "Ann", "balance": 4}]}


def test_what_there_is_beside_queries(client: pydgraph.DgraphClient) -> None:
    assert client.check_version()
    assert list(client.list_namespaces()) == [0]
    start, end = client.allocate_uids(50)
    assert end - start == 50
    client.txn().mutate(set_nquads=f'<{start:#x}> <name> "Ann" .\n<{end - 1:#x}> <name> "Bob" .', commit_now=True)
    assert [row["name"] for row in rows(client)] == ["Ann", "Bob"]
    with pytest.raises(grpc.RpcError) as raised:
        client.login("groot", "password")
    assert "no logins" in str(raised.value)


def test_errors_say_what_is_wrong(client: pydgraph.DgraphClient) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        client.txn(read_only=True).query("{ q(func: has(name)) { name }")
    assert "line 1" in str(raised.value)
    with pytest.raises(grpc.RpcError) as raised:
        client.txn().mutate(set_nquads='<0x1> <name> "A"', commit_now=True)
    assert raised.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_in_an_event_loop(client: pydgraph.DgraphClient, server: Served) -> None:
    found: list[Any] = []

    async def run() -> None:
        stub = pydgraph.AsyncDgraphClientStub(server.rpc)
        async with pydgraph.AsyncDgraphClient(stub) as asynchronous:

            async def add(name: str) -> None:
                async with asynchronous.txn() as txn:
                    await txn.mutate(set_obj={"name": name})
                    await txn.commit()

            await asyncio.gather(*(add(f"n{number:02}") for number in range(20)))
            uid = put(client, {"uid": "_:x", "name": "x", "balance": 0})["x"]

            async def raise_balance(txn: pydgraph.AsyncTxn) -> None:
                answer = await txn.query(f"{{ q(func: uid({uid})) {{ balance }} }}")
                balance = json.loads(answer.json)["q"][0]["balance"]
                await txn.mutate(set_obj={"uid": uid, "balance": balance + 1})
                await txn.commit()

            await asyncio.gather(
                *(pydgraph.run_transaction_async(asynchronous, raise_balance, max_retries=50) for _ in range(5))
            )
            answer = await asynchronous.txn(read_only=True).query(ALL)
            found.extend(json.loads(answer.json)["q"])

    asyncio.run(run())
    assert [row["name"] for row in found] == [*(f"n{number:02}" for number in range(20)), "x"]
    assert found[-1]["balance"] == 5
