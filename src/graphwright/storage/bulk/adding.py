"""Many rows into a table in the way that is fastest on the database: COPY where it is there, else INSERT row by row.

Rows that may be there already are copied into a table of the transaction's own first. Does not know: what rows mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Column, Insert, MetaData, Select, Table, bindparam, insert, select
from sqlalchemy.schema import CreateTable, DropTable

from graphwright.records import dataclass
from graphwright.storage.writing.session import Session

_copied_rows_min: Final = 500
"""Rows for which a table of their own pays."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where rows go.

    Attributes:
        way: What a row that is there already does; it and the columns tell statements apart.
        columns: In the order of the values.
    """

    way: str
    table: Table
    columns: Sequence[str]

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(f"v_{column}" for column in self.columns)


def add_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Adds rows of which none is there.

    Raises:
        UniqueViolation: One is.
    """
    target = Target("add", table, columns)
    if session.statements.storage.capabilities.copies_rows:
        session.connection.copy_rows(table.name, columns, rows)
        return
    session.many((target.way, table.name, tuple(columns)), lambda: _insert(target), target.parameters, rows)


def _insert(target: Target) -> Insert:
    types = target.table.c
    return insert(target.table).values(
        {name: bindparam(f"v_{name}", type_=types[name].type) for name in target.columns}
    )


def put_rows(
    session: Session,
    target: Target,
    rows: Iterable[Sequence[Any]],
    build: Callable[[Select[Any] | None], Any],
) -> None:
    """Writes rows of which some may be there.

    Args:
        build: The statement, of parameters or of the rows of a SELECT.
    """
    key = (target.way, target.table.name, tuple(target.columns))
    listed = rows if isinstance(rows, list) else list(rows)
    if len(listed) < _copied_rows_min or not session.statements.storage.capabilities.copies_rows:
        session.many(key, lambda: build(None), target.parameters, listed)
        return
    aside = Table(
        "gw_rows_aside",
        MetaData(),
        *(Column(name, target.table.c[name].type) for name in target.columns),
        prefixes=["TEMPORARY"],
    )
    session.query((*key, "aside"), lambda: CreateTable(aside))
    session.connection.copy_rows(aside.name, target.columns, listed)
    session.query((*key, "from aside"), lambda: build(select(*aside.columns)))
    session.query((*key, "no aside"), lambda: DropTable(aside))
