"""Which web pages may read answers."""

import pytest

from graphwright.model.api import AuthSettings

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


def test_preflight_without_a_list_of_origins(database: FakeDatabase) -> None:
    answer = send(database, "OPTIONS", "/graphql", headers={"Origin": "https://z.example"})
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert set(answer.headers["access-control-allow-methods"].split(", ")) == {"OPTIONS", "POST"}
    assert set(answer.headers["access-control-allow-headers"].split(", ")) == ALLOWED_HEADERS
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
        "X-Auth-H",
        "X-Graphwright-Transaction",
        "X-Graphwright-Dry-Run",
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
