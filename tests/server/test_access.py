"""Who may administer while there is no admin key: the rule as a table, and that every endpoint but five obeys it."""

import pytest

from graphwright.server import access
from graphwright.server.access import Approach, refusal
from graphwright.server.application import ENDPOINTS

from .fakes import FakeDatabase, send

LOCAL = "127.0.0.1"
HOST = "127.0.0.1:8080"

LET_IN = [
    Approach(LOCAL, HOST),
    Approach(LOCAL, "localhost"),
    Approach(LOCAL, "LocalHost:8080"),
    Approach("127.8.8.8", "127.0.0.2:1"),
    Approach("::1", "[::1]:8080"),
    Approach("::1", "[::1]"),
    Approach("::ffff:127.0.0.1", HOST),
    Approach(LOCAL, HOST, "http://localhost:3000"),
    Approach(LOCAL, HOST, "https://127.0.0.1"),
    Approach(LOCAL, HOST, "http://[::1]:8080"),
]

REFUSED = [
    Approach("10.0.0.1", HOST),
    Approach("192.168.1.7", "localhost"),
    Approach("::ffff:10.0.0.1", HOST),
    Approach("fe80::1", HOST),
    Approach("", HOST),
    Approach("testclient", HOST),
    Approach(None, HOST),
    Approach(LOCAL, None),
    Approach(LOCAL, ""),
    Approach(LOCAL, "example.com"),
    Approach(LOCAL, "example.com:8080"),
    Approach(LOCAL, "127.0.0.1.example.com"),
    Approach(LOCAL, "localhost.example.com"),
    Approach(LOCAL, "example.com@127.0.0.1"),
    Approach(LOCAL, "127.0.0.1:80@example.com"),
    Approach(LOCAL, "127.0.0.1, example.com"),
    Approach(LOCAL, "127.0.0.1:٣"),
    Approach(LOCAL, "[::1].example.com"),
    Approach(LOCAL, "[::1"),
    Approach(LOCAL, "0.0.0.0"),
    Approach(LOCAL, "2130706433"),
    Approach(LOCAL, "192.168.1.7:8080"),
    Approach(LOCAL, HOST, "https://example.com"),
    Approach(LOCAL, HOST, "http://localhost.example.com"),
    Approach(LOCAL, HOST, "http://localhost@example.com"),
    Approach(LOCAL, HOST, "http://example.com@localhost"),
    Approach(LOCAL, HOST, "http://localhost, http://example.com"),
    Approach(LOCAL, HOST, "http://localhost/x"),
    Approach(LOCAL, HOST, "file://localhost"),
    Approach(LOCAL, HOST, "http://["),
    Approach(LOCAL, HOST, "null"),
    Approach(LOCAL, HOST, ""),
    Approach(LOCAL, HOST, None, is_forwarded=True),
    Approach("10.0.0.1", "example.com", "https://example.com", is_forwarded=True),
]


@pytest.mark.parametrize("approach", LET_IN, ids=str)
def test_this_machine_is_let_in(approach: Approach) -> None:
    assert refusal(approach) is None


@pytest.mark.parametrize("approach", REFUSED, ids=str)
def test_everybody_else_is_refused_with_a_reason(approach: Approach) -> None:
    assert refusal(approach)


@pytest.mark.parametrize(
    "header", ["Forwarded", "forwarded", "X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "X-Forwarded"]
)
def test_every_header_of_a_proxy_counts(header: str, database: FakeDatabase) -> None:
    answer = send(database, "POST", "/alter", headers={header: "for=127.0.0.1"}, json={"drop_all": True})
    assert answer.status_code == 403
    assert database.calls == []


def test_a_second_host_does_not_hide_behind_the_first(database: FakeDatabase) -> None:
    headers = [("Host", "example.com"), ("Host", "127.0.0.1")]
    assert send(database, "POST", "/alter", headers=headers, json={"drop_all": True}).status_code == 403


OPEN = {"/", "/health", "/probe/graphql"}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("10.0.0.1", {}),
        ("127.0.0.1", {"Origin": "https://example.com"}),
        ("127.0.0.1", {"Host": "example.com"}),
    ],
)
def test_which_endpoints_obey(endpoint: object, method: str, peer: str, headers: dict[str, str]) -> None:
    database = FakeDatabase()
    path = endpoint.path  # type: ignore[attr-defined]
    answer = send(database, method, path, peer=peer, headers=headers, content=b'{"drop_all": true}')
    if path in OPEN:
        assert answer.status_code in {200, 405}
        return
    if endpoint.needs_key and method != "OPTIONS":  # type: ignore[attr-defined]
        assert answer.status_code == 401
        assert database.calls == []
        return
    assert answer.status_code == 403
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "served only to this machine" in error["message"]
    assert "access-control-allow-origin" not in answer.headers
    assert database.calls == []
    assert (database.asked, database.alters) == ([], [])


@pytest.mark.parametrize("peer", ["127.0.0.1", "10.0.0.1"])
def test_graphql_is_for_everybody_and_trusts_nobody(peer: str, database: FakeDatabase) -> None:
    answer = send(database, "POST", "/graphql", peer=peer, json={"query": "{ x }"})
    assert answer.status_code == 200
    [caller] = database.callers
    assert not caller.is_trusted
    assert caller.claims == {}
    assert caller.problem is None


def test_a_page_of_this_machine_may_administer_and_read_the_answer(database: FakeDatabase) -> None:
    origin = {"Origin": "http://localhost:3000"}
    preflight = send(database, "OPTIONS", "/admin", headers=origin)
    answer = send(database, "POST", "/alter", headers=origin, json={"drop_all": True})
    for response in (preflight, answer):
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert [alter.drops_all for alter in database.alters] == [True]


def test_the_rule_is_told() -> None:
    for word in ("loopback", "Host", "Origin", "Forwarded"):
        assert word in access.RULE
