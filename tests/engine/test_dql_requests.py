"""What a DQL request says about itself beside its texts: uids for every object, and how long it may take."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import LimitError, RequestError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlMutation, DqlRequest
from tests.storages import database

__all__ = ["database"]


@pytest.fixture
def people(database: Database) -> Database:
    quads = '<{0}> <name> "Ann" .\n<{0}> <friend> <{1}> .\n<{1}> <name> "Bob" .\n<{1}> <friend> <{2}> .'
    start = asyncio.run(database.lease_uids(3)).start
    mutation = DqlMutation(set_rdf=quads.format(*(hex(start + number) for number in range(3))))
    database.run_dql_blocking(DqlRequest(mutations=(mutation,), commits=True))
    return database


def asked(people: Database, query: str) -> Any:
    answer = people.run_dql_blocking(DqlRequest(query=query, shows_uids=True))
    assert answer.data is not None
    return json.loads(answer.data)["q"]


def test_every_object_has_its_uid(people: Database) -> None:
    [ann] = asked(people, '{ q(func: has(name)) @filter(eq(name, "Ann")) { name friend { name friend { name } } } }')
    bob = ann["friend"][0]
    uids = [ann["uid"], bob["uid"], bob["friend"][0]["uid"]]
    assert [int(uid, 16) - int(uids[0], 16) for uid in uids] == [0, 1, 2]
    assert bob["friend"] == [{"uid": uids[2]}]
    query = '{ q(func: has(name)) @filter(eq(name, "Ann")) { name friend { name friend { name } } } }'
    assert "uid" not in json.loads(people.run_dql_blocking(DqlRequest(query=query)).data or b"")["q"][0]


def test_fragments_counts_and_groups_stay_what_they_are(people: Database) -> None:
    spread = asked(people, "{ q(func: has(name)) { ...f } } fragment f { uid friend { ...g } } fragment g { name }")
    assert [set(row) for row in spread] == [{"uid", "friend"}, {"uid", "friend"}]
    assert set(spread[0]["friend"][0]) == {"uid", "name"}
    assert asked(people, "{ q(func: has(name)) { count(uid) } }") == [{"count": 2}]
    assert "uid" not in asked(people, "{ q(func: has(name)) @groupby(name) { count(uid) } }")[0]["@groupby"][0]


@pytest.mark.parametrize("waits", [True, False])
def test_a_request_ends_when_its_time_is_over(waits: bool, people: Database) -> None:
    people.run_dql_blocking(DqlRequest(query="{ q(func: has(name)) { name } }", timeout_s=20))
    numbers = DqlMutation(set_json=json.dumps([{"n": number} for number in range(3000)]).encode())
    people.run_dql_blocking(DqlRequest(mutations=(numbers,), commits=True))
    blocks = " ".join(f"v{i} as var(func: has(n), orderasc: n) {{ x{i} as math(1) }}" for i in range(40))
    query = f"{{ {blocks} q(func: has(n), orderdesc: n) {{ n {' '.join(f'val(x{i})' for i in range(40))} }} }}"
    request = DqlRequest(query=query, timeout_s=0.0001)
    began = time.monotonic()
    run = people.run_dql_blocking if waits else lambda given: asyncio.run(people.run_dql(given, trusted))
    with pytest.raises(LimitError, match="timeout that it set"):
        run(request)
    assert time.monotonic() - began < 10


def test_the_library_changes_data(database: Database) -> None:
    made = database.dql_mutate('{ set { _:a <name> "Ann" . _:b <name> "Bob" .\n } }'.replace(" _:b", "\n_:b"))
    assert set(made["uids"]) == {"a", "b"}
    more = database.dql_mutate(set_json={"uid": made["uids"]["a"], "age": 7}, delete_json={"uid": made["uids"]["b"]})
    assert more == {"uids": {}, "queries": None}
    upsert = "query q($n: string) { q(func: has(age)) { v as uid } }"
    found = database.dql_mutate(
        f'upsert {{ {upsert} mutation {{ set {{ uid(v) <age> "8" . }} }} }}', variables={"$n": "Ann"}
    )
    assert found["queries"] == {"q": [{"uid": made["uids"]["a"]}]}
    assert database.dql("{ q(func: has(age)) { name age } }")["data"] == {"q": [{"name": "Ann", "age": 8}]}
    with pytest.raises(RequestError, match="the mutation is empty"):
        database.dql_mutate()
