"""Taking a load back: what it wrote over is kept aside while it runs, and the nodes it made are known by their uids.

In: rows that are about to be written. Out: their state before the load, in a table that lives as long as the load is
unfinished; only for nodes that the load did not make, so that a load into an empty store keeps nothing. What other
writers changed since is overwritten where the load had written. Does not know: loads, batches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import orjson
from sqlalchemy import Column, MetaData, Table, Text, and_, bindparam, delete, or_, select, update
from sqlalchemy.schema import CreateTable, DropTable

from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.storage import ddl
from graphwright.storage.elements import InList, insert_ignoring, upsert
from graphwright.storage.tables import Tables, blank_nodes_table, keys_table, memberships_table, text_type
from graphwright.storage.writing.session import Session

images_table: Final = Table(
    "gw_load_images",
    MetaData(),
    Column("tbl", text_type, primary_key=True),
    Column("place", text_type, primary_key=True),
    Column("key", text_type, primary_key=True),
    Column("row", text_type),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
"""`place` is the column of a cell in a family, "" for whole rows; `row` is NULL where there was none."""

IsNew = Callable[[int], bool]


class Images:
    """Keeps what stood where a batch writes.

    Args:
        old: The nodes that the load names and did not make; mostly none, and then nothing needs to be kept.
        is_new: Whether a node was made by the load.
    """

    def __init__(self, session: Session, old: AbstractSet[int], is_new: IsNew) -> None:
        self._session = session
        self.old = old
        self.is_new = is_new

    def keep_cells(self, table: Table, column: str, uids: AbstractSet[int]) -> None:
        """Keeps cells of a family; the caller leaves out those of new nodes."""
        if not uids:
            return
        present = dict(self._rows(table, (table.c.uid, table.c[column]), list(uids)))
        self._write(table.name, column, [([uid], [present.get(uid)]) for uid in uids])

    def keep_rows(self, table: Table, keys: Iterable[tuple[Any, ...]]) -> None:
        """Keeps whole rows by their primary keys, present or not; the caller leaves out those of new nodes."""
        wanted = set(keys)
        if not wanted:
            return
        names = [column.name for column in table.primary_key.columns]
        columns = [*table.primary_key.columns, *(c for c in table.columns if c.name not in names)]
        first_values = list({key[0] for key in wanted})
        present = {
            tuple(row[: len(names)]): list(row[len(names) :]) for row in self._rows(table, columns, first_values)
        }
        self._write(table.name, "", [(list(key), present.get(key)) for key in wanted])

    def _rows(self, table: Table, columns: Sequence[Any], firsts: list[Any]) -> list[tuple[Any, ...]]:
        kind = ValueKind.STRING if isinstance(columns[0].type, Text) else ValueKind.UID
        asked = bindparam("v_firsts", type_=Text())
        return self._session.query(
            ("image", table.name, tuple(column.name for column in columns)),
            lambda: select(*columns).where(InList(columns[0], asked, kind)),
            v_firsts=self._session.statements.storage.list_argument(firsts),
        )

    def _write(self, table: str, place: str, images: Iterable[tuple[list[Any], list[Any] | None]]) -> None:
        session = self._session
        session.query("create images", lambda: CreateTable(images_table, if_not_exists=True))
        session.many(
            "keep image",
            lambda: insert_ignoring(images_table, ["tbl", "place", "key", "row"]),
            ("v_tbl", "v_place", "v_key", "v_row"),
            [
                (table, place, orjson.dumps(key).decode(), None if row is None else orjson.dumps(row).decode())
                for key, row in images
            ],
        )


def drop_images(session: Session) -> None:
    """Forgets all images."""
    session.query("drop images", lambda: DropTable(images_table, if_exists=True))


def restore_images(session: Session) -> None:
    """Puts back what the images show; may run again."""
    session.query("create images", lambda: CreateTable(images_table, if_not_exists=True))
    tables = {table.name: table for table in (*ddl.user_tables(session.catalog), keys_table, memberships_table)}
    images: dict[tuple[str, str], list[tuple[list[Any], list[Any] | None]]] = defaultdict(list)
    columns = (images_table.c.tbl, images_table.c.place, images_table.c.key, images_table.c.row)
    for name, place, key, row in session.query("images", lambda: select(*columns)):
        images[name, place].append((orjson.loads(key), None if row is None else orjson.loads(row)))
    for (name, place), entries in images.items():
        if place:
            _restore_cells(session, tables[name], place, entries)
        else:
            _restore_rows(session, tables[name], entries)


def _restore_cells(
    session: Session, table: Table, column: str, entries: list[tuple[list[Any], list[Any] | None]]
) -> None:
    session.many(
        ("restore cell", table.name, column),
        lambda: (
            update(table)
            .where(table.c.uid == bindparam("v_uid"))
            .values({column: bindparam("v_value", type_=table.c[column].type)})
        ),
        ("v_uid", "v_value"),
        [(key[0], row[0]) for key, row in entries if row is not None],
    )


def _restore_rows(session: Session, table: Table, entries: list[tuple[list[Any], list[Any] | None]]) -> None:
    keys = [column.name for column in table.primary_key.columns]
    others = [column.name for column in table.columns if column.name not in keys]
    names = tuple(f"v_{name}" for name in keys)
    session.many(
        ("drop row", table.name),
        lambda: delete(table).where(and_(*(table.c[key] == bindparam(f"v_{key}") for key in keys))),
        names,
        [tuple(key) for key, row in entries if row is None],
    )
    session.many(
        ("restore row", table.name),
        lambda: upsert(table, keys, others),
        (*names, *(f"v_{name}" for name in others)),
        [(*key, *row) for key, row in entries if row is not None],
    )


def removals(tables: Tables, ranges: Sequence[tuple[int, int]]) -> Iterator[Any]:
    """The statements that remove the nodes with these uids (from, up to) and every edge that points at them."""
    if not ranges:
        return
    for predicate in tables.catalog.predicates.values():
        for table in tables.predicate_tables(predicate):
            ends = [table.c[name] for name in ("uid", "src", "dst") if name in table.c]
            yield delete(table).where(or_(*(_within(end, ranges) for end in ends)))
        if predicate.kind is ValueKind.UID and isinstance(predicate.home, ColumnHome):
            family = tables.family(predicate.home.table)
            column = family.c[predicate.home.column]
            yield update(family).where(_within(column, ranges)).values({column.name: None})
    for name in tables.families():
        family = tables.family(name)
        yield delete(family).where(_within(family.c.uid, ranges))
    for table in (keys_table, memberships_table, blank_nodes_table):
        yield delete(table).where(_within(table.c.uid, ranges))


def _within(column: Any, ranges: Sequence[tuple[int, int]]) -> Any:
    # `>=` and `<` and not BETWEEN: uids are whole, and the ranges are given by where the next one starts.
    return or_(*(and_(column >= first, column < end) for first, end in ranges))
