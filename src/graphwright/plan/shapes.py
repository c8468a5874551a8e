"""Shapes as SQL: which are asked for, by an index of cells and an exact test, and how they are shown.

In: conditions and outputs on predicates of kind geo. Out: SQL expressions. Does not know: geometry, but which numbers
`search.geometry` has for a position.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, assert_never

import orjson
from sqlalchemy import Select, case, exists, select, union, union_all
from sqlalchemy.sql import ColumnElement

from graphwright.errors import ExecutionError
from graphwright.ir.nodes import Lies, ShapeConstant, ShapeList, ShapeMember, ShapeNumber, ShapeValue
from graphwright.model.catalog import ColumnHome, ListHome, Predicate
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node, Scope
from graphwright.plan.texts import refuse_test
from graphwright.search.geometry import ball_of
from graphwright.storage.elements import (
    Concat,
    InList,
    JsonPart,
    ListOfTexts,
    MissingMark,
    NearByCell,
    Quoted,
    ShapeMatches,
    UidList,
    json_elements,
    unnest_texts,
    unnest_uids,
)

_null_text = Quoted("null")


def lies_check(node: Node, condition: Lies) -> ColumnElement[Any]:
    """The exact test of a node's shape, or of any one of its shapes."""
    scope, predicate = node.scope, node.scope.predicate(condition.predicate)
    if condition.is_rough:
        return node.uid.in_(_rough_driver(scope, condition))
    refuse_test(scope, condition.predicate, condition.relation)
    question = scope.parameter(condition.question, ValueKind.STRING)
    match predicate.home:
        case ColumnHome() as home:
            return ShapeMatches(node.value(home), question)
        case ListHome():
            table = scope.alias(scope.tables.values(predicate))
            held = select(1).select_from(table).where(table.c.uid == node.uid, ShapeMatches(table.c.value, question))
            return exists(held.correlate(*node.visible))
    raise AssertionError(f"{predicate.name} has no shapes")


def driving_part(scope: Scope, condition: Lies) -> Lies:
    """What of a condition drives: the cells alone, and the shape is a check, unless cells can tell who passes."""
    return condition if _tells_by_cell(scope, condition) else replace(condition, is_rough=True)


def _tells_by_cell(scope: Scope, condition: Lies) -> bool:
    """Whether the index has all that is needed, but for a few nodes, and no value has to be read."""
    return condition.relation == "near" and scope.capabilities.calls_python


def lies_driver(scope: Scope, condition: Lies) -> Select[Any]:
    """The nodes that pass, found by the cells of their shapes."""
    if condition.is_rough:
        return _rough_driver(scope, condition)
    if _tells_by_cell(scope, condition):
        inner, outer = _cell_table(scope, condition), _cell_table(scope, condition)
        inside, around = _found_by_cells(scope, condition, inner, outer)
        inside = inside.where(_near_by_token(scope, condition, inner))
        around = around.where(_near_by_shape(scope, condition, outer))
        return select(union_all(inside, around).subquery(scope.name("d")).c.uid)
    candidates: Any = lies_candidates(scope, condition).subquery(scope.name("d"))
    node = Node(scope=scope, uid=candidates.c.uid, base=candidates)
    test = lies_check(node, condition)
    return select(candidates.c.uid).select_from(node.source).where(test)


def _rough_driver(scope: Scope, condition: Lies) -> Select[Any]:
    """The nodes with a shape near enough to be looked at."""
    if not scope.capabilities.chooses_plans:
        # Whatever takes them makes a set of them itself.
        return select(union_all(*_candidates(scope, condition)).subquery(scope.name("d")).c.uid)
    # A ninth of all shapes is what a database expects of each cell, and reads every node. Of a list it expects few.
    found: Any = lies_candidates(scope, condition).subquery(scope.name("d"))
    listed = select(UidList(found.c.uid)).select_from(found).scalar_subquery()
    return select(unnest_uids(listed, scope.name("u")).c.value)


def _near_by_token(scope: Scope, condition: Lies, tokens: Any) -> ColumnElement[Any]:
    """The test of what stands in the index: a Point's position, which is tested itself only where that is not enough.

    Compared is the square of the way straight through the earth (`search.geometry.ball_of`).
    """
    ball = _ball(condition.question.convert)

    def number(place: int) -> ColumnElement[Any]:
        return scope.parameter(replace(condition.question, convert=lambda value: ball(value)[place]), ValueKind.FLOAT)

    return NearByCell(
        tokens.c.token,
        ball=[number(place) for place in range(5)],
        unsure=_near_by_shape(scope, condition, tokens),
    )


def _ball(question: Callable[[Any], str]) -> Callable[[Any], Sequence[float]]:
    """The five numbers of what is asked, worked out once for the five parameters of a request."""
    last: tuple[Any, Sequence[float]] = (None, ())

    def ball(value: Any) -> Sequence[float]:
        nonlocal last
        asked, numbers = last
        if asked is not value:
            numbers = ball_of(question(value))
            last = value, numbers
        return numbers

    return ball


