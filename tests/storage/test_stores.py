"""What every storage must do: catalogs that come back as written, counters, leases, index states, commits."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import orjson
import pytest

from graphwright import Database, limits
from graphwright.engine import indexing as altering
from graphwright.engine.writer import Lease, NeedUids, Writer
from graphwright.errors import StoreError
from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, IndexState, ListHome, ReverseHome
from graphwright.storage.catalog_store import format_number, prepare_store, read_catalog, read_state, write_catalog
from graphwright.storage.interface import Connection, OutdatedSchema, OverBudget, Storage, UniqueViolation
from graphwright.storage.open import open_storage
from graphwright.storage.tables import changes_table
from tests.stores import all_rows, check_invariants, reading, rich_add, rich_old, rich_schema

term = "type P { name: String! @id  bio: String @search(by: [term]) }"
plain = term.replace(" @search(by: [term])", "")
add = "mutation ($i: [AddPInput!]!) { addP(input: $i) { numUids } }"


class OnPurpose(Exception):
    """Ends a transaction."""


@pytest.fixture
def storage(address: str) -> Iterator[Storage]:
    """An open store without a schema."""
    storage = open_storage(address)
    connection = storage.open_writer()
    prepare_store(storage, connection)
    connection.close()
    yield storage
    storage.close()


@pytest.fixture
def writer(storage: Storage) -> Iterator[Connection]:
    connection = storage.open_writer()
    yield connection
    connection.close()


# ---- connections ----------------------------------------------------------------------------------


def test_a_transaction_that_raises_leaves_nothing(storage: Storage, writer: Connection) -> None:
    with suppress(OnPurpose), storage.write_transaction(writer):
        writer.rows("UPDATE gw_state SET commit_ts = 99")
        raise OnPurpose
    assert read_state(storage, writer).commit_ts == 0
    with storage.write_transaction(writer):
        with suppress(OnPurpose), writer.savepoint():
            writer.rows("UPDATE gw_state SET commit_ts = 98")
            raise OnPurpose
        writer.rows("UPDATE gw_state SET next_id = 77")
    state = read_state(storage, writer)
    assert (state.commit_ts, state.next_id) == (0, 77)


def test_a_reader_cannot_write(storage: Storage) -> None:
    reader = storage.open_reader()
    with pytest.raises(StoreError):
        reader.rows("UPDATE gw_state SET commit_ts = 99")
    reader.close()


def test_a_read_transaction_sees_one_state_while_others_write(shared_address: str) -> None:
    Database.open(shared_address).close()
    storage = open_storage(shared_address)
    reader, writer = storage.open_reader(), storage.open_writer()
    with reader.read_transaction():
        before = read_state(storage, reader)
        with storage.write_transaction(writer):
            writer.rows("UPDATE gw_state SET commit_ts = 99")
        assert read_state(storage, reader) == before
    assert read_state(storage, reader).commit_ts == 99
    for opened in (reader, writer, storage):
        opened.close()


def test_a_missing_table_or_column_is_an_outdated_schema(storage: Storage) -> None:
    reader = storage.open_reader()
    for text in ("SELECT * FROM no_such_table", "SELECT no_such_column FROM gw_state"):
        with pytest.raises(OutdatedSchema):
            reader.rows(text)
    assert read_state(storage, reader).format == format_number
    reader.close()


def test_a_taken_key_is_a_violation_and_its_savepoint_is_undone(storage: Storage, writer: Connection) -> None:
    key = "INSERT INTO gw_keys (scope, value, uid) VALUES (1, 'a', {})"
    with storage.write_transaction(writer):
        writer.rows(key.format(1))
        with suppress(UniqueViolation), writer.savepoint():
            writer.rows("UPDATE gw_state SET commit_ts = 99")
            writer.rows(key.format(2))
            pytest.fail("the second one was taken")
    assert writer.rows("SELECT uid FROM gw_keys") == [(1,)]
    assert read_state(storage, writer).commit_ts == 0


def test_a_read_stops_at_its_budget_and_the_connection_is_good_for_more(storage: Storage) -> None:
    reader = storage.open_reader()
    long = "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 100000000) SELECT count(*) FROM n"
    with pytest.raises(OverBudget):
        reader.rows_within(20, long)
    assert reader.rows_within(10_000, "SELECT 1") == [(1,)]
    reader.close()


def test_writers_of_one_store_take_turns(shared_address: str) -> None:
    """Two connections in two threads: the second waits for the first one's transaction, and sees what it wrote."""
    with Database.open(shared_address) as database:
        storage = database.storage
        other = open_storage(shared_address)
        first, second = storage.open_writer(), other.open_writer()
        order: list[str] = []
        began = threading.Event()

        def wait_for_it() -> None:
            began.set()
            with other.write_transaction(second):
                order.append(f"second saw {read_state(other, second).next_id}")

        with storage.write_transaction(first):
            assert read_state(storage, first).next_id < 55  # the turn is taken with the first statement
            thread = threading.Thread(target=wait_for_it)
            thread.start()
            began.wait(10)
            time.sleep(0.05)
            first.rows("UPDATE gw_state SET next_id = 55")
            order.append("first")
        thread.join(20)
        assert order == ["first", "second saw 55"]
        for connection in (first, second):
            connection.close()
        other.close()


