"""The bounds of transactions, and the codes of their ends."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graphwright import Database, limits
from graphwright.errors import AbortedError, LimitError, PendingTransactionsError, StoreBusyError
from graphwright.model.dql_requests import DqlRequest
from tests.dql.transactions import Txn, alter, change, query

READ = "{ q(func: has(age)) { age } }"


def is_over(txn: Txn) -> bool:
    try:
        txn.query(READ)
    except AbortedError as error:
        return error.code == "ABORTED"
    return False


def test_transactions_open_max(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "transactions_open_max", 2)
    transactions = [Txn(database) for _ in range(3)]
    for txn in transactions:
        txn.change('_:a <age> "1" .')
    assert [is_over(txn) for txn in transactions] == [True, False, False]


def test_transactions_reading_max(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "transactions_reading_max", 2)
    transactions = [Txn(database) for _ in range(4)]
    writer = Txn(database)
    writer.change('_:a <age> "1" .')
    for txn in transactions:
        txn.query(READ)
    assert [is_over(txn) for txn in (writer, *transactions)] == [False, True, True, False, False]


def test_idle_ones_go_by_themselves(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ABORTED`, without that anybody asks for anything: `transaction_idle_s_max`, `transaction_reading_idle_s_max`."""
    monkeypatch.setattr(limits, "transaction_idle_s_max", 0.2)
    monkeypatch.setattr(limits, "transaction_reading_idle_s_max", 0.1)
    reader, writer = Txn(database), Txn(database)
    reader.query(READ)
    writer.change('_:a <age> "1" .')
    opened = database.transactions._open
    for _ in range(200):
        if not opened._snapshots:
            break
        opened._closed.wait(0.05)
    assert is_over(reader)
    assert is_over(writer)


def test_transaction_quads_max(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "transaction_quads_max", 3)
    txn = Txn(database)
    txn.change('_:a <age> "1" .\n_:b <age> "2" .')
    with pytest.raises(LimitError, match="transaction_quads_max"):
        txn.change('_:a <age> "3" .\n_:b <age> "4" .')
    txn.change('_:c <age> "3" .')
    txn.commit()
    assert len(query(database, READ)["q"]) == 3


@pytest.mark.sqlite_only
def test_snapshots_open_max(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "snapshots_open_max", 2)
    with Database.open(tmp_path / "store.db") as database:
        readers = [Txn(database) for _ in range(3)]
        for number, reader in enumerate(readers):
            change(database, f'_:a <age> "{number}" .')
            reader.query(READ)
        assert [is_over(reader) for reader in readers] == [True, False, False]


@pytest.mark.sqlite_only
def test_snapshot_log_bytes_max(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that cannot be cut because of transactions that only read; it is cut when they are gone."""
    monkeypatch.setattr(limits, "snapshot_log_bytes_max", 1_000_000)
    log = tmp_path / "store.db-wal"
    with Database.open(tmp_path / "store.db") as database:
        change(database, '_:a <age> "1" .')
        reader, writer = Txn(database), Txn(database)
        reader.query(READ)
        writer.change('_:a <age> "2" .')
        assert not database.storage.is_held_back()
        for _ in range(400):
            change(database, '_:a <age> "1" .')
        assert database.storage.is_held_back()
        assert log.stat().st_size > 4_500_000, "the log goes on while somebody looks at its beginning"
        database.transactions._open.expire(time.monotonic() + 2)
        assert is_over(reader)
        assert writer.commit() > 0


@pytest.mark.sqlite_only
def test_processes_max(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "processes_max", 2)
    with Database.open(tmp_path / "store.db") as database:
        storage = database.storage
        with storage.claim_number() as first:
            with storage.claim_number() as second:
                assert [first, second] == [0, 1]
                with pytest.raises(StoreBusyError, match="processes_max"), storage.claim_number():
                    pass
            with storage.claim_number() as third:
                assert third == 1


def test_pending_transactions(database: Database) -> None:
    """`PENDING_TRANSACTIONS`"""
    txn = Txn(database)
    txn.change('_:a <age> "1" .')
    with pytest.raises(PendingTransactionsError) as refused:
        alter(database, "age: int .")
    assert refused.value.code == "PENDING_TRANSACTIONS"


def test_a_timeout_ends_the_read_and_not_the_transaction(database: Database) -> None:
    numbers = "\n".join(f'_:n{number} <age> "{number}"^^<xs:int> .' for number in range(3_000))
    change(database, numbers)
    txn = Txn(database)
    txn.change('_:a <age> "1"^^<xs:int> .')
    request = DqlRequest(query=READ, start_ts=txn.start_ts, timeout_s=0.000_1)
    with pytest.raises(LimitError, match="timeout"):
        database.run_dql_blocking(request)
    assert len(txn.query(READ)["q"]) == 3_001
