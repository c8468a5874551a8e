"""All nodes of one state of a store, in ranges of uids: what exports read.

In: a storage. Out: a `Scan`: its catalog, and the rows of statements that ask for a range. Writers are not held up
meanwhile. Does not know: what the statements say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Column, Select, bindparam, select

from graphwright.model.catalog import Catalog
from graphwright.model.uids import uid_max
from graphwright.storage.catalog_store import State, read_catalog, read_state
from graphwright.storage.interface import CompiledSql, Connection, Storage
from graphwright.storage.tables import Tables, uid_type

range_after: Final = bindparam("v_after", type_=uid_type)
range_end: Final = bindparam("v_end", type_=uid_type)
_rows: Final = bindparam("v_rows", type_=uid_type)


@contextmanager
def snapshot_scan(storage: Storage) -> Iterator[Scan]:
    """One state of a store; it lasts as long as the block."""
    connection = storage.open_reader()
    try:
        with connection.read_transaction():
            yield Scan(storage, connection)
    finally:
        connection.close()


class Scan:
    """A store as it was at one commit.

    Attributes:
        catalog, schema: Of this state; `schema` is the GraphQL schema's text.
    """

    catalog: Catalog
    schema: str
    state: State

    def __init__(self, storage: Storage, connection: Connection) -> None:
        self._storage = storage
        self._connection = connection
        self.state = read_state(storage, connection)
        self.catalog, self.schema = read_catalog(storage, connection)
        self.tables = Tables(self.catalog)

    def compile(self, statement: Select[Any]) -> CompiledSql:
        """A statement of the parameters `range_after` and `range_end`."""
        return self._storage.compile(statement)

    def ranges(self, columns: Sequence[Column[Any]], rows: int) -> Iterator[tuple[int, int]]:
        """Parts of all uids (behind, up to), in order.

        Args:
            columns: Of uids, indexed; in no range does one have many more rows than `rows`, but those of one node.
        """
        probes = [self.compile(_probe(column)) for column in columns]
        ends = [0] * len(probes)
        after = 0
        while after < uid_max:
            for place, probe in enumerate(probes):
                if ends[place] <= after:
                    found = self._connection.rows(probe.text, probe.arguments({"v_after": after, "v_rows": rows}))
                    ends[place] = found[0][0] if found else uid_max
            end = min(ends, default=uid_max)
            yield after, end
            after = end

    def rows(self, compiled: CompiledSql, after: int, end: int) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement in a range, as they come; one statement at a time."""
        return self._connection.stream(compiled.text, compiled.arguments({"v_after": after, "v_end": end}))


def in_range(column: Column[Any]) -> Any:
    """Whether a uid is in the range that is asked for."""
    return (column > range_after) & (column <= range_end)


def _probe(column: Column[Any]) -> Select[Any]:
    """The uid behind so many rows."""
    return select(column).where(column > range_after).order_by(column).limit(1).offset(_rows)
