"""Tables, columns and indexes: from the catalog that is to the catalog that will be.

In: two catalogs and a connection in a write transaction. Out: the database changed. Does not know:
GraphQL, when to run which part (`engine/alter.py` does).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, assert_never

from sqlalchemy import Index as SqlIndex
from sqlalchemy import Integer, Table, func, literal_column, select, update
from sqlalchemy.schema import CreateIndex, CreateTable, DropIndex, DropTable

from graphwright.model.catalog import (
    Catalog,
    ColumnHome,
    EdgeHome,
    Index,
    ListHome,
    Predicate,
    ReverseHome,
)
from graphwright.model.values import ValueKind
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import BTree
from graphwright.storage.elements import AddColumn, DescendingKey, IndexKey, insert_ignoring
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.tables import Tables, home_columns, memberships_table


def create_missing(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Makes the tables and columns that the new catalog names and the old one did not."""
    before, after = Tables(old), Tables(new)
    for name, columns in after.families().items():
        known = before.families().get(name)
        if known is None:
            _execute(storage, connection, CreateTable(after.family(name)))
            continue
        for column in columns:
            if column not in known:
                _execute(storage, connection, AddColumn(after.family(name), after.family(name).c[column]))
    for predicate in new.predicates.values():
        if predicate == old.predicates.get(predicate.name):
            continue
        present = set()
        if predicate.name in old.predicates:
            present = {table.name for table in before.predicate_tables(old.predicates[predicate.name])}
        for table in after.predicate_tables(predicate):
            if table.name not in present:
                _create_table(storage, connection, table)
        if _is_reference_column(predicate):
            for index in reference_indexes(after, predicate):
                _execute(storage, connection, CreateIndex(index, if_not_exists=True))


