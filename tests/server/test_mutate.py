"""`/mutate` and `/commit`: which bodies and parameters they take, and the form of their answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graphwright.errors import StoreBusyError
from graphwright.model.dql_requests import DqlAnswer, DqlMutation, DqlRequest
from graphwright.server.options import ServerOptions

from .fakes import FakeDatabase, send

RDF = {"Content-Type": "application/rdf"}
JSON = {"Content-Type": "application/json; charset=utf-8"}
COMMITTED = "/mutate?commitNow=true"


@pytest.fixture
def database() -> FakeDatabase:
    fake = FakeDatabase()
    fake.dql_answer = DqlAnswer(
        data=None, uids={"a": "0x2a"}, start_ts=6, commit_ts=7, predicates=("1-name",), position=7
    )
    return fake


def asked(database: FakeDatabase, path: str, headers: dict[str, str], body: str) -> DqlRequest:
    answer = send(database, "POST", path, headers=headers, content=body.encode())
    assert "errors" not in answer.json(), answer.text
    return database.asked[-1]


def test_a_commit_at_once(database: FakeDatabase) -> None:
    answer = send(database, "POST", COMMITTED, headers=RDF, content=b'{ set { _:a <name> "Ann" .\n# end\n } }')
    assert (answer.status_code, answer.headers["x-graphwright-position"]) == (200, "7")
    document = answer.json()
    assert document["data"] == {"code": "Success", "message": "Done", "queries": None, "uids": {"a": "0x2a"}}
    assert document["extensions"]["txn"] == {"start_ts": 6, "commit_ts": 7, "preds": ["1-name"]}
    [request] = database.asked
    assert (request.commits, request.start_ts, request.query) == (True, 0, "")
    assert request.mutations[0].set_rdf.split("\n")[0].split() == ["_:a", "<name>", '"Ann"', "."]


def test_an_open_transaction_goes_on(database: FakeDatabase) -> None:
    database.dql_answer = DqlAnswer(data=b'{"q":[]}', uids={}, start_ts=9, keys=("k1", "k2"))
    upsert = "upsert { query { q(func: uid(1)) { v as uid } } mutation @if(eq(len(v), 0)) { delete { uid(v) * * . } } }"
    answer = send(database, "POST", "/mutate?startTs=9&timeout=500ms", headers=RDF, content=upsert.encode())
    assert answer.json()["data"]["queries"] == {"q": []}
    assert answer.json()["extensions"]["txn"] == {"start_ts": 9, "keys": ["k1", "k2"]}
    assert "x-graphwright-position" not in answer.headers
    [request] = database.asked
    assert (request.start_ts, request.commits, request.timeout_s) == (9, False, 0.5)
    assert request.query.strip() == "query { q(func: uid(1)) { v as uid } }"
    [mutation] = request.mutations
    assert (mutation.condition.strip(), mutation.delete_rdf.strip()) == ("@if(eq(len(v), 0))", "uid(v) * * .")


@pytest.mark.parametrize(
    ("body", "query", "mutations"),
    [
        ({"set": {"name": "Ann"}}, "", [DqlMutation(set_json=b'{"name":"Ann"}')]),
        ({"set": [], "delete": [{"uid": "0x1"}]}, "", [DqlMutation(set_json=b"[]", delete_json=b'[{"uid":"0x1"}]')]),
        (
            {"query": "{ q }", "set": {"n": 1.5}, "cond": "@if(eq(len(v), 0))"},
            "{ q }",
            [DqlMutation(set_json=b'{"n":1.5}', condition="@if(eq(len(v), 0))")],
        ),
        (
            {"query": "{ q }", "mutations": [{"set": {"n": 1}, "cond": "@if(x)"}, {"delete": {"uid": "uid(v)"}}]},
            "{ q }",
            [
                DqlMutation(set_json=b'{"n":1}', condition="@if(x)"),
                DqlMutation(delete_json=b'{"uid":"uid(v)"}'),
            ],
        ),
        ({"set": {"n": 1}, "more": 1}, "", [DqlMutation(set_json=b'{"n":1}')]),
    ],
)
def test_json(body: dict[str, Any], query: str, mutations: list[DqlMutation], database: FakeDatabase) -> None:
    request = asked(database, COMMITTED, JSON, json.dumps(body))
    assert (request.query, list(request.mutations)) == (query, mutations)


@pytest.mark.parametrize(
    ("path", "headers", "body", "code", "message"),
    [
        ("/mutate?commitNow=perhaps", RDF, "{ set { } }", "BAD_REQUEST", "commitNow"),
        ("/mutate?startTs=-4", RDF, "{ set { } }", "BAD_REQUEST", "startTs"),
        (COMMITTED, RDF, '<0x1> <name> "x" .', "PARSE_FAILED", ""),
        (COMMITTED, RDF, "{ replace { } }", "PARSE_FAILED", ""),
        (COMMITTED, JSON, "{}", "BAD_REQUEST", "empty request"),
        (COMMITTED, JSON, '{"set": null}', "BAD_REQUEST", "empty request"),
        (COMMITTED, JSON, '{"put": {"uid": "0x1"}}', "BAD_REQUEST", "empty request"),
        (COMMITTED, JSON, '{"query": 1, "set": []}', "BAD_REQUEST", "query"),
        (COMMITTED, JSON, '{"cond": 1, "set": []}', "BAD_REQUEST", "cond"),
        (COMMITTED, JSON, '{"mutations": {"set": []}}', "BAD_REQUEST", "mutations"),
        (COMMITTED, JSON, "{ set { } }", "BAD_REQUEST", "JSON"),
        (COMMITTED, {"Content-Type": "text/plain"}, "{ set { } }", "BAD_REQUEST", "application/rdf"),
        (COMMITTED, {}, "{ set { } }", "BAD_REQUEST", "application/rdf"),
        ("/commit", {}, "", "BAD_REQUEST", "startTs"),
        ("/commit?startTs=4&abort=maybe", {}, "", "BAD_REQUEST", "abort"),
        ("/commit?startTs=4", {}, '{"keys": "k"}', "BAD_REQUEST", "keys"),
        ("/commit?startTs=4", {}, "[1]", "BAD_REQUEST", "keys"),
        ("/commit?startTs=4", {}, "4", "BAD_REQUEST", "body"),
        ("/commit?startTs=4", {}, "{", "BAD_REQUEST", "JSON"),
    ],
)
def test_refuses(
    path: str, headers: dict[str, str], body: str, code: str, message: str, database: FakeDatabase
) -> None:
    answer = send(database, "POST", path, headers=headers, content=body.encode())
    assert answer.status_code == 200
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == code
    assert message in error["message"]
    strict = send(database, "POST", path, headers=headers, content=body.encode(), options=ServerOptions(is_strict=True))
    assert strict.json()["errors"][0]["extensions"]["code"] == "ErrorInvalidRequest"
    assert (database.asked, database.ended) == ([], [])


@pytest.mark.parametrize(
    ("body", "keys", "predicates"),
    [
        ("", (), ()),
        ("{}", (), ()),
        ("[]", (), ()),
        ('["k1", "k2"]', ("k1", "k2"), ()),
        ('{"keys": ["k1"], "preds": ["1-name"]}', ("k1",), ("1-name",)),
        ('{"keys": null}', (), ()),
    ],
)
def test_a_commit(body: str, keys: tuple[str, ...], predicates: tuple[str, ...], database: FakeDatabase) -> None:
    answer = send(database, "POST", "/commit?startTs=9", content=body.encode())
    assert answer.json()["data"] == {"code": "Success", "message": "Done"}
    assert answer.json()["extensions"]["txn"] == {"start_ts": 9, "commit_ts": 10}
    assert answer.headers["x-graphwright-position"] == "10"
    given_up = send(database, "POST", "/commit?startTs=9&abort=true", content=body.encode())
    assert given_up.json() == {"code": "Success", "message": "Done"}
    assert database.ended == [(9, keys, predicates, False), (9, keys, predicates, True)]


def test_a_store_that_fails_has_its_status(database: FakeDatabase) -> None:
    database.failure = StoreBusyError("others write")
    assert send(database, "POST", "/commit?startTs=9").status_code == 503
    assert send(database, "POST", COMMITTED, headers=RDF, content=b"{ set { } }").status_code == 503


@pytest.mark.parametrize("path", [COMMITTED, "/commit?startTs=9"])
def test_is_for_administrators_and_by_post(path: str, database: FakeDatabase) -> None:
    assert send(database, "GET", path).status_code == 400
    assert send(database, "POST", path, headers=RDF, content=b"{ set { } }", peer="10.0.0.1").status_code == 403
    assert (database.asked, database.ended) == ([], [])


def test_a_large_body_is_taken_apart_all_the_same(database: FakeDatabase) -> None:
    quads = "".join(f'_:n{number} <name> "number {number}" .\n' for number in range(20_000))
    assert asked(database, COMMITTED, RDF, f"{{ set {{ {quads} }} }}").mutations[0].set_rdf.count("\n") >= 20_000
    body = json.dumps({"set": [{"name": "x" * 100} for _ in range(5_000)]})
    assert len(asked(database, COMMITTED, JSON, body).mutations[0].set_json) > 500_000
    answer = send(database, "POST", COMMITTED, headers=RDF, content=f"{{ set {{ {quads} }} }} }}".encode())
    assert answer.json()["errors"][0]["extensions"]["code"] == "PARSE_FAILED"
