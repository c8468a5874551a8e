"""What lowering carries along: the read-only environment, the fresh-name state, the current node.

Does not know: single conditions or outputs (their own modules lower those).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    FromClause,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import Double

from graphwright.ir.nodes import Param
from graphwright.ir.relations import Relation
from graphwright.model.catalog import Catalog, ColumnHome, NodeType, Predicate
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.elements import NotByIndex
from graphwright.storage.interface import Capabilities, Storage
from graphwright.storage.tables import Tables

joined_tables_max = 40
"""Tables joined in one FROM clause; SQLite ends at 64."""
joined_types_max = 24
"""As many of these may be there for fragments on types to join another."""

sql_types = {
    ValueKind.INT: BigInteger,
    ValueKind.UID: BigInteger,
    ValueKind.FLOAT: Double,
    ValueKind.STRING: Text,
    ValueKind.DEFAULT: Text,
    ValueKind.DATETIME: Text,
    ValueKind.PASSWORD: Text,
    ValueKind.BOOL: Integer,
    ValueKind.GEO: Text,
    ValueKind.BIGFLOAT: Text,
    ValueKind.VECTOR: LargeBinary,
}


@dataclass(frozen=True, slots=True)
class Environment:
    """What every plan of one catalog version is made in; read-only.

    Attributes:
        tables: The catalog's tables, shared by all plans.
    """

    catalog: Catalog
    tables: Tables
    storage: Storage

    def scope(self) -> Scope:
        """A fresh statement in the making."""
        return Scope(catalog=self.catalog, tables=self.tables, capabilities=self.storage.capabilities)


@dataclass(slots=True)
class Scope:
    """One statement in the making.

    Attributes:
        parameters: SQL parameter name to the value of the request that goes there.
        lists: Those of them that are whole lists.
        is_slow: Something in it takes long for each row by design (passwords); no event loop shall wait for it.
        relations: What the statement has made before, by name: columns uid, value and key where there are such.
        definitions: What these are.
        totals: Aggregates over all of a relation, one column for each function.
        level_sources: Of those that are levels below others, by which predicate.
        weights: How many relations are written out where each is read, if the database does so; see `handing.py`.
        referred: How many the statement in the making has written out.
    """

    catalog: Catalog
    tables: Tables
    capabilities: Capabilities
    parameters: dict[str, Param] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    relations: dict[str, CTE] = field(default_factory=dict)
    definitions: dict[str, Relation] = field(default_factory=dict)
    totals: dict[str, CTE] = field(default_factory=dict)
    level_sources: dict[str, Predicate] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    referred: int = 0
    is_slow: bool = False
    _maps: dict[tuple[str, str], CTE] = field(default_factory=dict)
    _names: int = 0
    _parameter_names: dict[tuple[int, int, str], str] = field(default_factory=dict)

    def name(self, prefix: str) -> str:
        """A name that this statement has not used yet."""
        self._names += 1
        return f"{prefix}{self._names}"

    def parameter(self, param: Param, kind: ValueKind) -> BindParameter[Any]:
        """The placeholder of a request's value."""
        return bindparam(self._parameter_name(param, kind), type_=sql_types[kind]())

    def list_parameter(self, param: Param) -> BindParameter[Any]:
        """The placeholder of a list, which is one parameter."""
        name = self._parameter_name(param, "list")
        self.lists.add(name)
        return bindparam(name, type_=Text())

    def _parameter_name(self, param: Param, use: str) -> str:
        """One name for all places that take the same value in the same way, so that it is converted once."""
        key = (param.slot, id(param.convert), use)
        name = self._parameter_names.get(key)
        if name is None:
            name = self._parameter_names[key] = self.name("p")
            self.parameters[name] = param  # which also keeps `convert` alive, and its id its own
        return name

    def predicate(self, name: str) -> Predicate:
        found = self.catalog.predicate(name)
        assert found is not None, f"{name} is a predicate of the catalog"
        return found

    def relation(self, name: str) -> Any:
        """What was made before under a name, to be read."""
        self.referred += self.weights[name]
        return self.relations[name].alias(self.name("t"))

    def relation_map(self, name: str, column: str) -> ColumnElement[Any]:
        """A relation as one JSON object from uids to values; it is made once, and only where somebody asks for it."""
        key = (name, column)
        made = self._maps.get(key)
        if made is None:
            rows = self.relation(name)
            mapped = func.jsonb_object_agg(cast(rows.c.uid, Text()), rows.c[column])
            made = self._maps[key] = select(mapped.label("m")).cte(self.name("m")).prefix_with("MATERIALIZED")
        return select(made.alias(self.name("t")).c.m).scalar_subquery()

    def alias(self, table: Table) -> Any:
        """A table under a fresh name."""
        return self.tables.alias(table, self.name("t"))


