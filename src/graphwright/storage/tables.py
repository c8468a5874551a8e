"""The physical schema: system tables, and the tables that a catalog's homes name.

In: a catalog. Out: SQLAlchemy tables. Names of user tables and columns are made in `schema`'s
physical pass and only repeated here. Does not know: statements, dialects (type variants aside).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import REAL, TypeEngine

from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, ListHome, NodeType, Predicate
from graphwright.model.values import ValueKind

uid_type: Final[TypeEngine[int]] = BigInteger().with_variant(Integer(), "sqlite")
text_type: Final[TypeEngine[str]] = Text().with_variant(Text(collation="C"), "postgresql")
float_type: Final[TypeEngine[float]] = Double().with_variant(REAL(), "sqlite")
bool_type: Final[TypeEngine[Any]] = Boolean().with_variant(Integer(), "sqlite")
blob_type: Final[TypeEngine[bytes]] = LargeBinary()

by_prefix: Final = {"by_prefix": True}
"""Marks a text column (`Column.info`) whose index may hold the beginnings of values, where whole ones do not fit."""
by_digest: Final = {"by_digest": True}
"""Marks a text column of a primary key that may hold a digest of it, where whole values do not fit."""

_no_rowid: Final[dict[str, Any]] = {"sqlite_with_rowid": False, "sqlite_strict": True}
_strict: Final[dict[str, Any]] = {"sqlite_strict": True}

system: Final = MetaData()

state_table: Final = Table(
    "gw_state",
    system,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("format", Integer, nullable=False),
    Column("catalog_version", uid_type, nullable=False),
    Column("commit_ts", uid_type, nullable=False),
    Column("next_uid", uid_type, nullable=False),
    Column("next_id", uid_type, nullable=False),
    Column("schema_updates", uid_type, nullable=False),
    **_strict,
)
predicates_table: Final = Table(
    "gw_predicates",
    system,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", text_type, nullable=False, unique=True),
    Column("definition", text_type, nullable=False),
    **_strict,
)
node_types_table: Final = Table(
    "gw_types",
    system,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", text_type, nullable=False, unique=True),
    Column("definition", text_type, nullable=False),
    **_strict,
)
key_scopes_table: Final = Table(
    "gw_key_scopes",
    system,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("predicate", text_type, nullable=False),
    Column("node_type", text_type),
    UniqueConstraint("predicate", "node_type"),
    **_strict,
)
schemas_table: Final = Table(
    "gw_schemas",
    system,
    Column("version", uid_type, primary_key=True, autoincrement=False),
    Column("text", text_type, nullable=False),
    Column("applied_at", text_type, nullable=False),
    **_strict,
)
keys_table: Final = Table(
    "gw_keys",
    system,
    Column("scope", Integer, primary_key=True),
    Column("value", text_type, primary_key=True, info=by_digest),
    Column("uid", uid_type, nullable=False),
    **_no_rowid,
)
memberships_table: Final = Table(
    "gw_memberships",
    system,
    Column("uid", uid_type, primary_key=True),
    Column("type_id", Integer, primary_key=True),
    **_no_rowid,
)
changes_table: Final = Table(
    "gw_changes",
    system,
    Column("commit_ts", uid_type, primary_key=True, autoincrement=False),
    Column("changes", blob_type),
    **_strict,
)
loads_table: Final = Table(
    "gw_loads",
    system,
    Column("id", Integer, primary_key=True),
    Column("description", text_type, nullable=False),
    Column("state", text_type, nullable=False),
    Column("checkpoint", text_type, nullable=False),
    Column("first_uid", uid_type, nullable=False),
    **_strict,
)
blank_nodes_table: Final = Table(
    "gw_blank_nodes",
    system,
    Column("name", text_type, primary_key=True),
    Column("uid", uid_type, nullable=False),
    **_no_rowid,
)
api_keys_table: Final = Table(
    "gw_api_keys",
    system,
    Column("kind", text_type, primary_key=True),
    Column("digest", text_type, primary_key=True),
    Column("id", text_type, nullable=False, unique=True),
    Column("name", text_type, nullable=False),
    Column("created_at", uid_type, nullable=False),
    Column("expires_at", uid_type),
    Column("is_read_only", Integer, nullable=False),
    Column("revoked_at", uid_type),
    **_no_rowid,
)
settings_table: Final = Table(
    "gw_settings",
    system,
    Column("name", text_type, primary_key=True),
    Column("value", text_type, nullable=False),
    **_no_rowid,
)


def value_type(kind: ValueKind) -> TypeEngine[Any]:
    """The column type of a value kind."""
    match kind:
        case ValueKind.INT:
            return BigInteger().with_variant(Integer(), "sqlite")
        case ValueKind.UID:
            return uid_type
        case ValueKind.FLOAT:
            return float_type
        case ValueKind.BOOL:
            return bool_type
        case ValueKind.STRING | ValueKind.DEFAULT | ValueKind.DATETIME | ValueKind.GEO | ValueKind.PASSWORD:
            return text_type
        case ValueKind.BIGFLOAT:
            return text_type
        case ValueKind.VECTOR:
            return blob_type


class Tables:
    """The user tables of one catalog, made when first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.metadata = MetaData()
        self._aliases: dict[tuple[str, str], Any] = {}
        self._finished: dict[str, Table] = {}
        self._lock = threading.Lock()

    def alias(self, table: Table, name: str) -> Any:
        """A table under another name; the same object each time, for making one costs 0.1 ms."""
        present = self._aliases.get((table.name, name))
        if present is None:
            present = self._aliases[table.name, name] = table.alias(name)
        return present

    @cached_property
    def _columns(self) -> dict[str, list[tuple[str, TypeEngine[Any]]]]:
        """Family table to its columns."""
        families: dict[str, list[tuple[str, TypeEngine[Any]]]] = {}
        for node_type in self.catalog.node_types.values():
            families.setdefault(node_type.table, []).append((node_type.flag, Integer()))
        for predicate in self.catalog.predicates.values():
            if isinstance(predicate.home, ColumnHome):
                families.setdefault(predicate.home.table, []).extend(home_columns(predicate))
        return families

    @cached_property
    def _indexed_texts(self) -> dict[str, set[str]]:
        """Family table to its columns of texts with a native index."""
        found: dict[str, set[str]] = {}
        for predicate in self.catalog.predicates.values():
            if isinstance(predicate.home, ColumnHome) and _has_text_index(predicate):
                found.setdefault(predicate.home.table, set()).add(predicate.home.column)
        return found

    def families(self) -> dict[str, list[str]]:
        """Family table to the names of its columns, uid aside."""
        return {table: [column for column, _ in columns] for table, columns in self._columns.items()}

    def _once(self, name: str, make: Callable[[], Table]) -> Table:
        """A table, whole: SQLAlchemy shows one to other threads before it has its columns."""
        present = self._finished.get(name)
        if present is None:
            with self._lock:
                present = self._finished.get(name)
                if present is None:
                    present = self._finished[name] = make()
        return present

    def family(self, name: str) -> Table:
        """A family table: uid, type flags, single values."""
        return self._once(name, lambda: self._family(name))

    def _family(self, name: str) -> Table:
        indexed = self._indexed_texts.get(name, ())
        columns = (
            Column(column, type_, info=by_prefix if column in indexed else None)
            for column, type_ in self._columns[name]
        )
        uid = Column("uid", uid_type, primary_key=True, autoincrement=False)
        return Table(name, self.metadata, uid, *columns, **_strict)

    def edges(self, name: str) -> Table:
        """A table of references."""
        return self._once(name, lambda: self._edges(name))

    def _edges(self, name: str) -> Table:
        table = Table(
            name,
            self.metadata,
            Column("src", uid_type, primary_key=True),
            Column("dst", uid_type, primary_key=True),
            **_no_rowid,
        )
        Index(f"{name}_back", table.c.dst, table.c.src, unique=True)
        return table

    def values(self, predicate: Predicate) -> Table:
        """The table of a list of values."""
        home = predicate.home
        assert isinstance(home, ListHome)
        return self._once(home.table, lambda: self._values(predicate, home))

    def _values(self, predicate: Predicate, home: ListHome) -> Table:
        key = [Column("key", text_type)] if home.has_key else []
        value = value_type(predicate.kind)
        marks = {**(by_digest if value is text_type else {}), **(by_prefix if _has_text_index(predicate) else {})}
        return Table(
            home.table,
            self.metadata,
            Column("uid", uid_type, primary_key=True),
            Column("value", value, primary_key=True, info=marks),
            *key,
            **_no_rowid,
        )

    def tagged(self, name: str) -> Table:
        """A table of values with language tags."""
        return self._once(
            name,
            lambda: Table(
                name,
                self.metadata,
                Column("uid", uid_type, primary_key=True),
                Column("lang", text_type, primary_key=True),
                Column("value", text_type, nullable=False, info=by_prefix),
                **_no_rowid,
            ),
        )

    def tokens(self, name: str) -> Table:
        """A token table."""
        return self._once(
            name,
            lambda: Table(
                name,
                self.metadata,
                Column("token", text_type, primary_key=True),
                Column("uid", uid_type, primary_key=True),
                **_no_rowid,
            ),
        )

    def facets(self, name: str) -> Table:
        """A side table of facets: one JSON object per value or edge."""
        return self._once(
            name,
            lambda: Table(
                name,
                self.metadata,
                Column("uid", uid_type, primary_key=True),
                Column("target", text_type, primary_key=True),
                Column("facets", text_type, nullable=False),
                **_no_rowid,
            ),
        )

    def flag(self, node_type: NodeType) -> tuple[Table, Column[Any]]:
        """The table and column that tell who is of a type."""
        table = self.family(node_type.table)
        return table, table.c[node_type.flag]

    def predicate_tables(self, predicate: Predicate) -> Iterator[Table]:
        """The tables that belong to one predicate alone."""
        match predicate.home:
            case EdgeHome(table=name):
                yield self.edges(name)
            case ListHome():
                yield self.values(predicate)
        if predicate.tag_table:
            yield self.tagged(predicate.tag_table)
        if predicate.facet_table:
            yield self.facets(predicate.facet_table)
        for index in predicate.indexes:
            if index.table:
                yield self.tokens(index.table)


def _has_text_index(predicate: Predicate) -> bool:
    """Whether a native index holds texts of any length."""
    is_text = predicate.kind in (ValueKind.STRING, ValueKind.DEFAULT)
    return is_text and any(not index.table for index in predicate.indexes)


def home_columns(predicate: Predicate) -> list[tuple[str, TypeEngine[Any]]]:
    """The columns that a single-valued predicate takes in its family."""
    home = predicate.home
    assert isinstance(home, ColumnHome)
    columns: list[tuple[str, TypeEngine[Any]]] = [(home.column, value_type(predicate.kind))]
    if home.key_column:
        columns.append((home.key_column, text_type))
    return columns