def _near_by_shape(scope: Scope, condition: Lies, tokens: Any) -> ColumnElement[Any]:
    """The test of the node's shape, or of any one of its shapes, where the node is known by its uid alone."""
    predicate, question = scope.predicate(condition.predicate), scope.parameter(condition.question, ValueKind.STRING)
    match predicate.home:
        case ColumnHome(table=name, column=column):
            table = scope.alias(scope.tables.family(name))
            shape = table.c[column]
        case ListHome():
            table = scope.alias(scope.tables.values(predicate))
            shape = table.c.value
        case _:
            raise AssertionError(f"{predicate.name} has no shapes")
    held = select(1).select_from(table).where(table.c.uid == tokens.c.uid, ShapeMatches(shape, question))
    return exists(held.correlate(tokens))


def lies_candidates(scope: Scope, condition: Lies) -> Any:
    """The nodes with a shape in the cells that are asked for, or in one around them; each once."""
    return union(*_candidates(scope, condition))


def _candidates(scope: Scope, condition: Lies) -> tuple[Select[Any], Select[Any]]:
    return _found_by_cells(scope, condition, _cell_table(scope, condition), _cell_table(scope, condition))


def _found_by_cells(scope: Scope, condition: Lies, inner: Any, outer: Any) -> tuple[Select[Any], Select[Any]]:
    """Those with a shape in the cells that are asked for, and those with one in a cell around these."""
    asked: Any = unnest_texts(scope.list_parameter(condition.cells), scope.name("u"))
    # A cell's name is the beginning of the names of all cells inside it; "~" comes after every digit.
    inside = (
        select(inner.c.uid)
        .select_from(asked.join(inner, inner.c.token >= asked.c.value))
        .where(inner.c.token < asked.c.value.concat(Quoted("~")))
    )
    around = scope.list_parameter(condition.around)
    return inside, select(outer.c.uid).where(InList(outer.c.token, around, ValueKind.STRING))


def _cell_table(scope: Scope, condition: Lies) -> Any:
    index = scope.predicate(condition.predicate).index(condition.index)
    if index is None or index.table is None:
        raise ExecutionError(
            f"the {condition.index} index of {condition.predicate} is still being built; try again later"
        )
    return scope.alias(scope.tables.tokens(index.table))


# ---- output ---------------------------------------------------------------------------------------


def shape_text(node: Node, output: ShapeValue) -> ColumnElement[Any]:
    """A field of a geo type as JSON text."""
    scope, predicate = node.scope, node.scope.predicate(output.predicate)
    if output.is_list:
        return _list_text(node, predicate, output)
    assert isinstance(predicate.home, ColumnHome), f"{predicate.name} is no single value"
    value = node.value(predicate.home)
    missing = MissingMark() if output.is_required else _null_text
    return case(
        (JsonPart(value, "type") == _type_text(output), _object(scope, output.members, _coordinates(value))),
        else_=missing,
    )


def _list_text(node: Node, predicate: Predicate, output: ShapeValue) -> ColumnElement[Any]:
    scope = node.scope
    assert isinstance(predicate.home, ListHome), f"{predicate.name} is no list of values"
    table = scope.alias(scope.tables.values(predicate))
    rows = (
        select(_object(scope, output.members, _coordinates(table.c.value)).label("j"))
        .where(table.c.uid == node.uid, JsonPart(table.c.value, "type") == _type_text(output))
        .order_by(table.c.value)
        .correlate(*node.visible)
        .subquery(scope.name("s"))
    )
    return select(ListOfTexts(rows.c.j)).select_from(rows).scalar_subquery()


def _type_text(output: ShapeValue) -> Quoted:
    return Quoted(f'"{output.type_name}"')


def _coordinates(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return JsonPart(value, "coordinates")


def _object(scope: Scope, members: tuple[ShapeMember, ...], array: ColumnElement[Any]) -> ColumnElement[Any]:
    """The JSON object of what GeoJSON has as an array."""
    parts: list[ColumnElement[Any]] = [Quoted("{")]
    for position, member in enumerate(members):
        parts.append(Quoted(f"{',' if position else ''}{orjson.dumps(member.key).decode()}:"))
        parts.append(_member(scope, member, array))
    return Concat([*parts, Quoted("}")])


def _member(scope: Scope, member: ShapeMember, array: ColumnElement[Any]) -> ColumnElement[Any]:
    match member:
        case ShapeConstant(text=text):
            return Quoted(orjson.dumps(text).decode())
        case ShapeNumber(position=position):
            return JsonPart(array, position)
        case ShapeList(members=members):
            elements: Any = json_elements(array, scope.name("e"))
            inner = _object(scope, members, elements.c.value)
            # Only this table is the list's own; all others are of the selections around it.
            return select(ListOfTexts(inner)).select_from(elements).correlate_except(elements).scalar_subquery()
    assert_never(member)
