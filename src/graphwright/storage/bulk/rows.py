"""Columns of one batch → rows of families, edges, lists, tags and facets.

In: per column a mapping of uid to value; last wins is the mapping's doing. Rows are made by `zip` over columns, so that
no line of Python runs per row, and are written in the order of their keys. Does not know: old values, derived rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import partial
from typing import Any

from sqlalchemy import Integer, Table, Text, bindparam, select

from graphwright.model.catalog import ListHome, NodeType, Predicate
from graphwright.records import dataclass
from graphwright.storage.bulk.adding import Target, add_rows, put_rows
from graphwright.storage.elements import insert_ignoring, merge, unnest_uids, upsert
from graphwright.storage.interface import SqlValue, UniqueViolation
from graphwright.storage.tables import memberships_table
from graphwright.storage.unique_sets import conflict_in
from graphwright.storage.writing.session import Session

Column = Mapping[int, SqlValue]
"""uid to cell; never None: loads do not clear."""


@dataclass(slots=True)
class Families:
    """Single values, references and type flags of a batch, by table and column, and rows that are only touched."""

    columns: dict[str, dict[str, Column]] = field(default_factory=lambda: defaultdict(dict))
    touched: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def uids(self, table: str) -> set[int]:
        """Every node that gets a row or cell in a table."""
        return set(self.touched.get(table, ())).union(*self.columns.get(table, {}).values())


def add_type(families: Families, node_type: NodeType, uids: Iterable[int]) -> None:
    """The flag of a type, and the rows in every family that reads of the type join."""
    flags = dict.fromkeys(uids, 1)
    families.columns[node_type.table][node_type.flag] = flags
    for family in node_type.families:
        families.touched[family].update(flags)


def write_families(session: Session, families: Families, fresh: range) -> None:
    """Writes family rows: those of new nodes are inserted, the others overwritten cell by cell."""
    for name in {**families.columns, **families.touched}:
        table = session.tables.family(name)
        given = families.columns.get(name, {})
        columns = [column.name for column in table.columns if column.name in given]
        uids = sorted(families.uids(name))
        border = bisect_left(uids, fresh.start)
        for part, is_fresh in ((uids[:border], False), (uids[border:], True)):
            if part:
                _write_rows(session, table, columns, zip(part, *_cells(given, columns, part), strict=True), is_fresh)


def _cells(given: Mapping[str, Column], columns: Iterable[str], uids: list[int]) -> list[Iterable[SqlValue]]:
    return [map(given[column].get, uids) for column in columns]


def _write_rows(session: Session, table: Table, columns: list[str], rows: Iterable[Any], is_fresh: bool) -> None:
    names = ("uid", *columns)
    listed = list(rows) if session.catalog.unique_sets else rows
    try:
        if is_fresh:
            add_rows(session, table, names, listed)
        else:
            put_rows(session, Target("merge", table, names), listed, partial(merge, table, ["uid"], columns))
    except UniqueViolation:
        if not isinstance(listed, list):
            raise
        raise conflict_in(session, table.name, columns, listed) from None


def write_memberships(session: Session, members: Mapping[int, Iterable[int]]) -> None:
    """Writes who is of which type, by the types' ids; as a list parameter, in a third of the time of single rows."""
    asked = unnest_uids(bindparam("v_uids", type_=Text()), "asked")
    rows = select(asked.c.value, bindparam("v_type_id", type_=Integer()))
    for type_id, uids in members.items():
        session.query(
            "insert memberships",
            lambda: insert_ignoring(memberships_table, ["uid", "type_id"], rows),
            v_uids=session.uid_list(sorted(uids)),
            v_type_id=type_id,
        )


def write_edges(session: Session, name: str, edges: Iterable[tuple[int, int]]) -> None:
    """Adds edges to an edge table."""
    table = session.tables.edges(name)
    target = Target("ignore", table, ("src", "dst"))
    put_rows(session, target, sorted(edges), partial(insert_ignoring, table, ["src", "dst"]))


def write_list(session: Session, predicate: Predicate, rows: Iterable[tuple[Any, ...]]) -> None:
    """Adds (uid, value) or (uid, value, key) to a list."""
    assert isinstance(predicate.home, ListHome)
    table = session.tables.values(predicate)
    columns = ("uid", "value", "key") if predicate.home.has_key else ("uid", "value")
    put_rows(session, Target("ignore", table, columns), sorted(rows), partial(insert_ignoring, table, columns))


def write_tagged(session: Session, name: str, values: Mapping[tuple[int, str], str]) -> None:
    """Sets values of (uid, language)."""
    table = session.tables.tagged(name)
    rows = [(uid, language, text) for (uid, language), text in sorted(values.items())]
    target = Target("upsert", table, ("uid", "lang", "value"))
    put_rows(session, target, rows, partial(upsert, table, ["uid", "lang"], ["value"]))


def write_facets(session: Session, name: str, facets: Mapping[tuple[int, str], str]) -> None:
    """Sets the facets of (uid, target)."""
    table = session.tables.facets(name)
    rows = [(uid, target, text) for (uid, target), text in sorted(facets.items())]
    put_rows(
        session,
        Target("upsert", table, ("uid", "target", "facets")),
        rows,
        partial(upsert, table, ["uid", "target"], ["facets"]),
    )