@dataclass(slots=True)
class Node:
    """The node that is being looked at: its uid, and the tables joined to read its values.

    Attributes:
        node_type: The type that it was checked to have: such a node has a row in every family of
            the type, so inner joins do. None: outer joins.
        by_index: Whether conditions on its columns may be looked up by index; False makes them checks.
        is_driven: Whether a condition's index finds the rows, and not the index of their order.
        enclosing: Tables of the surrounding selections, which inner ones correlate to.
        distance: How far it is from what was asked, where the nearest were.
        depth, parent: How far it is below the node that a tree began with, and which node it hangs on.
        subject: The node that the surrounding `Exists` is a condition of.
        host: The node into whose FROM clause this one's tables are joined; None: its own.
        relations: Those that stand in its FROM clause already.
        place: Where it stands in a relation whose order counts.
        outer, via: The node from which it was reached, and by which predicate.
    """

    scope: Scope
    uid: ColumnElement[int]
    base: FromClause
    families: dict[str, Any] = field(default_factory=dict)
    node_type: NodeType | None = None
    by_index: bool = True
    is_driven: bool = False
    enclosing: Sequence[FromClause] = ()
    host: Node | None = None
    distance: ColumnElement[float] | None = None
    depth: ColumnElement[int] | None = None
    parent: ColumnElement[int] | None = None
    subject: Node | None = None
    relations: Mapping[str, Any] = field(default_factory=dict)
    place: ColumnElement[Any] | None = None
    outer: Node | None = None
    via: Predicate | None = None
    _joined: FromClause | None = None
    _tables: list[FromClause] = field(default_factory=list)

    @property
    def source(self) -> FromClause:
        """The FROM clause with everything joined so far."""
        return self.base if self._joined is None else self._joined

    @property
    def visible(self) -> tuple[FromClause, ...]:
        """Everything that a selection inside this one may refer to."""
        if self.host is not None:
            return self.host.visible
        return (*self.enclosing, self.base, *self._tables)

    @property
    def has_room_for_types(self) -> bool:
        """Whether the table of one more type may be joined."""
        host = self.host or self
        return len(host._tables) < joined_types_max  # noqa: SLF001 - another of the same class

    def guest(self, uid: ColumnElement[int]) -> Node | None:
        """A node that this one refers to once, read in the same FROM clause; None when that has no room."""
        host = self.host or self
        if len(host._tables) >= joined_tables_max:  # noqa: SLF001 - another of the same class
            return None
        return Node(
            scope=self.scope, uid=uid, base=host.base, enclosing=host.enclosing, host=host, subject=self.subject
        )

    def _join(self, alias: Any, uid: ColumnElement[int], *, is_outer: bool) -> None:
        self._joined = self.source.join(alias, alias.c.uid == uid, isouter=is_outer)
        self._tables.append(alias)

    def join(self, table: Any, on: ColumnElement[Any]) -> None:
        """Joins a table whose rows may be several for the node, or none."""
        self._joined = self.source.join(table, on)
        self._tables.append(table)

    def family(self, table: str) -> Any:
        """The node's row in a family, joined on first use."""
        if table in self.families:
            return self.families[table]
        alias = self.scope.alias(self.scope.tables.family(table))
        is_sure = self.node_type is not None and table in self.node_type.families
        (self.host or self)._join(alias, self.uid, is_outer=not is_sure)  # noqa: SLF001 - another of the same class
        self.families[table] = alias
        return alias

    def value(self, home: ColumnHome) -> ColumnElement[Any]:
        """The column of a single value as it is shown."""
        return self._of_family(home.table, home.column)

    def key(self, home: ColumnHome) -> ColumnElement[Any]:
        """The column of a single value to compare by."""
        column = self.order_key(home)
        return column if self.by_index else NotByIndex(column)

    def order_key(self, home: ColumnHome) -> ColumnElement[Any]:
        """The column of a single value to order by."""
        return self._of_family(home.table, home.key_column or home.column)

    def _of_family(self, table: str, column: str) -> ColumnElement[Any]:
        if table in self.families or len((self.host or self)._tables) < joined_tables_max:  # noqa: SLF001 - its own class
            return self.family(table).c[column]  # type: ignore[no-any-return]
        # No room left in the FROM clause.
        alias = self.scope.alias(self.scope.tables.family(table))
        found = select(alias.c[column]).where(alias.c.uid == self.uid)
        return found.correlate(*self.visible).scalar_subquery()
