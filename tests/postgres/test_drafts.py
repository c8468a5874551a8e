"""What an open transaction has written is shown on PostgreSQL without that anybody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from graphwright import Database, limits
from graphwright.errors import AbortedError
from graphwright.storage.interface import Connection, ReadConnection
from tests.dql.transactions import Txn, alter, change, query
from tests.storages import store_addresses

AGES = "{ q(func: has(age), orderasc: age) { age height } }"


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from store_addresses("postgres", tmp_path_factory.mktemp("none"))


@pytest.fixture
def people(address: str) -> Iterator[tuple[Database, str]]:
    """One node, and its uid."""
    with Database.open(address) as database:
        alter(database, "age: int @index(int) .\nheight: float .\nname: string @index(term) .")
        uid = (change(database, '_:a <age> "3" .\n_:a <height> "1" .').uids or {})["a"]
        yield database, uid


def test_no_lock_is_held_while_it_is_open(people: tuple[Database, str]) -> None:
    """Not on rows, and not on tables: an alter of a table that it has read goes through."""
    database, uid = people
    txn = Txn(database)
    txn.change(f'<{uid}> <age> "4" .')
    assert txn.query(AGES) == {"q": [{"age": 4, "height": 1.0}]}
    began = time.monotonic()
    change(database, f'<{uid}> <height> "2" .')
    alter(database, "height: string .")
    change(database, f'<{uid}> <other> "2"^^<xs:int> .')
    assert time.monotonic() - began < 5
    connection = database.storage.open_reader()
    held = connection.rows(
        "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
        "WHERE c.relnamespace = current_schema()::regnamespace AND l.pid <> pg_backend_pid()"
    )
    connection.close()
    assert held == [(0,)]


def test_rows_that_others_changed_meanwhile_are_copied(
    people: tuple[Database, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both predicates are columns of one row; the copy has the old height. A table too large gives it up."""
    database, uid = people
    txn = Txn(database)
    txn.change(f'<{uid}> <age> "4" .')
    change(database, f'<{uid}> <height> "2" .')
    for _ in range(3):
        assert txn.query(AGES) == {"q": [{"age": 4, "height": 1.0}]}
    assert query(database, AGES) == {"q": [{"age": 3, "height": 2.0}]}
    other = Txn(database)
    other.query(AGES)
    other.change(f'<{uid}> <age> "5" .')
    change(database, f'<{uid}> <height> "3" .\n_:b <age> "1" .\n_:c <age> "1" .')
    monkeypatch.setattr(limits, "draft_copy_rows_max", 0)
    with pytest.raises(AbortedError, match="draft_copy_rows_max"):
        other.query(AGES)
    assert txn.commit() > 0
    assert query(database, AGES)["q"][-1] == {"age": 4, "height": 3.0}


def test_a_long_read_holds_no_rows(people: tuple[Database, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`draft_ms_max`: behind it the tables that were written are copied, and others write on."""
    database, uid = people
    monkeypatch.setattr(limits, "draft_ms_max", 200)
    storage = database.storage
    snapshot = storage.open_snapshot()
    draft = snapshot.open_draft()
    family = next(iter(database.compiler.loaded.statements.tables.families()))

    def write(connection: Connection) -> None:
        connection.rows(f'UPDATE "{family}" SET uid = uid WHERE uid = $1', (int(uid, 16),))

    began = threading.Event()

    def read(connection: ReadConnection) -> object:
        began.set()
        return connection.rows_within(10_000, "SELECT pg_sleep(1.5)::text")

    reading = threading.Thread(target=lambda: draft.run([write], read))
    reading.start()
    began.wait()
    start = time.monotonic()
    change(database, f'<{uid}> <age> "9" .')
    assert time.monotonic() - start < 1.2
    reading.join()
    draft.close()
    snapshot.close()


def test_a_server_that_ends_the_connection_ends_the_transaction(people: tuple[Database, str]) -> None:
    database, uid = people
    reader, writer = Txn(database), Txn(database)
    reader.query(AGES)
    writer.change(f'<{uid}> <age> "4" .')
    writer.query(AGES)
    connection = database.storage.open_writer()
    # Only those of this process: other tests use the server at the same time.
    own = ", ".join(
        str(each.laddr.port) for each in psutil.Process().net_connections("tcp") if each.status == "ESTABLISHED"
    )
    connection.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE state = 'idle in transaction' AND client_port IN ({own})"
    )
    connection.close()
    time.sleep(0.2)
    for txn in (reader, writer):
        with pytest.raises(AbortedError):
            txn.query(AGES)
    again = Txn(database)
    assert again.query(AGES) == {"q": [{"age": 3, "height": 1.0}]}
