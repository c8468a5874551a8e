"""Rows of a table as they are, from one store into another: in the order of the key, and checksums.

In: connections. Out: rows whose values mean the same on both sides. Does not know: which tables, when to commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Column, Table, bindparam, func, insert, select, tuple_

from graphwright.records import dataclass
from graphwright.storage.interface import CompiledSql, Connection, SqlValue, Storage

Row = tuple[SqlValue, ...]
_sum_end = 1 << 64


@dataclass(slots=True)
class Tally:
    """How many rows, and the sum of their hashes: the same in whatever order they come."""

    rows: int = 0
    checksum: int = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Counts rows in."""
        for row in rows:
            digest = blake2b(repr(row).encode("utf8", "surrogatepass"), digest_size=8).digest()
            self.checksum += int.from_bytes(digest)
            self.rows += 1
        self.checksum %= _sum_end


class MovedTable:
    """One table, read from or written to one store.

    Args:
        table: As `tables.py` gives it; it is of the same form in both stores.
    """

    def __init__(self, storage: Storage, table: Table) -> None:
        self.table = table
        self.keys: list[Column[Any]] = list(table.primary_key.columns)
        self.columns = [*self.keys, *(column for column in table.columns if column not in self.keys)]
        self._storage = storage
        self._truths = [place for place, column in enumerate(self.columns) if isinstance(column.type, Boolean)]
        self._statements: dict[str, CompiledSql] = {}

    def count(self, connection: Connection) -> int:
        """All rows."""
        rows: list[tuple[Any, ...]]
        rows = self._rows(connection, "count", lambda: select(func.count()).select_from(self.table), {})
        return int(rows[0][0])

    def batches(
        self, connection: Connection, size: int, after: Sequence[SqlValue] | None = None
    ) -> Iterator[list[Row]]:
        """The rows behind a key, in the order of the keys; one statement, for that order may cost a sort."""
        values: dict[str, SqlValue] = {}
        if after is not None:
            values = {f"v_{column.name}": value for column, value in zip(self.keys, after, strict=True)}
        compiled = self._compiled("all" if after is None else "behind", lambda: self._select(after))
        rows = connection.stream(compiled.text, compiled.arguments(values))
        # What is a truth on one database is 0 or 1 on another.
        plain = map(self._plain, rows) if self._truths else rows
        while batch := list(islice(plain, size)):
            yield batch

    def all_rows(self, connection: Connection) -> list[Row]:
        """The rows of a small table."""
        return [row for batch in self.batches(connection, 1_000) for row in batch]

    def key_of(self, row: Row) -> Row:
        """The key by which the rows behind a row are asked for."""
        return row[: len(self.keys)]

    def write(self, connection: Connection, rows: list[Row]) -> None:
        """Adds rows that are not there."""
        names = [column.name for column in self.columns]
        if self._storage.capabilities.copies_rows:
            connection.copy_rows(self.table.name, names, rows)
            return
        compiled = self._compiled("insert", self._insert)
        assert compiled.names == tuple(f"v_{name}" for name in names)
        connection.execute_many(compiled.text, rows)

    def _insert(self) -> Any:
        return insert(self.table).values(
            {column.name: bindparam(f"v_{column.name}", type_=column.type) for column in self.columns}
        )

    def _select(self, after: Sequence[SqlValue] | None) -> Any:
        statement = select(*self.columns).order_by(*self.keys)
        if after is None:
            return statement
        bounds = [bindparam(f"v_{column.name}", type_=column.type) for column in self.keys]
        if len(bounds) == 1:
            return statement.where(self.keys[0] > bounds[0])
        return statement.where(tuple_(*self.keys) > tuple_(*bounds))

    def _plain(self, row: Row) -> Row:
        cells = list(row)
        for place in self._truths:
            value = cells[place]
            cells[place] = int(value) if isinstance(value, bool) else value
        return tuple(cells)

    def _rows(self, connection: Connection, key: str, build: Any, values: dict[str, SqlValue]) -> list[Any]:
        compiled = self._compiled(key, build)
        return connection.rows(compiled.text, compiled.arguments(values))

    def _compiled(self, key: str, build: Any) -> CompiledSql:
        present = self._statements.get(key)
        if present is None:
            present = self._statements[key] = self._storage.compile(build())
        return present
