"""`/mutate`: which bodies and parameters it takes, and what it refuses until the rest of DQL is there."""

from __future__ import annotations

import pytest

from graphwright.lang.quads import Literal, NodeReference, Quad

from .fakes import FakeDatabase, send

RDF = {"Content-Type": "application/rdf"}
JSON = {"Content-Type": "application/json; charset=utf-8"}
COMMITTED = "/mutate?commitNow=true"


def named(datatype: str) -> Quad:
    return Quad(subject=NodeReference(name="_:a"), predicate="name", object=Literal(text="Ann", datatype=datatype))


@pytest.fixture
def database() -> FakeDatabase:
    fake = FakeDatabase()
    fake.position = 7
    return fake


def test_takes_rdf_and_json(database: FakeDatabase) -> None:
    answer = send(database, "POST", COMMITTED, headers=RDF, content=b'{ set { _:a <name> "Ann" .\n# end\n } }')
    assert (answer.status_code, answer.headers["x-graphwright-position"]) == (200, "7")
    send(database, "POST", COMMITTED, headers=JSON, content=b'{"set": {"uid": "_:a", "name": ["Ann"]}, "delete": []}')
    assert database.quads == [([named("")], set()), ([named("string")], {"name"})]


@pytest.mark.parametrize(
    ("path", "headers", "body", "code", "message"),
    [
        ("/mutate", RDF, b"{ set { } }", "NOT_SUPPORTED_YET", "stay open"),
        ("/mutate?commitNow=false", RDF, b"{ set { } }", "NOT_SUPPORTED_YET", "stay open"),
        (COMMITTED + "&startTs=4", RDF, b"{ set { } }", "NOT_SUPPORTED_YET", "startTs"),
        (COMMITTED, RDF, b"{ delete { <0x1> <name> * . } }", "NOT_SUPPORTED_YET", "deletes"),
        (COMMITTED, RDF, b"# x\nupsert { query { q(func: uid(1)) { v as uid } } }", "NOT_SUPPORTED_YET", "upsert"),
        (COMMITTED, RDF, b"{ set { <0x1> <name> } }", "PARSE_FAILED", ""),
        (COMMITTED, JSON, b'{"delete": [{"uid": "0x1"}]}', "NOT_SUPPORTED_YET", "delete"),
        (COMMITTED, JSON, b'{"set": [], "cond": "@if(eq(len(v), 0))"}', "NOT_SUPPORTED_YET", "cond"),
        (COMMITTED, JSON, b'{"set": [], "more": 1}', "BAD_REQUEST", "more is not a member"),
        (COMMITTED, JSON, b"{}", "BAD_REQUEST", "does nothing"),
        (COMMITTED, {"Content-Type": "text/plain"}, b"{ set { } }", "BAD_REQUEST", "application/rdf"),
    ],
)
def test_refuses(
    path: str, headers: dict[str, str], body: bytes, code: str, message: str, database: FakeDatabase
) -> None:
    answer = send(database, "POST", path, headers=headers, content=body)
    assert answer.status_code == 200
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == code
    assert message in error["message"]
    assert database.quads == []


def test_is_for_administrators_and_by_post(database: FakeDatabase) -> None:
    assert send(database, "GET", COMMITTED).status_code == 400
    assert send(database, "POST", COMMITTED, headers=RDF, content=b"{ set { } }", peer="10.0.0.1").status_code == 403
    assert database.quads == []