def complete_families(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Gives every node of a type a row in the families that the type came to touch."""
    tables = Tables(new)
    for node_type in new.node_types.values():
        known = old.node_types.get(node_type.name)
        if known is None:
            continue
        for family in node_type.families:
            if family not in known.families:
                table, flag = tables.flag(node_type)
                members = select(table.c.uid).where(flag == 1)
                _execute(storage, connection, insert_ignoring(tables.family(family), ["uid"], members))


def native_indexes(tables: Tables, predicate: Predicate) -> Iterator[SqlIndex]:
    """The native indexes that a predicate's index kinds and references need, also on its values with language tags."""
    kinds = [index_kinds[index.kind].structure for index in predicate.indexes]
    trees = [structure for structure in kinds if isinstance(structure, BTree)]
    if trees:
        yield from _tree_indexes(tables, predicate, any(tree.is_ordered for tree in trees))
        if predicate.tag_table is not None:
            tagged = tables.tagged(predicate.tag_table)
            yield _index(f"ix_{predicate.id}_tags", tagged, tagged.c.lang, IndexKey(tagged.c.value), tagged.c.uid)
    if _is_reference_column(predicate):
        yield from reference_indexes(tables, predicate)


def reference_indexes(tables: Tables, predicate: Predicate) -> Iterator[SqlIndex]:
    """The index by which a single reference is read backwards, and cleaned when its target goes."""
    home = predicate.home
    assert isinstance(home, ColumnHome)
    table = tables.family(home.table)
    yield _index(f"ix_{predicate.id}_back", table, table.c[home.column], table.c.uid)


def _tree_indexes(tables: Tables, predicate: Predicate, is_ordered: bool) -> Iterator[SqlIndex]:
    """(value, uid) and, for order, (value descending, uid).

    A backward scan of the first would put missing values first and turn the uids round.
    """
    table, value = compared_column(tables, predicate)
    yield _index(f"ix_{predicate.id}_up", table, IndexKey(value), table.c.uid)
    if is_ordered and isinstance(predicate.home, ColumnHome):
        yield _index(f"ix_{predicate.id}_down", table, DescendingKey(value), table.c.uid)


def compared_column(tables: Tables, predicate: Predicate) -> tuple[Table, Any]:
    """The table and the column that comparisons and order go by."""
    match predicate.home:
        case ColumnHome(table=name, column=column, key_column=key):
            table = tables.family(name)
            return table, table.c[key or column]
        case ListHome(has_key=has_key):
            table = tables.values(predicate)
            return table, table.c.key if has_key else table.c.value
    raise AssertionError(f"{predicate.name} has no values of its own")


def _index(name: str, table: Table, *columns: Any) -> SqlIndex:
    present = next((index for index in table.indexes if index.name == name), None)
    return present or SqlIndex(name, *columns, _table=table)


def create_native_index(storage: Storage, connection: Connection, index: SqlIndex) -> None:
    """Builds one native index; blocks writers on SQLite (0.28 s per million rows)."""
    _execute(storage, connection, CreateIndex(index, if_not_exists=True))


def drop_index(storage: Storage, connection: Connection, catalog: Catalog, predicate: Predicate, index: Index) -> None:
    """Takes away what only this index needed; `predicate` is as it will be, without the index."""
    tables = Tables(catalog)
    if index.table is not None:
        _execute(storage, connection, DropTable(tables.tokens(index.table), if_exists=True))
        return
    old = native_indexes(tables, _with_index(predicate, index))
    kept = {kept.name for kept in native_indexes(Tables(catalog), predicate)}
    for native in old:
        if native.name not in kept:
            _execute(storage, connection, DropIndex(native, if_exists=True))


def _with_index(predicate: Predicate, index: Index) -> Predicate:
    return replace(predicate, indexes=(*predicate.indexes, index))


def has_data(
    storage: Storage, connection: Connection, catalog: Catalog, predicate: Predicate, tables: Tables | None = None
) -> bool:
    """Whether any node has the predicate.

    Args:
        tables: Those of the catalog, where many predicates are asked for.
    """
    tables = Tables(catalog) if tables is None else tables
    statement: Any
    match predicate.home:
        case ColumnHome(table=name, column=column):
            table = tables.family(name)
            statement = select(table.c.uid).where(table.c[column].is_not(None)).limit(1)
        case ListHome():
            statement = select(tables.values(predicate).c.uid).limit(1)
        case EdgeHome(table=name):
            statement = select(tables.edges(name).c.src).limit(1)
        case ReverseHome(predicate=other):
            return has_data(storage, connection, catalog, catalog.predicates[other], tables)
        case _:
            assert_never(predicate.home)
    if _execute(storage, connection, statement):
        return True
    return bool(
        predicate.tag_table and _execute(storage, connection, select(tables.tagged(predicate.tag_table).c.uid).limit(1))
    )


def carry_edges(storage: Storage, connection: Connection, old: Catalog, new: Catalog, source: str, target: str) -> int:
    """Copies the edges of a predicate's old home, reversed, into its inverse's new home.

    Returns:
        How many nodes would refer to two others by a single reference; the caller refuses then.
    """
    before = old.predicates[source]
    after = new.predicates[target]
    if isinstance(before.home, ReverseHome):
        return 0
    edges = edges_seen(old, before, old.predicates.get(target))
    tables = Tables(new)
    if isinstance(after.home, EdgeHome):
        statement = insert_ignoring(tables.edges(after.home.table), ["src", "dst"], select(edges.c.dst, edges.c.src))
        _execute(storage, connection, statement)
        return 0
    assert isinstance(after.home, ColumnHome)
    return _carry_into_column(storage, connection, tables, after, edges)


def edges_seen(old: Catalog, source: Predicate, target: Predicate | None) -> Any:
    """The edges of a predicate that its inverse showed: all, or those of nodes of one type."""
    edges = edges_of(Tables(old), source)
    home = None if target is None else target.home
    if not isinstance(home, ReverseHome) or home.node_type is None:
        return edges
    table = memberships_table
    type_id = literal_column(str(old.node_types[home.node_type].id), Integer())
    of_type = select(table.c.uid).where(table.c.type_id == type_id)
    return select(edges.c.src, edges.c.dst).where(edges.c.src.in_(of_type)).subquery()


def _carry_into_column(
    storage: Storage, connection: Connection, tables: Tables, predicate: Predicate, edges: Any
) -> int:
    home = predicate.home
    assert isinstance(home, ColumnHome)
    table = tables.family(home.table)
    column = table.c[home.column]
    doubled = select(edges.c.dst).group_by(edges.c.dst).having(func.count() > 1).subquery()
    differing = (
        select(func.count())
        .select_from(table.join(edges, edges.c.dst == table.c.uid))
        .where(column.is_not(None), column != edges.c.src)
    )
    conflicts: int = _execute(storage, connection, select(func.count()).select_from(doubled))[0][0]
    conflicts += _execute(storage, connection, differing)[0][0]
    if conflicts:
        return conflicts
    _execute(storage, connection, insert_ignoring(table, ["uid"], select(edges.c.dst)))
    found = select(edges.c.src).where(edges.c.dst == table.c.uid).scalar_subquery()
    _execute(
        storage,
        connection,
        update(table).where(table.c.uid.in_(select(edges.c.dst))).values({home.column: found}),
    )
    return 0


def drop_left(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Drops the tables and indexes of what the new catalog has not; it holds nothing."""
    tables = Tables(old)
    kept = {predicate.id for predicate in new.predicates.values()}
    for predicate in old.predicates.values():
        if predicate.id not in kept and not isinstance(predicate.home, ReverseHome):
            for index in native_indexes(tables, predicate):
                _execute(storage, connection, DropIndex(index, if_exists=True))
    left = {table.name for table in user_tables(new)}
    for table in user_tables(old):
        if table.name not in left:
            _execute(storage, connection, DropTable(table, if_exists=True))


def abandon_homes(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Drops the tables of homes that are left, and empties their columns; what they held has been carried away."""
    left = [predicate for name, predicate in old.predicates.items() if new.predicates[name].home != predicate.home]
    if not left:
        return
    tables = Tables(old)
    kept = {table.name for table in user_tables(new)}
    for predicate in left:
        for index in native_indexes(tables, predicate):
            _execute(storage, connection, DropIndex(index, if_exists=True))
        for table in tables.predicate_tables(predicate):
            if table.name not in kept:
                _execute(storage, connection, DropTable(table, if_exists=True))
        if isinstance(predicate.home, ColumnHome):
            family, columns = tables.family(predicate.home.table), [c for c, _ in home_columns(predicate)]
            used = family.c[predicate.home.column].is_not(None)
            _execute(storage, connection, update(family).where(used).values(dict.fromkeys(columns)))


def edges_of(tables: Tables, predicate: Predicate) -> Any:
    """The edges of a reference predicate with a home of its own, as a relation (src, dst)."""
    match predicate.home:
        case EdgeHome(table=name):
            table = tables.edges(name)
            return select(table.c.src, table.c.dst).subquery()
        case ColumnHome(table=name, column=column):
            family = tables.family(name)
            target = family.c[column]
            return select(family.c.uid.label("src"), target.label("dst")).where(target.is_not(None)).subquery()
    raise AssertionError(f"{predicate.name} holds no edges")


def drop_user_tables(storage: Storage, connection: Connection, catalog: Catalog) -> None:
    """Drops everything that the catalog's homes name."""
    for table in user_tables(catalog):
        _execute(storage, connection, DropTable(table, if_exists=True))


def user_tables(catalog: Catalog) -> Iterator[Table]:
    """Every table that is not a system table, once."""
    tables = Tables(catalog)
    for name in tables.families():
        yield tables.family(name)
    for predicate in catalog.predicates.values():
        yield from tables.predicate_tables(predicate)


def _create_table(storage: Storage, connection: Connection, table: Table) -> None:
    _execute(storage, connection, CreateTable(table))
    for index in table.indexes:
        _execute(storage, connection, CreateIndex(index))


def _is_reference_column(predicate: Predicate) -> bool:
    return predicate.kind is ValueKind.UID and isinstance(predicate.home, ColumnHome)


def _execute(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
