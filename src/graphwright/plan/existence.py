"""Conditions about the existence of nodes as SQL: EXISTS over a type, in which the outer row is the subject.

In: conditions of `ir/existence.py` and a node. Out: SQL conditions. What the inner query needs of the subject is joined
to it first, so that every query in between correlates to it. Does not know: other conditions (a function lowers them).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, assert_never

from sqlalchemy import Integer, Select, Text, and_, exists, func, literal_column, or_, select, true
from sqlalchemy.sql import ColumnElement

from graphwright.ir.existence import (
    CompareSubject,
    Existential,
    Exists,
    HasText,
    IsSubject,
    OrderBeyond,
    RefersTo,
    UidBeyond,
)
from graphwright.ir.nodes import Condition
from graphwright.ir.subjects import conjuncts_of, every_part
from graphwright.model.catalog import ColumnHome, EdgeHome, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.plan.edges import Conditions, lower_edge
from graphwright.plan.scope import Node, Scope
from graphwright.plan.values import single_value
from graphwright.storage.elements import NotByIndex

Check = Callable[[Node, Condition], ColumnElement[Any]]
_compared = {"eq": operator.eq, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}


def check_existence(node: Node, condition: Existential, check: Check) -> ColumnElement[Any]:
    """Whether the node passes."""
    match condition:
        case Exists():
            return _exists(node, condition, check)
        case IsSubject():
            return node.uid == _subject(node).uid
        case RefersTo():
            return _refers(node, condition)
        case UidBeyond(uid=uid, is_after=is_after):
            other = node.scope.parameter(uid, ValueKind.UID)
            return node.uid > other if is_after else node.uid < other
        case OrderBeyond():
            return _order_beyond(node, condition)
        case CompareSubject():
            return _compare(node, condition)
        case HasText(predicate=name, mode=mode, text=text, languages=languages):
            asked = node.scope.parameter(text, ValueKind.STRING)
            return _text_test(mode, single_value(node, node.scope.predicate(name), languages), asked)
    assert_never(condition)


def node_of_type(scope: Scope, name: str) -> tuple[Node, Conditions]:
    """Any node of a type."""
    node_type = scope.catalog.node_types[name]
    table, flag = scope.tables.flag(node_type)
    alias = scope.alias(table)
    node = Node(scope=scope, uid=alias.c.uid, base=alias, families={node_type.table: alias}, node_type=node_type)
    return node, [alias.c[flag.name] == literal_column("1", Integer())]


def _exists(node: Node, condition: Exists, check: Check) -> ColumnElement[Any]:
    for part in every_part(condition.condition):
        if isinstance(part, CompareSubject):
            node.value(_column(node.scope.predicate(part.of)))
    if condition.node_type is None:
        node.subject = node
        return check(node, condition.condition)
    inner, conditions = node_of_type(node.scope, condition.node_type)
    inner.subject, inner.enclosing = node, node.visible
    # Few nodes refer to the subject, and perhaps many to the user: without statistics the first find the rows.
    inner.by_index = not any(map(_leads_from_subject, conjuncts_of(condition.condition)))
    conditions.append(check(inner, condition.condition))
    found: Select[Any] = select(1).select_from(inner.source).where(*conditions)
    if condition.offset:
        found = found.offset(_number(condition.offset)).limit(_number(1))
    return exists(found.correlate(*node.visible))


def _leads_from_subject(condition: Condition) -> bool:
    return isinstance(condition, IsSubject) or (isinstance(condition, RefersTo) and condition.uid is None)


def _subject(node: Node) -> Node:
    assert node.subject is not None, "the condition stands in an Exists"
    return node.subject


def _refers(node: Node, condition: RefersTo) -> ColumnElement[Any]:
    """Written so that an index finds the nodes by what they refer to."""
    scope = node.scope
    predicate = scope.predicate(condition.predicate)
    target: Any = _subject(node).uid if condition.uid is None else scope.parameter(condition.uid, ValueKind.UID)
    is_driver = condition.uid is None or node.by_index
    uid = node.uid if is_driver else NotByIndex(node.uid)
    match predicate.home:
        case ColumnHome() as home:
            column: ColumnElement[Any] = node.value(home) if is_driver else NotByIndex(node.value(home))
            return column == target  # type: ignore[no-any-return]
        case EdgeHome(table=table):
            edges = scope.alias(scope.tables.edges(table))
            return uid.in_(select(edges.c.src).where(edges.c.dst == target).correlate(*node.visible))
        case ReverseHome(predicate=name, node_type=None):
            forward = scope.predicate(name).home
            if isinstance(forward, EdgeHome):
                edges = scope.alias(scope.tables.edges(forward.table))
                return uid.in_(select(edges.c.dst).where(edges.c.src == target).correlate(*node.visible))
    other, conditions = lower_edge(scope, predicate, node)
    conditions.append(other.uid == target)
    return exists(select(1).select_from(other.source).where(*conditions).correlate(*node.visible))


def _order_beyond(node: Node, condition: OrderBeyond) -> ColumnElement[Any]:
    """The node at the place is read beside, so that a value that is changed meanwhile moves the place with it."""
    scope = node.scope
    place, conditions = node_of_type(scope, condition.node_type)
    place.enclosing = node.visible
    conditions.append(place.uid == scope.parameter(condition.uid, ValueKind.UID))
    conditions.append(_is_beyond(node, place, condition))
    return exists(select(1).select_from(place.source).where(*conditions).correlate(*node.visible))


def _is_beyond(node: Node, place: Node, condition: OrderBeyond) -> ColumnElement[Any]:
    rises, is_after = condition.is_descending is not condition.is_after, condition.is_after
    if condition.predicate is None:
        return node.uid > place.uid if rises else node.uid < place.uid
    predicate = node.scope.predicate(condition.predicate)
    own, other = (_ordered_value(each, predicate, condition.languages) for each in (node, place))
    further = own > other if rises else own < other
    # Missing values are last in either direction.
    lacks = and_(own.is_(None), other.is_not(None)) if is_after else and_(own.is_not(None), other.is_(None))
    tie = and_(own.is_not_distinct_from(other), node.uid > place.uid if is_after else node.uid < place.uid)
    return or_(further, lacks, tie)


def _ordered_value(node: Node, predicate: Predicate, languages: tuple[str, ...]) -> ColumnElement[Any]:
    return single_value(node, predicate, languages) if languages else node.order_key(_column(predicate))


def _compare(node: Node, condition: CompareSubject) -> ColumnElement[Any]:
    scope, subject = node.scope, _subject(node)
    own = node.order_key(_column(scope.predicate(condition.predicate)))
    other = subject.order_key(_column(scope.predicate(condition.of)))
    match condition.operator:
        case "contains" | "starts" | "ends" as mode:
            test = _text_test(mode, own, other)
            return and_(other.is_not(None), test.is_not(true())) if condition.is_denied else test
        case name:
            compared: ColumnElement[Any] = _compared[name](own, other)
    return or_(compared, and_(own.is_(None), other.is_(None))) if condition.matches_missing else compared


def _text_test(mode: str, text: Any, asked: Any) -> ColumnElement[Any]:
    """Letter for letter on every database, which LIKE is not."""
    match mode:
        case "contains":
            # What is in a text makes it shorter when it is taken out.
            left = func.replace(text, asked, literal_column("''", Text()))
            return or_(func.length(left) < func.length(text), and_(func.length(asked) == _number(0), text.is_not(None)))
        case "starts":
            return func.substr(text, _number(1), func.length(asked)) == asked  # type: ignore[no-any-return]
        case _:
            start = func.length(text) - func.length(asked) + _number(1)
            return and_(start > _number(0), func.substr(text, start) == asked)


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer())


def _column(predicate: Predicate) -> ColumnHome:
    assert isinstance(predicate.home, ColumnHome), f"{predicate.name} has no single value to compare"
    return predicate.home
