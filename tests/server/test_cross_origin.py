"""Which web pages may read answers."""

import pytest

from graphwright.errors import StoreBusyError
from graphwright.model.api import AuthSettings
from graphwright.schema.compile import compile_schema
from graphwright.server.cross_origin import cross_origin

from .fakes import FakeDatabase, send

LISTED = """
type City { id: ID! name: String }
# Dgraph.Allow-Origin "https://a.example"
  #  Dgraph.Allow-Origin   "https://c.example"
"""
ALLOWED_HEADERS = {
    "Accept-Encoding",
    "Cache-Control",
    "Content-Length",
    "Content-Type",
    "X-Auth-Token",
    "X-CSRF-Token",
    "X-Dgraph-AccessToken",
    "X-Dgraph-AuthToken",
    "X-Requested-With",
}
OWN_HEADERS = {"X-Graphwright-Transaction", "X-Graphwright-Dry-Run", "Authorization", "Dg-Auth", "X-Auth-Enforce"}


def test_preflight_without_a_list_of_origins(database: FakeDatabase) -> None:
    answer = send(database, "OPTIONS", "/graphql", headers={"Origin": "https://z.example"})
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert set(answer.headers["access-control-allow-methods"].split(", ")) == {"OPTIONS", "POST"}
    assert set(answer.headers["access-control-allow-headers"].split(", ")) == ALLOWED_HEADERS | OWN_HEADERS
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert database.requests == []


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://a.example", "https://a.example"),
        ("https://c.example", "https://c.example"),
        ("https://b.example", None),
        ("https://a.example.evil.example", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("method", ["OPTIONS", "POST", "GET"])
def test_a_list_of_origins(method: str, origin: str | None, allowed: str | None, database: FakeDatabase) -> None:
    database.configure(LISTED)
    headers = {"Content-Type": "application/json"} | ({"Origin": origin} if origin else {})
    answer = send(database, method, "/graphql?query={x}", headers=headers, content=b'{"query":"{x}"}')
    assert answer.headers.get("access-control-allow-origin") == allowed
    assert "Origin" in answer.headers["vary"]
    if method == "OPTIONS":
        assert answer.headers["access-control-allow-credentials"] == "true"
        assert answer.headers["access-control-allow-methods"]


def test_the_token_header_may_be_sent(database: FakeDatabase) -> None:
    settings = AuthSettings(verification_key="k", header="X-Auth-H", namespace="n", algorithm="HS256")
    database.configure("type A { id: ID! }", settings)
    answer = send(database, "OPTIONS", "/graphql")
    assert set(answer.headers["access-control-allow-headers"].split(", ")) == {
        *ALLOWED_HEADERS,
        *OWN_HEADERS,
        "X-Auth-H",
    }


def test_a_new_schema_changes_the_list_at_once(database: FakeDatabase) -> None:
    database.configure(LISTED)
    assert "access-control-allow-origin" not in send(database, "OPTIONS", "/graphql").headers
    database.configure("type A { id: ID! }")
    assert send(database, "OPTIONS", "/graphql").headers["access-control-allow-origin"] == "*"


def test_administrators_without_a_page(database: FakeDatabase) -> None:
    answer = send(database, "OPTIONS", "/admin")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert set(answer.headers["access-control-allow-methods"].split(", ")) == {"OPTIONS", "POST"}


def test_headers_that_calls_of_remotes_pass_on_may_be_sent() -> None:
    api = compile_schema(
        """
        type City { id: ID! name: String! }
        type Query {
          q: String @custom(http: {url: "http://a.example/x", method: GET, forwardHeaders: ["X-Fwd", "X-Out:X-In"]})
          r: String @custom(http: {url: "http://a.example/x", method: GET, forwardHeaders: ["x-fwd", "Cache-Control"]})
        }
        """
    )
    allowed = cross_origin(api, is_strict=True).allowed_headers.decode().split(", ")
    assert sorted(allowed, key=str.lower) == sorted([*ALLOWED_HEADERS, "X-Fwd", "X-In"], key=str.lower)


@pytest.mark.parametrize("path", ["/admin/schema", "/admin/schema/validate"])
def test_a_page_of_this_machine_may_read_errors(path: str, database: FakeDatabase) -> None:
    database.failure = StoreBusyError("somebody alters the schema")
    headers = {"Origin": "http://localhost:3000", "Content-Type": "application/json"}
    answer = send(database, "POST", path, headers=headers, content=b"type A { x: Int }")
    assert "somebody alters" in answer.text
    assert answer.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "Origin" in answer.headers["vary"]
