"""DQL's groups as SQL: rows of (what is shared, aggregates), as text or as a relation.

Does not know: languages, which database.
"""

from __future__ import annotations

from typing import Any, Final, assert_never

from sqlalchemy import Integer, Select, Text, and_, cast, func, literal_column, null, select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.grouped import GroupedNodes, GroupItem, GroupPart
from graphwright.model.bigfloats import digits_max
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.plan.aggregates import aggregate
from graphwright.plan.conditions import lower_check
from graphwright.plan.scope import Node, Scope
from graphwright.plan.values import single_value
from graphwright.storage.bigfloat_elements import BigFloatKey, BigFloatTotal
from graphwright.storage.elements import JsonText, ListOfTexts, Member, Quoted, SparseObject, Substring
from graphwright.storage.tables import memberships_table, node_types_table

_one: Final = literal_column("1", Integer())
_key_size: Final = 11 + digits_max + 1
"""The longest key of a bigfloat."""


def lower_grouped(scope: Scope, groups: GroupedNodes, node: Node, statement: Select[Any]) -> ColumnElement[Any]:
    """`[{"@groupby":[…]}]`, NULL where there is no group.

    Args:
        node, statement: The selection's nodes, of which nothing is asked yet.
    """
    if not groups.by:
        return cast(null(), Text())
    if groups.select.page is None:
        statement = statement.order_by(None)
    else:
        chosen = statement.with_only_columns(node.uid.label("uid")).select_from(node.source)
        rows = chosen.correlate(*node.enclosing).subquery(scope.name("s"))
        node = Node(scope=scope, uid=rows.c.uid, base=rows, enclosing=node.enclosing)
        statement = select()
    keys = [_shared(node, part) for part in groups.by]
    for part, key in zip(groups.by, keys, strict=True):
        statement = statement.where(*_shows(node, part, key))
    members = [
        Member(key=part.key, text=JsonText(key, part.kind), absent=None)
        for part, key in zip(groups.by, keys, strict=True)
    ]
    for item in groups.items:
        value = _aggregate(node, item)
        members.append(Member(key=item.key, text=JsonText(value, item.kind), absent="null"))
    number = func.count()
    told: Any = statement.with_only_columns(SparseObject(members).label("j"), number.label("n"))
    ordered = told.select_from(node.source).group_by(*keys).order_by(number, *keys).correlate(*node.enclosing)
    rows = ordered.subquery(scope.name("s"))
    listed = select(ListOfTexts(rows.c.j)).select_from(rows).scalar_subquery()
    found: ColumnElement[Any] = Quoted('[{"@groupby":').concat(func.nullif(listed, Quoted("[]"))).concat(Quoted("}]"))
    return found


def lower_group_relation(scope: Scope, nodes: Any, part: GroupPart, item: GroupItem) -> Select[Any]:
    """What is told of groups, for the nodes that they share.

    Args:
        nodes: A FROM clause with a column uid, each uid once.
    """
    node = Node(scope=scope, uid=nodes.c.uid, base=nodes)
    shared = _shared(node, part)
    value = _aggregate(node, item)
    found: Select[Any] = select(shared.label("uid"), value.label("value"))
    conditions = _shows(node, part, shared)
    return found.select_from(node.source).where(*conditions).group_by(shared)


def _shared(node: Node, part: GroupPart) -> ColumnElement[Any]:
    """What nodes of a group share; where a node has several, its row stands as often."""
    scope = node.scope
    if part.predicate is None:
        member, name = scope.alias(memberships_table), scope.alias(node_types_table)
        node.join(member, member.c.uid == node.uid)
        node.join(name, name.c.id == member.c.type_id)
        return name.c.name  # type: ignore[no-any-return]
    predicate = scope.predicate(part.predicate)
    match predicate.home:
        case ColumnHome():
            return single_value(node, predicate, part.languages)
        case ListHome():
            values = scope.alias(scope.tables.values(predicate))
            node.join(values, values.c.uid == node.uid)
            return values.c.value  # type: ignore[no-any-return]
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            node.join(edges, edges.c.src == node.uid)
            return edges.c.dst  # type: ignore[no-any-return]
        case ReverseHome(predicate=name):
            return _backwards(node, scope.predicate(name).home)
    assert_never(predicate.home)


def _shows(node: Node, part: GroupPart, key: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """What must hold for nodes to be in a group."""
    conditions: list[ColumnElement[Any]] = [key.is_not(None)]
    if part.condition is not None:
        # Its values are joined into the same FROM clause, or looked up where that has no room.
        host = node.host or node
        shared = Node(scope=node.scope, uid=key, base=host.base, enclosing=host.enclosing, host=host)
        conditions.append(lower_check(shared, part.condition))
    return conditions


def _backwards(node: Node, home: Any) -> ColumnElement[Any]:
    scope = node.scope
    if isinstance(home, EdgeHome):
        edges = scope.alias(scope.tables.edges(home.table))
        node.join(edges, edges.c.dst == node.uid)
        return edges.c.src  # type: ignore[no-any-return]
    assert isinstance(home, ColumnHome), "an edge is a table of its own or a column"
    family = scope.alias(scope.tables.family(home.table))
    node.join(family, and_(family.c[home.column] == node.uid))
    return family.c.uid  # type: ignore[no-any-return]


def _aggregate(node: Node, item: GroupItem) -> ColumnElement[Any]:
    if item.predicate is None or item.function == "count":
        return func.count()
    predicate = node.scope.predicate(item.predicate)
    value = single_value(node, predicate, item.languages)
    home = predicate.home
    if item.kind is ValueKind.BIGFLOAT and item.function in ("sum", "avg"):
        return BigFloatTotal("sum" if item.function == "sum" else "avg", value)
    if item.kind is ValueKind.BIGFLOAT and isinstance(home, ColumnHome):
        # A key made as long as any other, by what comes before every digit; then the text.
        padded = func.substr(
            BigFloatKey(value).concat(Quoted(" " * _key_size)), _one, literal_column(str(_key_size), Integer())
        )
        return Substring(aggregate(item.function, padded.concat(value), ValueKind.STRING), _key_size + 1)
    if item.kind is ValueKind.DATETIME and isinstance(home, ColumnHome):
        # The text that belongs to the least or greatest key: 21 digits of key, then the text.
        return Substring(aggregate(item.function, node.order_key(home).concat(value), ValueKind.STRING), 22)
    return aggregate(item.function, value, item.kind)
