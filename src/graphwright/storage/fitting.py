"""What stored data forbid: nodes without a value that is required, values outside of what a field may hold.

In: a catalog and a connection. Out: how many nodes, and some of them. Nothing is changed here. Does not know: schemas,
words for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, and_, bindparam, distinct, func, literal_column, not_, or_, select

from graphwright import limits
from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, ListHome, NodeType, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.elements import InList
from graphwright.storage.interface import Connection, SqlValue, Storage
from graphwright.storage.tables import Tables, memberships_table

int32_min, int32_max = -(2**31), 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfits:
    """Nodes that a change does not allow.

    Attributes:
        examples: (uid, value) of some; the value is None where a value is missing.
    """

    nodes: int
    examples: tuple[tuple[int, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of an enum."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Int32:
    """Whole numbers of 32 bits."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes of one type, as GeoJSON names it."""

    type_name: str


Domain = Words | Int32 | Shapes
"""Values of one kind that a field may hold, where it may not hold all of them."""


def holds(domain: Domain | None, value: Any) -> bool:
    """Whether a value of the right kind is one that a field may hold."""
    match domain:
        case None:
            return True
        case Words(words=words):
            return value in words
        case Int32():
            return bool(int32_min <= value <= int32_max)
        case Shapes(type_name=name):
            return str(value).startswith(_beginning(name))


def count_values(storage: Storage, connection: Connection, catalog: Catalog, predicate: Predicate) -> int:
    """How many values or edges of a predicate there are, those with a language tag left out."""
    tables = Tables(catalog)
    if isinstance(predicate.home, ReverseHome):
        return count_values(storage, connection, catalog, catalog.predicates[predicate.home.predicate])
    return int(_run(storage, connection, _counted(tables, predicate))[0][0])


def _counted(tables: Tables, predicate: Predicate) -> Any:
    match predicate.home:
        case ColumnHome(table=name, column=column):
            return select(func.count(tables.family(name).c[column]))
        case EdgeHome(table=name):
            return select(func.count()).select_from(tables.edges(name))
        case _:
            return select(func.count()).select_from(tables.values(predicate))


def count_nodes(storage: Storage, connection: Connection, catalog: Catalog, node_type: NodeType) -> int:
    """How many nodes a type has."""
    table, flag = Tables(catalog).flag(node_type)
    return int(_run(storage, connection, select(func.count()).select_from(table).where(flag == 1))[0][0])


def lacking(
    storage: Storage, connection: Connection, catalog: Catalog, node_type: NodeType, predicate: Predicate | None
) -> Misfits:
    """The nodes of a type that have nothing of a predicate (None: one that is not there yet)."""
    tables = Tables(catalog)
    table, flag = tables.flag(node_type)
    missing = flag == 1
    if predicate is not None:
        missing = and_(missing, not_(table.c.uid.in_(_having(tables, predicate))))
    rows = _run(storage, connection, select(func.count()).select_from(table).where(missing))
    examples = select(table.c.uid).where(missing).order_by(table.c.uid).limit(limits.schema_examples_shown_max)
    nodes = int(rows[0][0])
    found = _run(storage, connection, examples) if nodes else []
    return Misfits(nodes=nodes, examples=tuple((int(uid), None) for (uid,) in found))


def _having(tables: Tables, predicate: Predicate) -> Any:
    """The uids that have something of a predicate."""
    match predicate.home:
        case ColumnHome(table=name, column=column):
            family = tables.family(name)
            return select(family.c.uid).where(family.c[column].is_not(None))
        case ListHome():
            return select(tables.values(predicate).c.uid)
        case EdgeHome(table=name):
            return select(tables.edges(name).c.src)
        case ReverseHome(predicate=other):
            return _pointed_at(tables, tables.catalog.predicates[other])


def _pointed_at(tables: Tables, predicate: Predicate) -> Any:
    if isinstance(predicate.home, EdgeHome):
        return select(tables.edges(predicate.home.table).c.dst)
    assert isinstance(predicate.home, ColumnHome), "an inverse is read from a home of its own"
    target = tables.family(predicate.home.table).c[predicate.home.column]
    return select(target).where(target.is_not(None))