# ---- catalogs -------------------------------------------------------------------------------------


def test_a_catalog_comes_back_as_it_was_written(database: Database) -> None:
    database.alter(rich_schema)
    with reading(database.storage) as (connection, stored):
        assert stored == replace(database.catalog, api=None)
        assert read_catalog(database.storage, connection)[1] == rich_schema
    kinds = {type(predicate.home) for predicate in stored.predicates.values()}
    assert kinds == {ColumnHome, ListHome, EdgeHome, ReverseHome}
    assert {index.state for predicate in stored.predicates.values() for index in predicate.indexes} == {
        IndexState.READY
    }
    assert stored.predicates["Author.spouse"].inverse == "Author.spouse"
    assert stored.predicates["City.name"].tag_table is not None


def test_homes_stay_where_they_were_first_defined(database: Database) -> None:
    database.alter(rich_schema)
    before = {name: predicate.home for name, predicate in database.catalog.predicates.items()}
    turned = "\n".join(reversed(rich_schema.replace("}\n", "}\n\x00").split("\x00")))
    database.alter(turned + '\ntype Another { id: ID!  title: String @dgraph(pred: "Book.title") }')
    after = {name: database.catalog.predicates[name].home for name in before}
    assert after == before
    assert database.catalog.version == 2


def test_an_empty_catalog_is_version_0(storage: Storage, writer: Connection) -> None:
    assert read_catalog(storage, writer) == (Catalog(version=0), "")


def test_a_catalog_is_written_whole_or_not_at_all(database: Database) -> None:
    database.alter(plain)
    storage = database.storage
    connection = storage.open_writer()
    with suppress(OnPurpose), storage.write_transaction(connection):
        write_catalog(storage, connection, Catalog(version=9), 500)
        raise OnPurpose
    assert read_catalog(storage, connection)[0] == replace(database.catalog, api=None)
    connection.close()


# ---- index states ---------------------------------------------------------------------------------


def ready(database: Database) -> bool:
    index = database.newest().catalog.predicates["P.bio"].indexes[0]
    return index.state is IndexState.READY


