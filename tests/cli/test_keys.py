"""`graphwright key …` and `graphwright auth …`, and that running servers obey them at once."""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphwright import Database
from tests.storages import shared_address

from .conftest import Run
from .test_serving import Start, start

__all__ = ["shared_address", "start"]

_secret = "change-me-change-me-change-me-change-me-change-me-change-me-0064"
_settings = {"VerificationKey": _secret, "Header": "X-Auth", "Namespace": "claims", "Algo": "HS256"}
_schema = 'type Note @auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}) { text: String! @id }\n'


def test_a_key_is_made_listed_and_revoked(shared_address: str, run: Run) -> None:
    store = ("--store", shared_address)
    made = run("key", "create", "admin", "--name", "the backend", "--expires", "30d", *store)
    assert re.fullmatch(r"gwa_[\w-]{43}\n", made.out)
    assert re.fullmatch(r"admin key \w{12} for \S+, good until .*Z; its secret is shown only now:\n", made.err)
    client = run("key", "create", "client", "--read-only", *store)
    assert client.out.startswith("gwc_")
    listed = run("key", "list", *store)
    first, second = sorted(listed.out.splitlines(), key=lambda line: line[14:])
    assert re.fullmatch(r"\w{12}  admin   read-write  made \S+Z  good until \S+Z  the backend", first)
    assert re.fullmatch(r"\w{12}  client  read-only   made \S+Z  good", second)
    revoked = run("key", "revoke", first[:12], *store)
    assert revoked.out == f"revoked the admin key {first[:12]}\n"
    assert re.search(rf"(?m)^{first[:12]} .*  revoked 2\S+Z  the backend$", run("key", "list", *store).out)
    assert made.out.strip() not in listed.out + revoked.out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("key", "create", "boss"), 2, "of the kind client or admin, not 'boss'"),
        (("key", "create", "client", "--expires", "soon"), 2, "write 30d, 12h, 15m"),
        (("key", "create", "client", "--expires", "2001-01-01"), 2, "has passed"),
        (("key", "create", "client", "--name", "x" * 201), 1, "api_key_name_chars_max"),
        (("key", "revoke", "abc"), 1, "there is no key with the id 'abc'"),
        (("key", "list", "--store", "nothing.db"), 1, "there is no store nothing.db"),
        (("auth", "set", "nothing.json"), 2, "there is no file nothing.json"),
    ],
)
def test_mistakes_are_told(run: Run, words: tuple[str, ...], status: int, told: str) -> None:
    run("key", "create", "client")
    ran = run(*words)
    assert ran.status == status
    assert told in ran.err
    assert not ran.out


def test_settings_are_set_shown_and_cleared(shared_address: str, run: Run) -> None:
    store = ("--store", shared_address)
    assert run("auth", "set", "-", *store, typed=json.dumps(_settings)).status == 0
    shown = run("auth", "show", *store)
    assert json.loads(shown.out) == _settings | {"VerificationKey": "********"}
    wrong = run("auth", "set", "-", *store, typed=json.dumps(_settings | {"Algo": "none"}))
    assert wrong.status == 1
    assert "the algorithm none is unknown" in wrong.err
    assert _secret not in wrong.err
    assert run("auth", "clear", *store).status == 0
    assert "nothing is set apart" in run("auth", "show", *store).out


def test_a_copy_takes_keys_and_settings_along(shared_address: str, run: Run) -> None:
    secret = run("key", "create", "admin", "--store", "source.db").out.strip()
    run("auth", "set", "-", "--store", "source.db", typed=json.dumps(_settings))
    assert run("copy", "--from", "source.db", "--to", shared_address).status == 0
    listed, shown = (run(*words, "--store", shared_address).out for words in (("key", "list"), ("auth", "show")))
    assert listed == run("key", "list", "--store", "source.db").out
    assert json.loads(shown) == _settings | {"VerificationKey": "********"}
    with Database.open(shared_address) as database:
        assert asyncio.run(database.find_key(secret)) in database.list_keys()


def test_revocation_acts_at_once_in_every_worker(shared_address: str, run: Run, start: Start, tmp_path: Path) -> None:
    store = ("--store", shared_address)
    (tmp_path / "note.graphql").write_text(_schema)
    given = ["--schema", "note.graphql", "--port", "0", "--anonymous", "deny"]
    given += ["--audit", "audit.jsonl", "--log-level", "debug"]
    programs = [start("serve", *store, *given, "--workers", workers) for workers in ("3", "1")]
    urls = [program.url() for program in programs]
    secrets: list[str] = []

    def status(url: str, secret: str, query: str = "{ queryNote { text } }") -> int:
        # A connection of its own, which any worker may accept.
        with httpx.Client(verify=False, trust_env=False, timeout=20) as client:
            headers = {"Authorization": f"Bearer {secret}"} if secret else {}
            return client.post(f"{url}/graphql", json={"query": query}, headers=headers).status_code

    def statuses(secret: str) -> set[int]:
        with ThreadPoolExecutor(4) as pool:
            return set(pool.map(lambda n: status(urls[n % 4 == 3], secret), range(24)))

    assert statuses("") == {401}
    for kind in ("admin", "client"):
        secret = run("key", "create", kind, *store).out.strip()
        secrets.append(secret)
        assert statuses(secret) == {200}
        identifier = next(line[:12] for line in run("key", "list", *store).out.splitlines() if "revoked" not in line)
        assert run("key", "revoke", identifier, *store).status == 0
        assert statuses(secret) == {401}
    lines: list[dict[str, Any]] = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]
    assert [line["result"] for line in lines] == ["answered"] * 24 + ["refused"] * 24
    assert {tuple(line["fields"]) for line in lines if line["result"] == "answered"} == {("queryNote",)}

    # Nor does anything tell a secret: no log, not at its most talkative, and no file.
    for program in programs:
        assert program.stop() == 0
        said = "\n".join([*program.said, *program.rest()])
        assert "path=/graphql" in said
        assert not [secret for secret in secrets if secret[4:] in said]
    contents = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert not [secret for secret in secrets if secret[4:].encode() in contents]


def test_a_server_says_when_anonymous_requests_are_denied(start: Start) -> None:
    start("serve", "--port", "0", "--anonymous", "deny").hear(r"^Requests to /graphql need an API key or a valid token")


def test_an_audit_log_that_cannot_be_written_is_told_at_once(start: Start) -> None:
    program = start("serve", "--port", "0", "--audit", "not/there.jsonl")
    program.hear(r"^graphwright: cannot write the audit log not/there\.jsonl: ")
    assert program.process.wait(10) == 2
