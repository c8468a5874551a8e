"""A server that goes away, comes back, refuses: what was acknowledged is there, nothing twice, errors say what."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

import graphwright
from graphwright import Database, limits
from graphwright.cli.main import application
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import StoreBusyError, StoreError
from graphwright.model.caller import trusted
from graphwright.storage.interface import StoreOptions
from tests.postgres.own_server import OwnServer, own_server
from tests.postgres_server import _owner

_schema = "type Word { id: ID!  text: String! @search(by: [hash])  number: Int }"
_add = "mutation($text: String!) { addWord(input: [{text: $text, number: 1}]) { numUids } }"
_all = "{ queryWord { text } }"
_end_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'graphwright'"


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture
def database(server: OwnServer) -> Iterator[Database]:
    server.run("DROP SCHEMA IF EXISTS faults CASCADE")
    with closing(graphwright.open(f"{server.url}?schema=faults")) as database:
        database.alter(_schema)
        yield database


async def _ask(database: Database, query: str, position: int = 0) -> dict[str, Any]:
    answer = await database.execute_graphql(GraphqlRequest(query=query, position=position), trusted)
    return orjson.loads(answer.body)  # type: ignore[no-any-return]


def _write_while(database: Database, fault: Callable[[], None], seconds: float) -> tuple[set[str], set[str]]:
    """Texts that were acknowledged and texts whose writing failed, while faults happen."""
    end = time.monotonic() + seconds
    done, failed = set[str](), set[str]()

    def write(name: str) -> None:
        number = 0
        while time.monotonic() < end:
            number += 1
            text = f"{name} {number}"
            answer = database.graphql(_add, {"text": text})
            if "errors" in answer:
                assert answer["errors"][0]["extensions"]["code"] in {"STORE_FAILED", "STORE_BUSY"}, answer
                failed.add(text)
                time.sleep(0.02)
            else:
                done.add(text)

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, f"w{number}") for number in range(4)]
        fault()  # in this thread: a server ends with the thread that started it
        for one in writing:
            one.result()
    return done, failed


def _check(database: Database, done: set[str], failed: set[str]) -> None:
    found = Counter(word["text"] for word in database.graphql(_all)["data"]["queryWord"])
    assert done <= found.keys(), "an acknowledged write is lost"
    assert set(found) <= done | failed
    assert set(found.values()) <= {1}, "a write was applied twice"
    assert "errors" not in database.graphql(_add, {"text": "after all"})


def test_writes_while_connections_are_ended(server: OwnServer, database: Database) -> None:
    def fault() -> None:
        for _ in range(8):
            time.sleep(0.15)
            server.run(_end_others)

    done, failed = _write_while(database, fault, 1.8)
    assert done
    _check(database, done, failed)


def test_writes_and_reads_while_the_server_crashes_and_comes_back(server: OwnServer, database: Database) -> None:
    """Reads wait for it; writes under way are reported, later ones work, with the same process."""
    answers: list[dict[str, Any]] = []
    is_over = threading.Event()

    async def read() -> None:
        while not is_over.is_set():
            answers.append(await _ask(database, "{ aggregateWord { count } }"))
            await asyncio.sleep(0.01)

    def fault() -> None:
        time.sleep(0.3)
        server.stop(at_once=True)
        server.start()
        time.sleep(0.5)

    reader = threading.Thread(target=lambda: asyncio.run(read()))
    reader.start()
    done, failed = _write_while(database, fault, 2.5)
    is_over.set()
    reader.join()
    assert failed, "the fault came too late"
    _check(database, done, failed)
    assert [answer for answer in answers if "errors" in answer] == []
    assert len(answers) > 10


def test_an_answer_that_a_lost_commit_leaves_open_says_so(server: OwnServer, database: Database) -> None:
    storage = database.storage
    with closing(storage.open_writer()) as writer:

        def lose(*after: str) -> None:
            with storage.write_transaction(writer):
                writer.rows("SELECT 1")
                server.run(_end_others)
                for text in after:
                    writer.rows(text)

        with pytest.raises(StoreError, match=r"went away.*nothing was written.*try again"):
            lose("SELECT 2")
        with pytest.raises(StoreError, match="look whether the change is there"):
            lose()
        assert writer.rows("SELECT 3") == [(3,)]


def test_a_full_disk_of_the_server(server: OwnServer, database: Database) -> None:
    """The data's disk; with the log's, the server itself goes down, as in a crash."""
    disk = server.folder / "disk"
    disk.mkdir(mode=0o777)
    disk.chmod(0o777)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m,mode=777", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("NOT TESTED: a full disk; this user may not mount one")
    try:
        place = disk / "table_space"
        place.mkdir()
        if owner := _owner():
            shutil.chown(place, owner["user"], owner["group"])
        server.run(f"CREATE TABLESPACE small LOCATION '{place}'")
        [(table,)] = server.run(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'faults' AND tablename LIKE 'word%'"
        )
        server.run(f"ALTER TABLE faults.{table} SET TABLESPACE small")
        done, told = set[str](), ""
        for number in range(60):
            text = f"{number} " + os.urandom(150_000).hex()
            answer = database.graphql(_add, {"text": text})
            if "errors" in answer:
                told = answer["errors"][0]["message"]
                break
            done.add(text)
        assert told == "the server's disk is full: nothing was written; make room and try again"
        _check_after_room(server, database, table, done)
    finally:
        server.run("DROP SCHEMA faults CASCADE")
        server.run("DROP TABLESPACE IF EXISTS small")
        subprocess.run(["umount", disk], check=True)


def _check_after_room(server: OwnServer, database: Database, table: str, done: set[str]) -> None:
    server.run(f"ALTER TABLE faults.{table} SET TABLESPACE pg_default")
    _check(database, done, set())


def test_a_password_is_never_shown(server: OwnServer, caplog: pytest.LogCaptureFixture) -> None:
    server.run("DROP ROLE IF EXISTS locked")
    server.run("CREATE ROLE locked LOGIN PASSWORD 'right'")
    place = f"{server.place}/postgres?schema=nowhere"
    for url in (f"postgresql://locked:s3cret@{place}", f"postgresql://{place}&user=locked&password=s3cret"):
        result = CliRunner().invoke(application(), ["schema", "print", "--store", url])
        message = str(result.exception) + result.output
        assert "password authentication failed" in message
        assert "s3cret" not in message + caplog.text
        with pytest.raises(StoreError, match="password authentication failed") as caught:
            graphwright.open(url)
        assert "s3cret" not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(StoreError, match="no PostgreSQL URL") as caught:
        graphwright.open("postgresql://locked:s3cret@[::1/x?nonsense=s3cret")
    assert "s3cret" not in str(caught.value)
    with pytest.raises(StoreError, match="see that the server runs there"):
        graphwright.open("postgresql://gw@127.0.0.1:1/postgres")


def test_missing_rights_are_named(server: OwnServer) -> None:
    server.run("DROP ROLE IF EXISTS small")
    server.run("CREATE ROLE small LOGIN")
    url = f"postgresql://small@{server.place}/postgres?schema=not_mine"
    with pytest.raises(StoreError, match=r"permission denied for database.*give it the rights.*not_mine"):
        graphwright.open(url)
    server.run("DROP SCHEMA IF EXISTS not_mine CASCADE; CREATE SCHEMA not_mine")
    with pytest.raises(StoreError, match=r"may not use it.*give it USAGE and CREATE"):
        graphwright.open(url)
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'not_mine'") == [(0,)]


def test_two_processes_altering_at_once(database: Database) -> None:
    """One after the other or refused; both see what came of it, and nothing is half done."""
    other = graphwright.open(f"{database.storage.describe()}")
    with closing(other):

        def alter(one: Database, number: int) -> str | None:
            try:
                one.alter(_schema.replace("number: Int", f"number: Int  more{number}: Int @search"))
            except StoreBusyError as error:
                return error.message
            return None

        for _ in range(3):
            with ThreadPoolExecutor(2) as pool:
                told = list(pool.map(alter, (database, other), (1, 2)))
            assert all(message is None or "errIndexingInProgress" in message for message in told)
            assert told != [None, None] or database.schema_text() == other.schema_text()
            field = "more1" if "more1" in database.schema_text() else "more2"
            for one in (database, other):
                assert "errors" not in one.graphql(f"{{ queryWord(filter: {{{field}: {{eq: 1}}}}) {{ {field} }} }}")


def test_a_read_has_a_time_and_a_pool_has_an_end(
    server: OwnServer, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two run into the time of a statement, the others into that of waiting for one of two connections."""
    monkeypatch.setattr(limits, "connection_wait_ms_max", 100)
    options = StoreOptions(read_connections=2, statement_ms_max=300)
    with closing(Database.open(database.storage.describe(), options=options)) as small:
        # Who locks the table keeps readers waiting.
        with closing(small.storage.open_writer()) as writer, small.storage.write_transaction(writer):
            [(table,)] = writer.rows("SELECT tablename FROM pg_tables WHERE tablename LIKE 'word%' LIMIT 1")
            writer.rows(f'LOCK TABLE "{table}"')

            async def read() -> list[dict[str, Any]]:
                return await asyncio.gather(*(_ask(small, _all) for _ in range(5)))

            told = [answer["errors"][0] for answer in asyncio.run(read())]
            assert Counter(one["extensions"]["code"] for one in told) == {"LIMIT_EXCEEDED": 2, "STORE_BUSY": 3}
            assert sum("(connection_wait_ms_max)" in one["message"] for one in told) == 3
        assert asyncio.run(_ask(small, _all)) == {"data": {"queryWord": []}}
        mine = (
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'graphwright' AND query LIKE '%queryWord%'"
        )
        assert server.run(mine)[0][0] <= 4


