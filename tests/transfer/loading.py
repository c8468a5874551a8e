"""What the tests of loads share: files made of lines, stores to compare, loads that are cut short."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from graphwright import Database, limits
from graphwright.transfer.load import LoadOptions, LoadReport, load_files
from tests.stores import Dump, dump_storage

COUNTERS: Final = ("gw_state", "gw_changes", "gw_loads", "gw_schemas")
"""Tables that tell how something was done, not what is there."""


def write(folder: Path, lines: str | Iterable[str], name: str = "data.rdf") -> Path:
    """A file of lines."""
    text = lines if isinstance(lines, str) else "".join(f"{line}\n" for line in lines)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(database: Database, *paths: Path, **options: bool | str) -> LoadReport:
    return load_files(database, list(paths), LoadOptions(**options))  # type: ignore[arg-type]  # of its attributes


def load_large(monkeypatch: pytest.MonkeyPatch, batch_quads: int = 1) -> None:
    """Has loads do what they do with large files, in batches of one block or a few."""
    monkeypatch.setattr(limits, "load_beside_bytes_min", 0)
    monkeypatch.setattr(limits, "load_batch_quads", batch_quads)
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def small_blocks(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Has files read in blocks of so many bytes."""
    monkeypatch.setattr("graphwright.transfer.reading._block_bytes", size)


def data_of(database: Database) -> Dump:
    """What is in a store, counters aside."""
    dump = dump_storage(database.storage)
    return {name: rows for name, rows in dump.items() if name not in COUNTERS}


def asked(database: Database, query: str) -> Any:
    """The data that a GraphQL query gives."""
    answer = database.graphql(query)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def rows_of(database: Database, table: str) -> list[tuple[Any, ...]]:
    """All rows of a table, in order."""
    return dump_storage(database.storage)[table]


def uid_of(database: Database, name: str) -> int:
    """The uid that a name of the files was given."""
    uid: int = dict(rows_of(database, "gw_blank_nodes"))[name]
    return uid


def indexes_there(database: Database) -> set[str]:
    """The native indexes of an SQLite store."""
    connection = database.storage.open_reader()
    try:
        return {name for (name,) in connection.rows("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    finally:
        connection.close()
