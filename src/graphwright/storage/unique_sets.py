"""Values that are unique together (`@unique(fields:)`): a native unique index over columns of one family.

Rows in which one of the values is missing conflict with nothing, as in SQL. Does not know: GraphQL, when a schema
changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Index, Integer, Table, and_, func, literal_column, select
from sqlalchemy.schema import CreateIndex, DropIndex

from graphwright.errors import DuplicateKeyError, SchemaChangeRefused
from graphwright.model.catalog import Catalog, ColumnHome, UniqueSet
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.storage.interface import Connection, SqlValue, Storage
from graphwright.storage.tables import Tables
from graphwright.storage.writing.session import Session

_examples_shown_max = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a set's values stand.

    Attributes:
        columns: What is compared: of a DateTime its key.
        flag: The column that tells who is of the type, where it stands in the same table.
    """

    table: str
    columns: tuple[str, ...]
    flag: str | None


def place_of_set(catalog: Catalog, unique: UniqueSet) -> Place:
    """Where a set's values stand.

    Raises:
        SchemaChangeRefused: They have no table in common.
    """
    homes = [catalog.predicates[name].home for name in unique.predicates]
    tables = {home.table for home in homes if isinstance(home, ColumnHome)}
    if len(tables) > 1 or not all(isinstance(home, ColumnHome) for home in homes):
        raise SchemaChangeRefused(
            f"{', '.join(unique.predicates)} cannot be unique together: they are not kept in one table "
            "(inverses, and fields that came to a type with hundreds of others, are apart)"
        )
    [table] = tables
    node_type = catalog.node_types[unique.node_type]
    columns = tuple(home.key_column or home.column for home in homes if isinstance(home, ColumnHome))
    return Place(table=table, columns=columns, flag=node_type.flag if node_type.table == table else None)


def change_unique_sets(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Drops the indexes of sets that are gone, and builds those that are new.

    Raises:
        SchemaChangeRefused: Stored nodes agree in all values of a new set.
    """
    before = {unique: place_of_set(old, unique) for unique in old.unique_sets}
    after = {unique: place_of_set(new, unique) for unique in new.unique_sets}
    for unique, place in before.items():
        if after.get(unique) != place:
            _run(storage, connection, DropIndex(_index(Tables(old), unique, place), if_exists=True))
    for unique, place in after.items():
        if before.get(unique) != place:
            refuse_duplicates(storage, connection, new, unique)
            _run(storage, connection, CreateIndex(_index(Tables(new), unique, place)))


def _index(tables: Tables, unique: UniqueSet, place: Place) -> Index:
    table = tables.family(place.table)
    name = f"unique_{unique.id}"
    present = next((index for index in table.indexes if index.name == name), None)
    if present is not None:
        return present
    columns = [table.c[column] for column in place.columns]
    if place.flag is None:
        return Index(name, *columns, unique=True)
    of_type = table.c[place.flag] == literal_column("1", Integer())
    return Index(name, *columns, unique=True, sqlite_where=of_type, postgresql_where=of_type)


def _present(table: Table, place: Place) -> Any:
    parts = [table.c[column].is_not(None) for column in place.columns]
    return and_(*parts, *([table.c[place.flag] == literal_column("1", Integer())] if place.flag else []))


def refuse_duplicates(storage: Storage, connection: Connection, catalog: Catalog, unique: UniqueSet) -> None:
    """Looks whether stored nodes let values be unique together.

    Raises:
        SchemaChangeRefused: Two agree in all of them.
    """
    tables, place = Tables(catalog), place_of_set(catalog, unique)
    table = tables.family(place.table)
    columns = [table.c[column] for column in place.columns]
    doubled = (
        select(func.min(table.c.uid), func.max(table.c.uid), *columns)
        .where(_present(table, place))
        .group_by(*columns)
        .having(func.count() > 1)
        .limit(_examples_shown_max)
    )
    found = _run(storage, connection, doubled)
    if found:
        examples = "; ".join(
            f"nodes {format_uid(first)} and {format_uid(second)} have {_shown(unique, values)}"
            for first, second, *values in found
        )
        raise SchemaChangeRefused(f"{_named(unique)} cannot become unique together: {examples}")


def _named(unique: UniqueSet) -> str:
    return ", ".join(unique.predicates)


def _shown(unique: UniqueSet, values: Sequence[Any]) -> str:
    return ", ".join(f"{name} {value!r:.60}" for name, value in zip(unique.predicates, values, strict=True))


def conflict_in(session: Session, table: str, columns: Sequence[str], rows: Sequence[Sequence[SqlValue]]) -> Any:
    """The error for rows (uid, values of the columns…) of a family that broke one of its unique indexes."""
    for unique in session.catalog.unique_sets:
        place = place_of_set(session.catalog, unique)
        if place.table != table or not set(place.columns) & set(columns):
            continue
        for uid, *values in rows:
            found = _other(session, place, uid, dict(zip(columns, values, strict=True)))
            if found is not None:
                owner, asked = found
                return DuplicateKeyError(
                    f"{_shown(unique, asked)}: together these values are unique, and node {format_uid(owner)} has them",
                    owners=[owner],
                )
    return DuplicateKeyError(f"two nodes of the mutation have the same values where {table} has them unique together")


def _other(session: Session, place: Place, uid: SqlValue, given: dict[str, SqlValue]) -> tuple[int, list[Any]] | None:
    """Another node with the values that a node is to have, and these values."""
    table = session.tables.family(place.table)
    storage, connection = session.statements.storage, session.connection
    columns = [table.c[column] for column in place.columns]
    stored = _run(storage, connection, select(*columns).where(table.c.uid == uid)) or [(None,) * len(columns)]
    values = [given.get(column, value) for column, value in zip(place.columns, stored[0], strict=True)]
    if None in values:
        return None
    same = [column == value for column, value in zip(columns, values, strict=True)]
    owners = _run(storage, connection, select(table.c.uid).where(_present(table, place), *same, table.c.uid != uid))
    return (int(owners[0][0]), values) if owners else None


def _run(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
