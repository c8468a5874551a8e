"""Below the storage border on PostgreSQL: transactions, locks, lost connections, several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest

import graphwright
from graphwright.errors import InputError, StoreBusyError, StoreError, StoreFormatError
from graphwright.storage.interface import OutdatedSchema, OverBudget, UniqueViolation
from graphwright.storage.postgres.connection import PostgresConnection
from graphwright.storage.postgres.storage import PostgresStorage


@pytest.fixture
def storage(new_store: Callable[[], str]) -> Iterator[PostgresStorage]:
    with closing(PostgresStorage(new_store())) as storage:
        writer = storage.open_writer()
        writer.rows("CREATE TABLE word (word text PRIMARY KEY)")
        writer.close()
        yield storage


@pytest.fixture
def writer(storage: PostgresStorage) -> Iterator[PostgresConnection]:
    with closing(storage.open_writer()) as writer:
        yield writer


def _words(storage: PostgresStorage) -> list[str]:
    with closing(storage.open_reader()) as reader:
        return [word for (word,) in reader.rows("SELECT word FROM word ORDER BY word")]


def _add(connection: PostgresConnection, *words: str) -> None:
    connection.execute_many("INSERT INTO word (word) VALUES ($1)", [(word,) for word in words])


def _transact(storage: PostgresStorage, writer: PostgresConnection, *steps: Callable[[], object]) -> None:
    with storage.write_transaction(writer):
        for step in steps:
            step()


def _save(writer: PostgresConnection, *steps: Callable[[], object]) -> None:
    with writer.savepoint():
        for step in steps:
            step()


def _refused(error: type[Exception], step: Callable[[], object]) -> None:
    with pytest.raises(error):
        step()


def _give_up() -> None:
    raise LookupError


def test_a_failing_job_is_undone_alone(storage: PostgresStorage, writer: PostgresConnection) -> None:
    _transact(
        storage,
        writer,
        lambda: _add(writer, "before"),
        lambda: _refused(UniqueViolation, lambda: _save(writer, lambda: _add(writer, "undone", "before"))),
        lambda: _refused(OutdatedSchema, lambda: _save(writer, lambda: writer.rows("SELECT nothing FROM nowhere"))),
        lambda: _save(writer, lambda: _add(writer, "after")),
    )
    assert _words(storage) == ["after", "before"]


def test_whose_a_taken_key_is_can_be_asked(storage: PostgresStorage, writer: PostgresConnection) -> None:
    _add(writer, "taken")
    found: list[object] = []
    steps = (
        lambda: _refused(UniqueViolation, lambda: _add(writer, "new", "taken")),
        lambda: found.extend(writer.rows("SELECT word FROM word")),
    )
    _transact(storage, writer, lambda: _refused(LookupError, lambda: _save(writer, *steps, _give_up)))
    assert found == [("taken",)]
    with pytest.raises(AssertionError, match="left by raising"):
        _transact(storage, writer, lambda: _save(writer, *steps))
    assert _words(storage) == ["taken"]


def test_a_transaction_is_all_or_nothing(storage: PostgresStorage, writer: PostgresConnection) -> None:
    with pytest.raises(LookupError):
        _transact(storage, writer, lambda: _add(writer, "gone"), _give_up)
    with pytest.raises(AssertionError, match="nobody undid it"):
        _transact(storage, writer, lambda: _refused(OutdatedSchema, lambda: writer.rows("SELECT 1 FROM nowhere")))
    assert _words(storage) == []


def test_a_read_transaction_is_one_snapshot(storage: PostgresStorage, writer: PostgresConnection) -> None:
    with closing(storage.open_reader()) as reader:
        with reader.read_transaction():
            assert reader.rows("SELECT count(*) FROM word") == [(0,)]
            _add(writer, "new")
            assert reader.rows("SELECT count(*) FROM word") == [(0,)]
        assert reader.rows("SELECT count(*) FROM word") == [(1,)]


def test_a_reader_cannot_write(storage: PostgresStorage) -> None:
    with closing(storage.open_reader()) as reader, pytest.raises(StoreError, match="takes no writes"):
        _add(reader, "word")


def test_a_read_over_its_budget_is_stopped(storage: PostgresStorage) -> None:
    with closing(storage.open_reader()) as reader:
        with pytest.raises(OverBudget):
            reader.rows_within(20, "SELECT pg_sleep(20)")
        assert reader.rows_within(60_000, "SELECT 1") == [(1,)]


def test_a_time_zone_that_the_server_lacks(storage: PostgresStorage) -> None:
    """One that this machine knows gets as far as this."""
    with closing(storage.open_reader()) as reader, pytest.raises(InputError, match='"Mars/Phobos" not recognized by'):
        reader.rows("SELECT now() AT TIME ZONE CAST($1 AS text)", ("Mars/Phobos",))


def test_one_schema_change_at_a_time(storage: PostgresStorage) -> None:
    with storage.alter_lock(), pytest.raises(StoreBusyError, match="errIndexingInProgress"), storage.alter_lock():
        pass
    with storage.alter_lock():
        pass


def test_a_lost_connection_is_opened_again(storage: PostgresStorage, writer: PostgresConnection) -> None:
    def end(connection: PostgresConnection) -> None:
        with closing(storage.open_writer()) as other:
            other.rows("SELECT pg_terminate_backend(CAST($1 AS integer), 5000)", (connection.raw.info.backend_pid,))

    with closing(storage.open_reader()) as reader:
        end(reader)
        assert reader.rows("SELECT 1") == [(1,)]
        end(reader)
        assert reader.rows_within(1_000, "SELECT 1") == [(1,)]
    with pytest.raises(StoreError):
        _transact(storage, writer, lambda: _add(writer, "never there"), lambda: end(writer), lambda: _add(writer, "x"))
    _transact(storage, writer, lambda: _add(writer, "there"))
    end(writer)  # while nothing is under way: the next transaction begins on a new connection
    _transact(storage, writer, lambda: _add(writer, "too"))
    assert _words(storage) == ["there", "too"]


def test_a_schema_of_another_program_is_left_alone(server: str, new_store: Callable[[], str]) -> None:
    url = new_store()
    name = url.rpartition("=")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name} CREATE TABLE theirs (x int)".encode())
    with pytest.raises(StoreFormatError, match="another program"):
        graphwright.open(url)


def test_several_processes_on_one_store(new_store: Callable[[], str]) -> None:
    """A schema change is seen by all; of each key exactly one add succeeds; nothing is lost or there twice."""
    url = new_store()
    with closing(graphwright.open(url)) as one, closing(graphwright.open(url)) as two:
        one.alter("type Word { id: ID!  word: String! @id }")
        two.alter("type Word { id: ID!  word: String! @id  number: Int @search }")
        add = "mutation($word: String!) { addWord(input: [{word: $word, number: 1}]) { numUids } }"

        def work(database: graphwright.Database) -> list[str | None]:
            answers = [database.graphql(add, {"word": f"w{number}"}) for number in range(30)]
            return [a["errors"][0]["extensions"]["code"] if "errors" in a else None for a in answers]

        with ThreadPoolExecutor(4) as pool:
            codes = [code for found in pool.map(work, (one, two, one, two)) for code in found]
        assert codes.count(None) == 30
        assert set(codes) == {None, "DUPLICATE_ID"}
        for database in (one, two):
            assert database.graphql("{ aggregateWord { count numberSum } }") == {
                "data": {"aggregateWord": {"count": 30, "numberSum": 30}}
            }
