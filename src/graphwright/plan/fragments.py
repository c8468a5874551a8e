"""Objects whose members depend on the type of their node: GraphQL's fragments on types as SQL.

In: a node and the outputs asked of it, some for nodes of certain types only. Out: the object's text. The tables of the
types are joined, so a node of another type costs one look-up, and a request on an interface or a union stays one
statement. Does not know: how a single output is lowered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import Integer, and_, case, exists, func, literal_column, select, true
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import Output, asked_types
from graphwright.plan.scope import Node
from graphwright.plan.values import is_of_type
from graphwright.storage.elements import Concat, ConcatTail, Quoted, TextWhen
from graphwright.storage.tables import memberships_table

LowerOutput = Callable[[Node, Output], ColumnElement[Any]]
_no_text = Quoted("")
_flags_asked_max = 4
"""Joining a type's table costs half of what the look-up of a node's types costs, which finds all of them."""


def lower_object_by_type(node: Node, outputs: Sequence[Output], lower_output: LowerOutput) -> ColumnElement[str]:
    """The JSON text of an object some of whose members are there for nodes of certain types only."""
    for output in outputs:
        _join_type(node, asked_types(output))  # first of all, so that `__typename` may know of it
    members: list[ColumnElement[Any]] = []
    for (types, earlier), run in groupby(_with_tests(outputs), key=lambda each: each[:2]):
        members += _run(node, types, earlier, [output for _, _, output in run], lower_output)
    if isinstance(members[0], Quoted):
        return Concat([Quoted("{" + members[0].text[1:]), *members[1:], Quoted("}")])
    # Each member brings the comma before it: which one is the first is known by row.
    return Concat([Quoted("{"), ConcatTail(members), Quoted("}")])


def _join_type(node: Node, types: tuple[str, ...]) -> None:
    if len(types) == 1 and node.has_room_for_types:
        node.family(node.scope.catalog.node_types[types[0]].table)


def _with_tests(outputs: Sequence[Output]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Output]]:
    """Each output with the types of its nodes, and those whose nodes have the key from an output before."""
    taken: dict[str, tuple[str, ...]] = {}
    for output in outputs:
        types = asked_types(output)
        earlier = taken.get(output.key, ())
        yield types, earlier, output
        taken[output.key] = earlier + types


def _run(
    node: Node, types: tuple[str, ...], earlier: tuple[str, ...], outputs: list[Output], lower_output: LowerOutput
) -> list[ColumnElement[Any]]:
    """The members that the same nodes have, each behind a comma."""
    if not types:
        return _members(node, outputs, lower_output)
    if len(types) == 1:
        if node.scope.catalog.node_types[types[0]].table not in node.families:
            return [_in_table_of(node, types[0], earlier, outputs, lower_output)]
        condition = is_of_type(node, node.scope.catalog.node_types[types[0]])
    else:
        condition = _has_some(node, types)
    if earlier:
        condition = and_(condition, *_has_none(node, earlier))
    return [TextWhen(condition, _members(node, outputs, lower_output))]


def _members(node: Node, outputs: list[Output], lower_output: LowerOutput) -> list[ColumnElement[Any]]:
    parts: list[ColumnElement[Any]] = []
    for output in outputs:
        parts += [Quoted(f",{orjson.dumps(output.key).decode()}:"), lower_output(node, output)]
    return parts


def _in_table_of(
    node: Node, name: str, earlier: tuple[str, ...], outputs: list[Output], lower_output: LowerOutput
) -> ColumnElement[Any]:
    """Where there is no room for another join: a sub-select that begins at the type's own table."""
    scope = node.scope
    node_type = scope.catalog.node_types[name]
    table, flag = scope.tables.flag(node_type)
    alias = scope.alias(table)
    same = Node(
        scope=scope,
        uid=alias.c.uid,
        base=alias,
        families={node_type.table: alias},
        node_type=node_type,
        enclosing=node.visible,
    )
    text = Concat(_members(same, outputs, lower_output))
    conditions = [alias.c.uid == node.uid, alias.c[flag.name] == literal_column("1", Integer())]
    if earlier:
        conditions += _has_none(same, earlier)
    statement = select(text).select_from(same.source).where(*conditions).correlate(*node.visible)
    return func.coalesce(statement.scalar_subquery(), _no_text)


def _has_none(node: Node, names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    node_types = [node.scope.catalog.node_types[name] for name in names]
    joined = [each for each in node_types if each.table in node.families]
    others = tuple(each.name for each in node_types if each not in joined)
    tests: list[ColumnElement[bool]] = [is_of_type(node, each).is_not(true()) for each in joined]
    return [*tests, ~_has_some(node, others)] if others else tests


def _has_some(node: Node, names: tuple[str, ...]) -> ColumnElement[bool]:
    table = node.scope.alias(memberships_table)
    ids = [literal_column(str(node.scope.catalog.node_types[name].id), Integer()) for name in names]
    found = select(1).select_from(table).where(table.c.uid == node.uid, table.c.type_id.in_(ids))
    return exists(found.correlate(*node.visible))


def lower_type_name(node: Node, candidates: tuple[tuple[str, str], ...]) -> ColumnElement[Any]:
    """The candidate that the node is; a single one without asking.

    A few types, and those whose tables are joined anyway, are told by their flags; for others one look-up does,
    however many they are.
    """
    scope = node.scope
    texts = [Quoted(orjson.dumps(name).decode()) for name, _ in candidates]
    if len(candidates) == 1:
        return texts[0]
    joined: list[tuple[ColumnElement[Any], Quoted]] = []
    others: list[tuple[ColumnElement[Any], Quoted]] = []
    table = scope.alias(memberships_table)
    for (_, name), text in zip(candidates, texts, strict=True):
        node_type = scope.catalog.node_types[name]
        if node_type.table in node.families or (len(candidates) <= _flags_asked_max and node.has_room_for_types):
            joined.append((is_of_type(node, node_type), text))
        else:
            others.append((table.c.type_id == literal_column(str(node_type.id), Integer()), text))
    rest: ColumnElement[Any] = Quoted("null")
    if others:
        # Not `type_id IN (…)`, which would seek each of them: a node has few types, and one seek finds them all.
        found = select(func.max(case(*others))).select_from(table).where(table.c.uid == node.uid)
        rest = func.coalesce(found.correlate(*node.visible).scalar_subquery(), rest)
    return case(*joined, else_=rest) if joined else rest
