"""The trusted backend: what an admin key passes, when rules hold all the same, and settings apart from the schema."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import jwt
import pytest

import graphwright
from graphwright import Database
from graphwright.errors import InputError, LimitError, SchemaError
from graphwright.model.caller import anonymous
from tests.storages import shared_address

__all__ = ["shared_address"]

_secret = "change-me-change-me-change-me-change-me-change-me-change-me-0064"
_other_secret = "another-another-another-another-another-another-another-another"
_settings = {"VerificationKey": _secret, "Header": "Authorization", "Namespace": "claims", "Algo": "HS256"}
# The document of the question: nobody adds users from the front end, and everybody changes his own only.
_schema = """
type User @auth(
  query: {rule: "query ($FUID: String!) { queryUser(filter: {firebaseUID: {eq: $FUID}}) { __typename } }"}
  add: {rule: "{$DENIED: {eq: \\"DENIED\\"}}"}
  update: {rule: "query ($FUID: String!) { queryUser(filter: {firebaseUID: {eq: $FUID}}) { __typename } }"}
  delete: {rule: "{$DENIED: {eq: \\"DENIED\\"}}"}
) {
  firebaseUID: String! @id
  displayName: String
}
"""
_line = f"# Dgraph.Authorization {json.dumps(_settings)}"
_add = 'mutation { addUser(input: [{firebaseUID: "%s"}], upsert: true) { numUids user { firebaseUID } } }'
_update = 'mutation { updateUser(input: {filter: {}, set: {displayName: "%s"}}) { numUids } }'
_all = "{ queryUser(order: {asc: firebaseUID}) { firebaseUID } aggregateUser { count } }"


def token(name: str, secret: str = _secret) -> str:
    return jwt.encode({"exp": time.time() + 600, "claims": {"FUID": name}}, secret, algorithm="HS256")


def send(
    database: Database,
    path: str,
    headers: Mapping[str, str],
    body: Any,
    kind: str = "json",
    *,
    denies_anonymous: bool = False,
) -> httpx.Response:
    application: Any = graphwright.asgi_app(database, denies_anonymous=denies_anonymous)

    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(application, client=("10.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://store.example") as client:
            if kind == "json":
                return await client.post(path, json=body, headers=dict(headers))
            return await client.post(path, content=body, headers={**headers, "Content-Type": kind})

    return asyncio.run(once())


def ask(database: Database, query: str, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(database, "/graphql", named, {"query": query}).json()


@pytest.fixture
def users() -> Iterator[Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema + _line)
        database.graphql(_add % "ann")
        database.graphql(_add % "bob")
        yield database


def test_an_admin_key_passes_the_rules_of_queries_and_mutations(users: Database) -> None:
    _, admin = users.create_key("admin", name="the backend")
    _, client = users.create_key("client")
    ann = f"Bearer {token('ann')}"
    everybody = {"queryUser": [{"firebaseUID": "ann"}, {"firebaseUID": "bob"}], "aggregateUser": {"count": 2}}
    only_ann = {"queryUser": [{"firebaseUID": "ann"}], "aggregateUser": {"count": 1}}
    for _ in range(2):  # the second time by the short way
        assert ask(users, _all, Dg_Auth=admin)["data"] == everybody
        assert ask(users, _all, Authorization=f"Bearer {admin}")["data"] == everybody
        assert ask(users, _all, Dg_Auth=admin, Authorization=ann)["data"] == everybody
        # For a user the rules hold; without one, as for anybody.
        assert ask(users, _all, Dg_Auth=admin, Authorization=ann, X_Auth_Enforce="true")["data"] == only_ann
        assert ask(users, _all, Dg_Auth=admin, X_Auth_Enforce="true")["data"]["queryUser"] == []
        for word in ("TRUE", "yes", "1", ""):  # whoever writes it in another way does not mean to pass the rules
            assert ask(users, _all, Dg_Auth=admin, Authorization=ann, X_Auth_Enforce=word)["data"] == only_ann
        assert ask(users, _all, Dg_Auth=admin, Authorization=ann, X_Auth_Enforce="False")["data"] == everybody
        # A key of clients changes nothing about who asks.
        assert ask(users, _all, Dg_Auth=client, Authorization=ann)["data"] == only_ann
        assert ask(users, _all, Dg_Auth=client)["data"]["queryUser"] == []
        assert ask(users, _all)["data"]["queryUser"] == []

    assert ask(users, _add % "cy")["data"] == {"addUser": None}
    assert ask(users, _add % "cy", Dg_Auth=client, Authorization=ann)["data"] == {"addUser": None}
    assert ask(users, _add % "cy", Dg_Auth=admin, X_Auth_Enforce="true")["data"] == {"addUser": None}
    added = {"addUser": {"numUids": 1, "user": [{"firebaseUID": "cy"}]}}
    assert ask(users, _add % "cy", Dg_Auth=admin)["data"] == added
    assert ask(users, _update % "x", Dg_Auth=client, Authorization=ann)["data"] == {"updateUser": {"numUids": 1}}
    assert ask(users, _update % "x", Dg_Auth=admin)["data"] == {"updateUser": {"numUids": 3}}
    delete = 'mutation { deleteUser(filter: {firebaseUID: {eq: "cy"}}) { numUids } }'
    assert ask(users, delete, Authorization=ann)["data"] == {"deleteUser": {"numUids": 0}}
    assert ask(users, delete, Dg_Auth=admin)["data"] == {"deleteUser": {"numUids": 1}}


def test_dql_and_the_library_pass_the_rules(users: Database) -> None:
    _, admin = users.create_key("admin")
    _, client = users.create_key("client")
    query = "{ q(func: type(User)) { User.firebaseUID } }"
    answer = send(users, "/query", {"Dg-Auth": admin}, query, "application/dql")
    assert len(answer.json()["data"]["q"]) == 2
    quads = '{ set {\n_:n <User.firebaseUID> "dee" .\n_:n <dgraph.type> "User" .\n} }'
    written = send(users, "/mutate?commitNow=true", {"Dg-Auth": admin}, quads, "application/rdf").json()
    assert written.get("data", written)["uids"], written
    for headers, status in (({}, 401), ({"Dg-Auth": client}, 403), ({"Authorization": token("ann")}, 401)):
        assert send(users, "/query", headers, query, "application/dql").status_code == status
        assert send(users, "/mutate?commitNow=true", headers, quads, "application/rdf").status_code == status
    assert users.graphql("{ aggregateUser { count } }")["data"] == {"aggregateUser": {"count": 3}}
    assert users.graphql("{ queryUser { firebaseUID } }", caller=anonymous)["data"] == {"queryUser": []}


def test_a_read_only_admin_key_sees_all_and_writes_nothing(users: Database) -> None:
    _, reader = users.create_key("admin", is_read_only=True)
    assert ask(users, _all, Dg_Auth=reader)["data"]["aggregateUser"] == {"count": 2}
    for text in (_add % "cy", _update % "x", _update.replace("mutation", "mutation @dryRun") % "x"):
        refused = ask(users, text, Dg_Auth=reader)
        assert "data" not in refused
        assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "may only read" in refused["errors"][0]["message"]
    assert users.graphql("{ aggregateUser { count } }")["data"] == {"aggregateUser": {"count": 2}}


def test_closed_by_default_wants_a_token_and_an_admin_key_passes(users: Database) -> None:
    users.alter(_schema + f"# Dgraph.Authorization {json.dumps(_settings | {'ClosedByDefault': True})}")
    _, admin = users.create_key("admin")
    _, client = users.create_key("client")
    assert ask(users, _all, Dg_Auth=client)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert ask(users, _all, Dg_Auth=admin)["data"]["aggregateUser"] == {"count": 2}


def test_what_a_key_saw_is_for_nobody_else(users: Database) -> None:
    _, admin = users.create_key("admin")
    cached = "query @cacheControl(maxAge: 60) { queryUser { firebaseUID } }"
    headers = {"Dg-Auth": users.create_key("client")[1]}
    for denies, scope in ((False, "public"), (True, "private")):
        answer = send(users, "/graphql", headers, {"query": cached}, denies_anonymous=denies)
        assert answer.headers["cache-control"] == f"{scope},max-age=60"
    assert (
        send(users, "/graphql", {"Dg-Auth": admin}, {"query": cached}).headers["cache-control"] == "private,max-age=60"
    )


# ---- keys in their store --------------------------------------------------------------------------


def test_a_revoked_or_expired_key_is_worth_nothing(users: Database) -> None:
    key, secret = users.create_key("admin")
    late, late_secret = users.create_key("client", expires_at=int(time.time()))
    assert ask(users, _all, Dg_Auth=late_secret)["errors"][0]["message"] == f"the API key {late.id} is expired"
    assert ask(users, _all, Dg_Auth=secret)["data"]
    revoked = users.revoke_key(key.id)
    assert revoked.revoked_at
    assert ask(users, _all, Dg_Auth=secret)["errors"][0]["message"] == f"the API key {key.id} was revoked"
    assert users.revoke_key(key.id) == revoked
    with pytest.raises(InputError, match="no key with the id 'nope'"):
        users.revoke_key("nope")


def test_keys_and_settings_survive_drop_all(users: Database) -> None:
    _, admin = users.create_key("admin", name="a")
    users.set_authorization(json.dumps(_settings | {"Leeway": 1}))
    assert send(users, "/alter", {"Dg-Auth": admin}, {"drop_all": True}).status_code == 200
    assert [key.name for key in users.list_keys()] == ["a"]
    users.alter(_schema)
    assert users.graphql(_add % "ann")["data"]["addUser"]["numUids"] == 1
    assert ask(users, _all, Dg_Auth=admin)["data"]["aggregateUser"] == {"count": 1}
    assert ask(users, _all, Authorization=token("ann"))["data"]["aggregateUser"] == {"count": 1}
    users.drop_data()
    assert len(users.list_keys()) == 1


def test_there_are_bounds(users: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphwright.limits.api_keys_max", 2)
    key, _ = users.create_key("client")
    users.create_key("client")
    with pytest.raises(LimitError, match="api_keys_max"):
        users.create_key("client")
    users.revoke_key(key.id)
    monkeypatch.setattr("graphwright.limits.api_key_revoked_kept_days", -1)
    users.create_key("client")
    assert key.id not in {each.id for each in users.list_keys()}
    for name in ("x" * 201, "two\nlines"):
        with pytest.raises(InputError, match="one line"):
            users.create_key("client", name=name)


def test_secrets_are_nowhere(users: Database, caplog: pytest.LogCaptureFixture) -> None:
    key, secret = users.create_key("admin", name="n")
    refused = ask(users, _all, Dg_Auth=secret + "x")
    shown = f"{key!r} {users.list_keys()!r} {refused} {caplog.text}"
    answer = send(users, "/admin", {"Dg-Auth": secret}, {"query": "{ apiKeys { id kind name readOnly createdAt } }"})
    assert answer.json()["data"]["apiKeys"][0]["name"] == "n"
    assert secret not in shown + answer.text
    assert secret[4:] not in shown + answer.text
    connection = users.storage.open_reader()
    try:
        rows = connection.rows("SELECT * FROM gw_api_keys")
    finally:
        connection.close()
    assert secret[4:] not in str(rows)


# ---- /admin ---------------------------------------------------------------------------------------


def test_keys_are_made_listed_and_revoked_by_the_admin_api(users: Database) -> None:
    _, first = users.create_key("admin")

    def admin(query: str, secret: str = first) -> Any:
        return send(users, "/admin", {"Dg-Auth": secret}, {"query": query}).json()

    made = admin(
        'mutation { createApiKey(input: {kind: CLIENT, name: "app", expires: "30d", readOnly: true})'
        " { secret apiKey { id kind expiresAt } } }"
    )["data"]["createApiKey"]
    assert made["secret"].startswith("gwc_")
    assert made["apiKey"]["kind"] == "CLIENT"
    listed = admin("{ apiKeys { id kind name readOnly expiresAt revokedAt } }")["data"]["apiKeys"]
    assert next(key for key in listed if key["name"] == "app") == {
        "id": made["apiKey"]["id"],
        "kind": "CLIENT",
        "name": "app",
        "readOnly": True,
        "expiresAt": made["apiKey"]["expiresAt"],
        "revokedAt": None,
    }
    revoke = f'mutation {{ revokeApiKey(id: "{made["apiKey"]["id"]}") {{ apiKey {{ revokedAt }} }} }}'
    assert admin(revoke)["data"]["revokeApiKey"]["apiKey"]["revokedAt"]
    assert ask(users, _all, Dg_Auth=made["secret"])["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    late = admin('mutation { createApiKey(input: {kind: ADMIN, expires: "soon"}) { secret } }')
    assert late["data"] == {"createApiKey": None}
    assert late["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


# ---- settings apart from the schema ---------------------------------------------------------------


def test_settings_apart_stand_in_place_of_the_schemas(users: Database) -> None:
    own = _settings | {"VerificationKey": _other_secret, "Header": "X-Own"}
    users.set_authorization(json.dumps(own, indent=1))
    mine = ask(users, _all, X_Own=token("ann", _other_secret))
    assert mine["data"]["aggregateUser"] == {"count": 1}
    assert ask(users, _all, X_Own=token("ann"))["errors"]
    users.alter(_schema + _line + " \n# changed")
    assert ask(users, _all, X_Own=token("ann", _other_secret)) == mine
    # The same line as in a schema, several issuers, and the old short form.
    users.set_authorization(f'# Dgraph.Authorization X-Own claims HS256 "{_other_secret}"')
    assert ask(users, _all, X_Own=token("ann", _other_secret)) == mine
    issuers = [own | {"Issuer": "a"}, own]
    users.set_authorization(json.dumps(issuers))
    assert ask(users, _all, X_Own=token("ann", _other_secret)) == mine
    users.set_authorization(None)
    assert ask(users, _all, Authorization=token("ann"))["data"] == mine["data"]
    assert users.authorization_text() is None


def test_wrong_settings_change_nothing(users: Database) -> None:
    for wrong in ("{}", "nothing", json.dumps(_settings | {"Algo": "none"}), json.dumps(_settings | {"Colour": 1})):
        with pytest.raises(SchemaError):
            users.set_authorization(wrong)
    assert users.authorization_text() is None


def test_the_admin_api_never_shows_the_verification_key(users: Database) -> None:
    _, admin = users.create_key("admin")

    def run(query: str, **variables: str) -> Any:
        return send(users, "/admin", {"Dg-Auth": admin}, {"query": query, "variables": variables}).json()

    change = "mutation ($s: String!) { setAuthorization(settings: $s) { authorization } }"
    answers = [run("{ authorization }"), run(change, s=json.dumps(_settings)), run("{ authorization }")]
    assert answers[0]["data"] == {"authorization": None}
    shown = json.loads(answers[2]["data"]["authorization"])
    assert shown == _settings | {"VerificationKey": "********"}
    answers += [run(change, s=json.dumps(_settings | {"Algo": "none"})), run(change, s=_secret)]
    assert [answer["errors"][0]["extensions"]["code"] for answer in answers[3:]] == ["SCHEMA_INVALID"] * 2
    assert run("mutation { clearAuthorization { authorization } }")["data"]["clearAuthorization"] == {
        "authorization": None
    }
    assert _secret not in json.dumps(answers)


def test_another_process_obeys_at_once(shared_address: str) -> None:
    with Database.open(shared_address) as one, Database.open(shared_address) as two:
        one.alter(_schema + _line)
        one.graphql(_add % "ann")
        assert ask(two, _all, Authorization=token("ann"))["data"]["aggregateUser"] == {"count": 1}
        one.set_authorization(json.dumps(_settings | {"VerificationKey": _other_secret}))
        assert ask(two, _all, Authorization=token("ann"))["errors"]
        assert ask(two, _all, Authorization=token("ann", _other_secret))["data"]["aggregateUser"] == {"count": 1}
        key, secret = one.create_key("admin")
        assert ask(two, _all, Dg_Auth=secret)["data"]["aggregateUser"] == {"count": 1}
        two.revoke_key(key.id)
        assert ask(one, _all, Dg_Auth=secret)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