def interrupted(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves a store whose index was being filled when its process ended."""
    with Database.open(address) as database:
        database.alter(plain)
        database.graphql(add, {"i": [{"name": f"n{number}", "bio": f"word{number % 3}"} for number in range(700)]})

        def stop(*_: object) -> None:
            raise StoreError("the process ends here")

        with monkeypatch.context() as patch:
            patch.setattr(altering, "_set_ready", stop)
            with pytest.raises(StoreError, match="ends here"):
                database.alter(term)
        assert not ready(database)


def test_an_unfinished_index_is_kept_up_but_not_used(shared_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(shared_address, monkeypatch)
    storage = open_storage(shared_address)
    with storage.alter_lock(), Database.open(shared_address) as database:  # somebody alters: nothing is resumed
        assert not ready(database)
        assert database.health().indexing == ("P.bio",)
        found = '{ queryP(filter: {bio: {anyofterms: "fresh"}}) { name } }'
        assert "errors" in database.graphql(found), "its filter is refused rather than answered by half an index"
        database.graphql(add, {"i": [{"name": "late", "bio": "fresh"}]})
        database.graphql('mutation { deleteP(filter: {name: {eq: "n0"}}) { msg } }')
    with Database.open(shared_address) as database:
        wait_until_ready(database)
        assert database.graphql(found) == {"data": {"queryP": [{"name": "late"}]}}
        check_invariants(database.storage)
    storage.close()


def wait_until_ready(database: Database) -> None:
    end = time.monotonic() + 20
    while not ready(database):
        assert time.monotonic() < end, "the index was not finished"
        time.sleep(0.005)


def test_opening_a_store_finishes_an_unfinished_index(shared_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(shared_address, monkeypatch)
    with Database.open(shared_address) as database:
        assert database.graphql('{ getP(name: "n1") { bio } }')["data"]["getP"] == {"bio": "word1"}
        wait_until_ready(database)
        assert database.health().indexing == ()
        answer = database.graphql('{ aggregateP(filter: {bio: {anyofterms: "word2"}}) { count } }')
        assert answer["data"] == {"aggregateP": {"count": 233}}
        check_invariants(database.storage)


def test_closing_at_once_does_no_harm(shared_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(shared_address, monkeypatch)
    for _ in range(3):
        Database.open(shared_address).close()
    with Database.open(shared_address) as database:
        wait_until_ready(database)
        check_invariants(database.storage)


def test_the_next_alter_finishes_an_unfinished_index_too(shared_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Database.open(shared_address) as database:
        database.alter(plain)
        database.graphql(add, {"i": [{"name": "a", "bio": "some words"}]})
        with monkeypatch.context() as patch:
            patch.setattr(altering, "_fill_tokens", lambda *_: (_ for _ in ()).throw(StoreError("ends here")))
            with pytest.raises(StoreError, match="ends here"):
                database.alter(term)
        database.alter(term)
        assert ready(database)
        check_invariants(database.storage)


def test_an_index_of_no_data_is_ready_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(altering, "_fill_tokens", lambda *_: pytest.fail("there is nothing to fill"))
    database.alter(term)
    assert ready(database)


# ---- commits --------------------------------------------------------------------------------------


def test_every_commit_has_a_timestamp_of_its_own_and_its_changes(database: Database) -> None:
    database.alter(rich_schema)
    with reading(database.storage) as (connection, _):
        began = read_state(database.storage, connection).commit_ts
    for request in (rich_old, rich_add):
        assert "errors" not in database.graphql(request)
    database.graphql('mutation { deleteAuthor(filter: {name: {eq: "Old"}}) { msg } }')
    with reading(database.storage) as (connection, catalog):
        rows = all_rows(database.storage, connection, changes_table)
        assert [row[0] for row in rows] == [began + 1, began + 2, began + 3]
        assert read_state(database.storage, connection).commit_ts == rows[-1][0]
        changes = [[tuple(change[:3]) for change in orjson.loads(row[1])] for row in rows]
    name = catalog.predicates["Author.name"].id
    [old] = [uid for uid, predicate, _ in changes[0] if predicate == name][:1]
    assert (old, 0, "t") in changes[0]
    assert (old, name, "s") in changes[0]
    assert changes[2] == [(old, 0, "d")]


def test_a_refused_mutation_has_no_commit(database: Database) -> None:
    database.alter(plain)
    database.graphql(add, {"i": [{"name": "a"}]})
    with reading(database.storage) as (connection, _):
        before = all_rows(database.storage, connection, changes_table), read_state(database.storage, connection)
    assert "errors" in database.graphql(add, {"i": [{"name": "b"}, {"name": "a"}]})
    with reading(database.storage) as (connection, _):
        after = all_rows(database.storage, connection, changes_table), read_state(database.storage, connection)
    assert after == before


def test_the_log_of_changes_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "changes_kept_commits", 20)
    monkeypatch.setattr(limits, "changes_entries_max", 5)
    database.alter(plain)
    for number in range(300):
        database.graphql(add, {"i": [{"name": f"n{number}"}]})
    database.graphql(add, {"i": [{"name": f"m{number}"} for number in range(10)]})
    with reading(database.storage) as (connection, _):
        rows = all_rows(database.storage, connection, changes_table)
        assert read_state(database.storage, connection).commit_ts == max(row[0] for row in rows)
    assert len(rows) <= 20 + 256
    assert min(row[0] for row in rows) > 20
    assert orjson.loads(max(rows)[1]) is None, "a commit of many changes says 'everything'"


# ---- uids -----------------------------------------------------------------------------------------


def test_leases_of_two_writers_never_overlap(shared_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "uid_lease_uids", 7)
    with Database.open(shared_address) as one, Database.open(shared_address) as other:
        one.alter(plain)
        for number in range(30):
            for database, name in ((one, "a"), (other, "b")):
                nodes = [{"name": f"{name}{number}-{part}"} for part in range(number % 5 + 1)]
                assert "errors" not in database.graphql(add, {"i": nodes})
        check_invariants(one.storage)
        count = sum(number % 5 + 1 for number in range(30)) * 2
        assert one.graphql("{ aggregateP { count } }")["data"]["aggregateP"] == {"count": count}


def test_a_lease_that_is_used_up_asks_for_more_and_gives_no_uid_twice(storage: Storage) -> None:
    writer = Writer(storage)
    given: list[int] = []

    def take(_: Connection, lease: Lease) -> None:
        given.extend(lease.take(4_000))

    for _ in range(6):
        writer.submit(take).result()
    assert len(set(given)) == len(given) == 24_000
    with pytest.raises(NeedUids):
        Lease(next=1, end=4).take(4)
    writer.close()


def test_one_mutation_may_need_more_uids_than_a_lease_has(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "uid_lease_uids", 3)
    database.alter(plain)
    assert database.graphql(add, {"i": [{"name": f"n{number}"} for number in range(50)]})["data"]["addP"] == {
        "numUids": 50
    }
    check_invariants(database.storage)