def doubled_in_view(storage: Storage, connection: Connection, catalog: Catalog, view: Predicate) -> int:
    """How many nodes would show several by a single reference that reads edges of nodes of one type backwards."""
    assert isinstance(view.home, ReverseHome)
    tables = Tables(catalog)
    match catalog.predicates[view.home.predicate].home:
        case EdgeHome(table=name):
            source, target = tables.edges(name).c.src, tables.edges(name).c.dst
        case ColumnHome(table=name, column=column):
            source, target = tables.family(name).c.uid, tables.family(name).c[column]
        case _:
            return 0
    shown = select(target).where(target.is_not(None))
    if view.home.node_type is not None:
        type_id = literal_column(str(catalog.node_types[view.home.node_type].id), Integer())
        members = memberships_table
        shown = shown.where(source.in_(select(members.c.uid).where(members.c.type_id == type_id)))
    several = shown.group_by(target).having(func.count() > 1).subquery()
    return int(_run(storage, connection, select(func.count()).select_from(several))[0][0])


def outside(
    storage: Storage, connection: Connection, catalog: Catalog, predicate: Predicate, domain: Domain
) -> Misfits:
    """The nodes whose values of a predicate a field may not hold."""
    uid, value, condition, values = _outside(storage, Tables(catalog), predicate, domain)
    nodes = int(_run(storage, connection, select(func.count(distinct(uid))).where(condition), values)[0][0])
    some = select(uid, value).where(condition).order_by(uid).limit(limits.schema_examples_shown_max)
    found = _run(storage, connection, some, values) if nodes else []
    return Misfits(nodes=nodes, examples=tuple((int(node), shown) for node, shown in found))


def values_outside(
    storage: Storage, connection: Connection, catalog: Catalog, predicate: Predicate, domain: Domain
) -> Iterator[list[tuple[int, Any]]]:
    """(uid, value) of what a field may not hold, in portions; who asks takes each portion away before the next."""
    uid, value, condition, values = _outside(storage, Tables(catalog), predicate, domain)
    portion = select(uid, value).where(condition).limit(limits.mutation_nodes_max)
    while rows := _run(storage, connection, portion, values):
        yield [(int(node), given) for node, given in rows]


def _outside(
    storage: Storage, tables: Tables, predicate: Predicate, domain: Domain
) -> tuple[Any, Any, Any, dict[str, SqlValue]]:
    """The uid, the value, the condition of those outside, and its parameters."""
    uid, value = _place(tables, predicate)
    match domain:
        case Words(words=words):
            listed = InList(value, bindparam("v_words", type_=Text()), ValueKind.STRING)
            return uid, value, and_(value.is_not(None), not_(listed)), {"v_words": storage.list_argument(words)}
        case Int32():
            low, high = bindparam("v_low", type_=BigInteger()), bindparam("v_high", type_=BigInteger())
            return uid, value, or_(value < low, value > high), {"v_low": int32_min, "v_high": int32_max}
        case Shapes(type_name=name):
            # Stored shapes are written in one way (`model/shapes.py`).
            begin = bindparam("v_begin", type_=Text())
            others = func.substr(value, 1, len(_beginning(name))) != begin
            return uid, value, and_(value.is_not(None), others), {"v_begin": _beginning(name)}


def _beginning(type_name: str) -> str:
    return f'{{"type":"{type_name}"'


def _place(tables: Tables, predicate: Predicate) -> tuple[Any, Any]:
    """The columns of the uid and of the value."""
    if isinstance(predicate.home, ColumnHome):
        family = tables.family(predicate.home.table)
        return family.c.uid, family.c[predicate.home.column]
    table = tables.values(predicate)
    return table.c.uid, table.c.value


def _run(
    storage: Storage, connection: Connection, statement: Any, values: dict[str, SqlValue] | None = None
) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments(values or {}))
