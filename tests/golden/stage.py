"""The stages of the golden cases: small schemas and data sets, on a store that writes down what is asked of it.

A stage is a folder with `schema.graphql`, `data.json` and `cases`. A new type shifts the ids of all that follow, so
what is new goes to `extended`, at the end, and the first stage stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from graphwright.engine.database import Database
from graphwright.storage.interface import SqlValue
from graphwright.storage.open import open_storage
from graphwright.storage.sqlite.connection import SqliteConnection
from graphwright.storage.sqlite.storage import SqliteStorage

here: Final = Path(__file__).parent
extended: Final = here / "extended"
stages: Final = (here, extended, here / "permissions", here / "trees", here / "rules")


class Counting:
    """A connection that notes the text of each statement before it runs it."""

    def __init__(self, connection: SqliteConnection, noted: list[str]) -> None:
        self.connection = connection
        self.noted = noted

    def rows(self, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        self.noted.append(text)
        return self.connection.rows(text, arguments)

    def rows_within(self, budget_ms: float, text: str, arguments: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        self.noted.append(text)
        return self.connection.rows_within(budget_ms, text, arguments)

    def ask(self, text: str, arguments: Sequence[SqlValue] = ()) -> Callable[[], list[tuple[Any, ...]]]:
        self.noted.append(text)
        return self.connection.ask(text, arguments)

    def execute_many(
        self,
        text: str,
        rows: Iterable[Sequence[SqlValue]],
        *,
        together: str | None = None,
        refused: Callable[[], Exception] | None = None,
    ) -> None:
        listed = list(rows)
        self.noted.append(f"{text} -- {len(listed)} rows")
        self.connection.execute_many(text, listed, together=together, refused=refused)

    def settle(self) -> None:
        self.connection.settle()

    def stream(self, text: str, arguments: Sequence[SqlValue] = ()) -> Iterator[tuple[Any, ...]]:
        yield from self.connection.stream(text, arguments)

    def copy_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
        self.connection.copy_rows(table, columns, rows)

    @contextmanager
    def read_transaction(self) -> Iterator[None]:
        self.noted.append("BEGIN of a read")
        with self.connection.read_transaction():
            yield

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        self.noted.append("SAVEPOINT")
        with self.connection.savepoint():
            yield
        self.noted.append("RELEASE")

    def close(self) -> None:
        self.connection.close()


class CountingStorage:
    """A store in memory whose connections count."""

    def __init__(self) -> None:
        storage = open_storage(":memory:")
        assert isinstance(storage, SqliteStorage)
        self.storage = storage
        self.noted: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.storage, name)

    def open_reader(self) -> Counting:
        return Counting(self.storage.open_reader(), self.noted)

    def open_writer(self) -> Counting:
        return Counting(self.storage.open_writer(), self.noted)

    @contextmanager
    def write_transaction(self, connection: Any) -> Iterator[None]:
        self.noted.append("BEGIN")
        with self.storage.write_transaction(connection.connection):
            yield
        self.noted.append("COMMIT")


def set_up(stage: Path = here) -> tuple[Database, CountingStorage]:
    """A fresh store with the data of a stage; uids are the same every time."""
    storage = CountingStorage()
    database = Database(storage)
    fill(database, stage)
    return database, storage


def fill(database: Database, stage: Path = here) -> None:
    """Gives a new store the schema and data of a stage."""
    database.alter((stage / "schema.graphql").read_text(encoding="utf8"))
    for name, objects in json.loads((stage / "data.json").read_text(encoding="utf8")).items():
        type_name = name.removeprefix("add")
        text = f"mutation($input: [Add{type_name}Input!]!) {{ {name}(input: $input) {{ numUids }} }}"
        answer = database.graphql(text, {"input": objects})
        assert "errors" not in answer, answer