def test_a_read_gives_up_on_a_server_that_stays_away(
    server: OwnServer, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "read_retry_ms_max", 300)

    async def go() -> dict[str, Any]:
        assert await _ask(database, _all) == {"data": {"queryWord": []}}
        server.stop(at_once=True)
        began = time.monotonic()
        answer = await _ask(database, _all)
        assert time.monotonic() - began < 5
        return answer

    told = asyncio.run(go())["errors"][0]
    server.start()
    assert told["extensions"]["code"] == "STORE_FAILED"
    assert "see that the server runs there" in told["message"]
    assert asyncio.run(_ask(database, _all)) == {"data": {"queryWord": []}}


def test_a_replica_is_read_only_past_the_position(
    server: OwnServer, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind its position for longer than replica_wait_ms_max, behind the catalog, or gone: the primary answers."""
    monkeypatch.setattr(limits, "replica_wait_ms_max", 200)
    with own_server(replica_of=server) as replica:
        options = StoreOptions(read_store=replica.url)
        with closing(Database.open(database.storage.describe(), options=options)) as one:

            async def go() -> None:
                first = await one.execute_graphql(GraphqlRequest(query=_add, variables={"text": "a"}), trusted)
                assert first.position is not None
                assert await _ask(one, _all, first.position) == {"data": {"queryWord": [{"text": "a"}]}}
                assert replica.run("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%queryWord%'")[0][0] >= 2
                replica.run("SELECT pg_wal_replay_pause()")
                second = await one.execute_graphql(GraphqlRequest(query=_add, variables={"text": "b"}), trusted)
                assert second.position is not None
                # Without a position it may be the replica's moment; with one it never is.
                assert await _ask(one, _all) == {"data": {"queryWord": [{"text": "a"}]}}
                seen = await _ask(one, _all, second.position)
                assert seen == {"data": {"queryWord": [{"text": "a"}, {"text": "b"}]}}
                await asyncio.to_thread(database.alter, _schema.replace("number: Int", "number: Int  more: Int"))
                one.newest()
                answer = await _ask(one, "{ queryWord { text more } }")
                assert answer["data"]["queryWord"][1] == {"text": "b", "more": None}
                replica.run("SELECT pg_wal_replay_resume()")
                replica.stop(at_once=True)
                assert await _ask(one, _all) == {"data": {"queryWord": [{"text": "a"}, {"text": "b"}]}}

            asyncio.run(go())


def test_the_server_that_takes_writes_is_found_after_a_fail_over() -> None:
    """As Patroni does it: the URL names both, the second one is promoted, the process goes on."""
    with own_server() as first, own_server(replica_of=first) as second:
        hosts = f"{second.place},{first.place}"
        url = f"postgresql://gw@{hosts}/postgres?target_session_attrs=read-write&schema=faults"
        with closing(graphwright.open(url)) as database:
            database.alter(_schema)
            assert "errors" not in database.graphql(_add, {"text": "before"})
            while second.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'faults'") == [(0,)]:
                time.sleep(0.05)
            time.sleep(0.3)
            first.stop(at_once=True)
            second.run("SELECT pg_promote()")
            deadline = time.monotonic() + 10
            while "errors" in database.graphql(_add, {"text": "after"}):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            found = asyncio.run(_ask(database, _all))["data"]["queryWord"]
            assert [word["text"] for word in found] == ["before", "after"]
