"""Family rows of one change set, gathered so that each node's row is written once.

Does not know: predicates, edges.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from graphwright.storage.elements import upsert
from graphwright.storage.interface import SqlValue
from graphwright.storage.unique_sets import conflict_in
from graphwright.storage.writing.session import Session


class FamilyRows:
    """table → uid → column → value, to be written as upserts grouped by their columns."""

    def __init__(self, fresh: range) -> None:
        self.fresh = fresh
        self._rows: dict[str, dict[int, dict[str, SqlValue]]] = defaultdict(dict)

    def touch(self, table: str, uid: int) -> dict[str, SqlValue]:
        """The row of a node in a family; there will be one, if only with its uid."""
        rows = self._rows[table]
        row = rows.get(uid)
        if row is None:
            row = rows[uid] = {}
        return row

    def put(self, table: str, uid: int, column: str, value: SqlValue) -> None:
        """A column's new value."""
        self.touch(table, uid)[column] = value

    def clear_where(self, table: str, column: str, values: set[int]) -> None:
        """Empties a column in those gathered rows that have one of these values there."""
        for row in self._rows[table].values():
            if row.get(column) in values:
                row[column] = None

    def write(self, session: Session) -> None:
        """Writes all rows and forgets them."""
        for name, rows in self._rows.items():
            table = session.tables.family(name)
            groups: dict[tuple[str, ...], list[tuple[SqlValue, ...]]] = defaultdict(list)
            for uid, row in rows.items():
                columns = tuple(sorted(row))
                groups[columns].append((uid, *(row[column] for column in columns)))
            for columns, values in groups.items():
                names = ("v_uid", *(f"v_{column}" for column in columns))
                session.many(
                    ("upsert", name, columns),
                    lambda table=table, columns=columns: upsert(table, ["uid"], columns),  # type: ignore[misc]
                    names,
                    values,
                    partial(conflict_in, session, name, columns, values),
                )
        self._rows.clear()
