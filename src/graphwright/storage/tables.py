"""The physical schema: system tables, and the tables that a catalog's homes name.

In: a catalog. Out: SQLAlchemy tables. Names of user tables and columns are made in `schema`'s
physical pass and only repeated here. Does not know: statements, dialects (type variants aside).
"""

from __future__ import annotations

from collections.abc import Iterator
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
    Column("value", text_type, primary_key=True),
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
        case ValueKind.VECTOR:
            return blob_type


class Tables:
    """The user tables of one catalog, made when first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.metadata = MetaData()
        self._aliases: dict[tuple[str, str], Any] = {}

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

    def families(self) -> dict[str, list[str]]:
        """Family table to the names of its columns, uid aside."""
        return {table: [column for column, _ in columns] for table, columns in self._columns.items()}

    def family(self, name: str) -> Table:
        """A family table: uid, type flags, single values."""
        if name in self.metadata.tables:
            return self.metadata.tables[name]
        columns = (Column(column, type_) for column, type_ in self._columns[name])
        uid = Column("uid", uid_type, primary_key=True, autoincrement=False)
        return Table(name, self.metadata, uid, *columns, **_strict)

    def edges(self, name: str) -> Table:
        """A table of references."""
        if name in self.metadata.tables:
            return self.metadata.tables[name]
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
        if home.table in self.metadata.tables:
            return self.metadata.tables[home.table]
        key = [Column("key", text_type)] if home.has_key else []
        return Table(
            home.table,
            self.metadata,
            Column("uid", uid_type, primary_key=True),
            Column("value", value_type(predicate.kind), primary_key=True),
            *key,
            **_no_rowid,
        )

    def tagged(self, name: str) -> Table:
        """A table of values with language tags."""
        if name in self.metadata.tables:
            return self.metadata.tables[name]
        return Table(
            name,
            self.metadata,
            Column("uid", uid_type, primary_key=True),
            Column("lang", text_type, primary_key=True),
            Column("value", text_type, nullable=False),
            **_no_rowid,
        )

    def tokens(self, name: str) -> Table:
        """A token table."""
        if name in self.metadata.tables:
            return self.metadata.tables[name]
        return Table(
            name,
            self.metadata,
            Column("token", text_type, primary_key=True),
            Column("uid", uid_type, primary_key=True),
            **_no_rowid,
        )

    def facets(self, name: str) -> Table:
        """A side table of facets: one JSON object per value or edge."""
        if name in self.metadata.tables:
            return self.metadata.tables[name]
        return Table(
            name,
            self.metadata,
            Column("uid", uid_type, primary_key=True),
            Column("target", text_type, primary_key=True),
            Column("facets", text_type, nullable=False),
            **_no_rowid,
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


def home_columns(predicate: Predicate) -> list[tuple[str, TypeEngine[Any]]]:
    """The columns that a single-valued predicate takes in its family."""
    home = predicate.home
    assert isinstance(home, ColumnHome)
    columns: list[tuple[str, TypeEngine[Any]]] = [(home.column, value_type(predicate.kind))]
    if home.key_column:
        columns.append((home.key_column, text_type))
    return columns
