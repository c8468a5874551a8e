"""API keys in headers: which are taken, who becomes trusted, who is refused with which status; and the audit log."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from graphwright.auth.keys import digest_of, kind_of, new_secret
from graphwright.errors import ConfigError
from graphwright.model.api import AuthSettings
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.server.application import ENDPOINTS
from graphwright.server.audit import AuditLog, Use
from graphwright.server.options import ServerOptions

from .fakes import DATA, FakeDatabase, send
from .test_access import OPEN

ADMIN, CLIENT, READER, OLD, GONE = (new_secret(kind) for kind in ("admin", "client", "admin", "admin", "admin"))  # type: ignore[arg-type]
FAR = "10.0.0.1"
TOKENS = AuthSettings(verification_key="k" * 64, header="Authorization", namespace="n", algorithm="HS256")


def a_key(number: int, kind: KeyKind, **members: Any) -> ApiKey:
    return ApiKey(id=f"id{number}", kind=kind, name="", created_at=1, **members)


@pytest.fixture
def keyed(database: FakeDatabase) -> FakeDatabase:
    database.api_keys = {
        ADMIN: a_key(1, KeyKind.ADMIN),
        CLIENT: a_key(2, KeyKind.CLIENT),
        READER: a_key(3, KeyKind.ADMIN, is_read_only=True),
        OLD: a_key(4, KeyKind.ADMIN, expires_at=int(time.time())),
        GONE: a_key(5, KeyKind.ADMIN, revoked_at=2),
    }
    return database


def ask(database: FakeDatabase, headers: dict[str, str], **arguments: Any) -> Any:
    return send(database, "POST", "/graphql", peer=FAR, headers=headers, json={"query": "{ x }"}, **arguments)


def test_a_secret_tells_its_kind_and_nothing_of_it_is_kept() -> None:
    assert ADMIN.startswith("gwa_")
    assert CLIENT.startswith("gwc_")
    assert (kind_of(ADMIN), kind_of(CLIENT)) == (KeyKind.ADMIN, KeyKind.CLIENT)
    assert kind_of(ADMIN + "x") is kind_of("gwx" + ADMIN[3:]) is kind_of(ADMIN[:-1] + "ä") is None
    assert digest_of(ADMIN) != digest_of(ADMIN[:-1] + ("1" if ADMIN.endswith("0") else "0"))
    assert ADMIN[4:] not in digest_of(ADMIN)


@pytest.mark.parametrize(
    "headers",
    [
        {"Dg-Auth": ADMIN},
        {"X-Auth-Token": ADMIN},
        {"Authorization": f"Bearer {ADMIN}"},
        {"Authorization": f"bearer  {ADMIN} "},
        {"Dg-Auth": ADMIN, "Authorization": f"Bearer {ADMIN}"},
    ],
)
@pytest.mark.parametrize("has_tokens", [False, True])
def test_an_admin_key_makes_trusted(keyed: FakeDatabase, headers: dict[str, str], has_tokens: bool) -> None:
    keyed.configure("type A { id: ID! }", TOKENS if has_tokens else None)
    assert ask(keyed, headers).json() == DATA
    [caller] = keyed.callers
    assert caller.is_trusted
    assert ask(keyed, headers | {"X-Auth-Enforce": "true"}).json() == DATA
    assert not keyed.callers[-1].is_trusted
    assert keyed.callers[-1].problem is None


def test_a_client_key_trusts_nobody(keyed: FakeDatabase) -> None:
    assert ask(keyed, {"Dg-Auth": CLIENT}).json() == DATA
    assert not keyed.callers[0].is_trusted
    assert keyed.requests[0].may_write


def test_a_read_only_key_may_not_write(keyed: FakeDatabase) -> None:
    assert ask(keyed, {"Dg-Auth": READER}).json() == DATA
    assert keyed.callers[0].is_trusted
    assert not keyed.requests[0].may_write


REFUSED: dict[str, dict[str, str]] = {
    "unknown": {"Dg-Auth": new_secret(KeyKind.ADMIN)},
    "unknown, of a client": {"X-Auth-Token": new_secret(KeyKind.CLIENT)},
    "of another form": {"Authorization": "Bearer gwa_short"},
    "no key at all": {"Dg-Auth": "secret"},
    "a Bearer that the schema does not speak of": {"Authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"},
    "expired": {"Dg-Auth": OLD},
    "revoked": {"Authorization": f"Bearer {GONE}"},
    "two different ones": {"Dg-Auth": ADMIN, "X-Auth-Token": CLIENT},
    "good and unknown": {"Dg-Auth": ADMIN, "X-Auth-Token": "other"},
    "a list": {"Dg-Auth": f"{ADMIN}, {ADMIN}"},
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("path", ["/graphql", "/admin", "/query", "/metrics"])
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_key_that_is_not_good_is_401_and_nobody_is_anonymous(
    keyed: FakeDatabase, name: str, path: str, accept: str
) -> None:
    method = "GET" if path == "/metrics" else "POST"
    answer = send(keyed, method, path, headers=REFUSED[name] | {"Accept": accept}, json={"query": "{ x }"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    for value in REFUSED[name].values():
        assert value.removeprefix("Bearer ") not in answer.text
    assert not keyed.callers
    assert not keyed.asked


def test_the_store_is_not_asked_for_what_cannot_be_a_key(keyed: FakeDatabase) -> None:
    ask(keyed, {"Authorization": "Basic dXNlcjpwYXNz"})
    assert keyed.looked_up == []
    assert not keyed.callers[0].is_trusted


def test_under_strict_dgraph_an_authorization_of_others_is_ignored(keyed: FakeDatabase) -> None:
    strict = ServerOptions(is_strict=True)
    assert ask(keyed, {"Authorization": "Bearer x"}, options=strict).json() == DATA
    assert not keyed.callers[0].is_trusted
    assert ask(keyed, {"Authorization": f"Bearer {GONE}"}, options=strict).status_code == 401


def test_a_bearer_without_prefix_is_a_token_where_the_schema_says_so(keyed: FakeDatabase) -> None:
    keyed.configure("type A { id: ID! }", TOKENS)
    assert ask(keyed, {"Authorization": "Bearer not-a-token"}).json() == DATA
    assert keyed.callers[0].problem
    # An admin key is trusted whatever the token says, unless the rules are to hold for the token's user.
    assert ask(keyed, {"Dg-Auth": ADMIN, "Authorization": "Bearer x"}).json() == DATA
    assert keyed.callers[1].is_trusted
    assert ask(keyed, {"Dg-Auth": ADMIN, "Authorization": "Bearer x", "X-Auth-Enforce": "TRUE"}).json() == DATA
    assert keyed.callers[2].problem
    assert not keyed.callers[2].is_trusted


def test_without_anonymous_a_key_or_a_good_token_is_needed(keyed: FakeDatabase) -> None:
    import jwt  # noqa: PLC0415 -- for this test

    keyed.configure("type A { id: ID! }", TOKENS)
    closed = ServerOptions(denies_anonymous=True)
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": ""}, {"X-Auth-Enforce": "true"}):
        answer = ask(keyed, headers, options=closed)
        assert answer.status_code == 401, headers
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert not keyed.callers
    token = jwt.encode({"sub": "ann"}, "k" * 64, algorithm="HS256")
    for headers in ({"Dg-Auth": CLIENT}, {"Dg-Auth": ADMIN}, {"Authorization": f"Bearer {token}"}):
        assert ask(keyed, headers, options=closed).json() == DATA
    for path in OPEN:
        assert send(keyed, "GET", path, peer=FAR, options=closed).status_code == 200


# ---- administrators -------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if not each.is_open], ids=lambda each: each.path)
def test_once_there_is_an_admin_key_administrators_need_one(keyed: FakeDatabase, endpoint: Any) -> None:
    method = "GET" if endpoint.is_read else "POST"

    def status(headers: dict[str, str], peer: str = "127.0.0.1") -> int:
        answer = send(keyed, method, endpoint.path, peer=peer, headers=headers, content=b'{"drop_all": true}')
        return answer.status_code

    assert status({}) == status({}, FAR) == 401
    assert status({"Dg-Auth": CLIENT}) == 403
    assert not keyed.calls
    assert status({"Dg-Auth": ADMIN}, FAR) in {200, 400}
    assert status({"Authorization": f"Bearer {ADMIN}", "Host": "example.com", "Forwarded": "for=x"}, FAR) in {200, 400}
    written = len(keyed.calls)
    assert status({"Dg-Auth": READER}, FAR) == (403 if endpoint.is_write else status({"Dg-Auth": ADMIN}, FAR))
    assert len(keyed.calls) == written


@pytest.mark.parametrize("path", ["/query", "/mutate", "/alter", "/admin"])
@pytest.mark.parametrize("headers", [{}, {"Dg-Auth": ADMIN}])
def test_an_administrator_acts_for_nobody(database: FakeDatabase, path: str, headers: dict[str, str]) -> None:
    database.api_keys = {ADMIN: a_key(1, KeyKind.ADMIN)} if headers else {}
    answer = send(database, "POST", path, headers=headers | {"X-Auth-Enforce": "true"}, json={"drop_all": True})
    assert answer.status_code == 403
    assert "X-Auth-Enforce is for /graphql only" in answer.text
    assert not (database.calls or database.asked or database.alters)


def test_client_keys_and_revoked_ones_do_not_count_but_expired_ones_do(keyed: FakeDatabase) -> None:
    keyed.api_keys = {CLIENT: keyed.api_keys[CLIENT], GONE: keyed.api_keys[GONE]}
    alter: Any = {"json": {"drop_all": True}}
    assert send(keyed, "POST", "/alter", **alter).status_code == 200
    assert send(keyed, "POST", "/alter", peer=FAR, **alter).status_code == 403
    # Time alone opens nothing.
    keyed.api_keys[OLD] = a_key(4, KeyKind.ADMIN, expires_at=1)
    assert send(keyed, "POST", "/alter", **alter).status_code == 401


LOOK = {"query": "{ health { status } }"}
CLEAR = {"query": "mutation { clearAuthorization { authorization } }"}


def test_a_read_only_key_may_look_at_everything(keyed: FakeDatabase) -> None:
    reader = {"Dg-Auth": READER}
    assert send(keyed, "GET", "/admin/schema", headers=reader).status_code == 200
    looked = send(keyed, "POST", "/admin", headers=reader, json=LOOK)
    assert looked.json()["data"]
    changed = send(keyed, "POST", "/admin", headers=reader, json=CLEAR)
    assert changed.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert send(keyed, "PUT", "/admin/schema", headers=reader, content=b"type A { id: ID! }").status_code == 403
    assert not keyed.calls


def test_a_page_elsewhere_may_administer_with_a_key_only(keyed: FakeDatabase) -> None:
    page = {"Origin": "https://console.example"}
    preflight = send(keyed, "OPTIONS", "/admin", peer=FAR, headers=page)
    assert preflight.status_code == 200
    allowed = preflight.headers["access-control-allow-headers"].split(", ")
    assert {"Authorization", "Dg-Auth", "X-Auth-Token"} <= set(allowed)
    answer = send(keyed, "POST", "/admin", peer=FAR, headers=page | {"Dg-Auth": ADMIN}, json=LOOK)
    assert answer.headers["access-control-allow-origin"] == "https://console.example"
    assert "Origin" in answer.headers["vary"]
    assert send(keyed, "POST", "/admin", peer=FAR, headers=page, json=LOOK).status_code == 401


# ---- the audit log --------------------------------------------------------------------------------


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_every_use_of_an_admin_key_is_a_line(keyed: FakeDatabase, tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    options = ServerOptions(audit_path=path)

    def use(endpoint: str, secret: str, **arguments: Any) -> None:
        arguments = {"json": {"query": "{ x }"}} | arguments
        send(keyed, "POST", endpoint, peer=FAR, options=options, headers={"Dg-Auth": secret}, **arguments)

    mine = {"query": 'query Mine($v: String) { x(v: $v) y(v: "SECRET") }', "operationName": "Mine"}
    use("/graphql", ADMIN, json=mine | {"variables": {"v": "SECRET"}})
    use("/graphql", ADMIN, json={"query": "{ bad }"})
    use("/graphql", OLD)
    use("/graphql", CLIENT)
    use("/graphql", new_secret(KeyKind.ADMIN))
    use("/admin", ADMIN, json={"query": "query Look { health { status } }"})
    use("/alter", ADMIN, json={"drop_all": True})
    use("/alter", READER, json={"drop_all": True})
    use("/admin", CLIENT)
    use("/metrics", GONE)

    lines = lines_of(path)
    assert [(each["key"], each["endpoint"], each["operation"], each["fields"], each["result"]) for each in lines] == [
        ("id1", "/graphql", "query", ["queryFilm"], "answered"),
        ("id1", "/graphql", "query", ["queryFilm"], "refused"),
        ("id4", "/graphql", "query", ["queryFilm"], "refused"),
        ("id1", "/admin", "query", ["health"], "answered"),
        ("id1", "/alter", "alter", ["drop_all"], "answered"),
        ("id3", "/alter", "POST", [], "refused"),
        ("id5", "/metrics", "POST", [], "refused"),
    ]
    assert lines[0]["name"] == "Mine"
    assert {each["peer"] for each in lines} == {FAR}
    assert all(each["time"].endswith("Z") for each in lines)
    text = path.read_text()
    assert "SECRET" not in text
    assert not [secret for secret in keyed.api_keys if secret in text or digest_of(secret) in text]
    assert path.stat().st_mode & 0o077 == 0


def test_dql_without_a_key_is_a_line_too_where_a_file_is_named(database: FakeDatabase, tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    options = ServerOptions(audit_path=path)
    dql = {"Content-Type": "application/dql"}
    send(database, "POST", "/query", options=options, headers=dql, content=b'{ q(func: eq(name, "SECRET")) }')
    send(database, "POST", "/query", options=options, headers=dql, content=b"{ bad }")
    send(database, "POST", "/mutate?commitNow=true", options=options, json={"set": {"name": "SECRET"}})
    send(database, "POST", "/commit?startTs=4&abort=true", options=options)
    send(database, "POST", "/alter", options=options, json={"drop_all": True})
    send(database, "POST", "/query", options=options, headers=dql, content=b"{ q }", peer=FAR)
    send(database, "POST", "/admin", options=options, json=LOOK)
    assert [
        (each["key"], each["endpoint"], each["operation"], each["result"], each["peer"]) for each in lines_of(path)
    ] == [
        (None, "/query", "query", "answered", "127.0.0.1"),
        (None, "/query", "query", "refused", "127.0.0.1"),
        (None, "/mutate", "mutation", "answered", "127.0.0.1"),
        (None, "/commit", "abort", "answered", "127.0.0.1"),
        (None, "/alter", "alter", "answered", "127.0.0.1"),
        (None, "/query", "POST", "refused", FAR),
    ]
    assert "SECRET" not in path.read_text()


@pytest.mark.parametrize("path", ["/query", "/alter"])
def test_the_header_of_dgraphs_clients(path: str, keyed: FakeDatabase) -> None:
    header = "X-Dgraph-AuthToken"
    body: dict[str, Any] = {"content": b'{"query": "q"}' if path == "/query" else b"name: string .", "peer": FAR}
    json_type = {"Content-Type": "application/json"}
    assert send(keyed, "POST", path, headers=json_type | {header: ADMIN}, **body).status_code == 200
    assert send(keyed, "POST", path, headers=json_type | {header: CLIENT}, **body).status_code == 403
    for other in ("", "eyJhbGciOiJIUzI1NiJ9.e30.x", "a password"):
        assert send(keyed, "POST", path, headers=json_type | {header: other}, **body).status_code == 401
    assert len(keyed.asked) + len(keyed.alters) == 1


def test_without_a_file_it_goes_to_standard_error(keyed: FakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    ask(keyed, {"Dg-Auth": ADMIN})
    ask(keyed, {})
    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["key"] == "id1"


def test_a_file_that_was_moved_away_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    log = AuditLog(path)
    use = Use(key_id="a", endpoint="/graphql", operation=None, peer=None, result="answered")
    log.record(use)
    os.rename(path, tmp_path / "audit.1")  # noqa: PTH104 -- as logrotate does
    log.record(use)
    log.close()
    assert len(lines_of(path)) == len(lines_of(tmp_path / "audit.1")) == 1


@pytest.mark.parametrize("endpoint", ["/graphql", "/alter"])
def test_who_cannot_be_written_down_is_not_answered(keyed: FakeDatabase, tmp_path: Path, endpoint: str) -> None:
    path = tmp_path / "not there" / "audit.jsonl"
    with pytest.raises(ConfigError, match="cannot write the audit log"):
        AuditLog(path).check()
    options, body = ServerOptions(audit_path=path), {"drop_all": True, "query": "{ x }"}
    answer = send(keyed, "POST", endpoint, options=options, headers={"Dg-Auth": ADMIN}, json=body)
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
