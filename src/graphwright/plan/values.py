"""A node's single value as SQL, plain or through a chain of language tags, and whether it has a type.

Does not know: outputs, conditions.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, func, literal, literal_column, select
from sqlalchemy.sql import ColumnElement

from graphwright.model.catalog import ColumnHome, NodeType, Predicate
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import LanguagePlace, NotByIndex


def single_value(node: Node, predicate: Predicate, languages: tuple[str, ...]) -> ColumnElement[Any]:
    """The value, as it is shown.

    Args:
        languages: Tags to try in turn, "." for the untagged value or else any; empty: the untagged one.
    """
    assert isinstance(predicate.home, ColumnHome), f"{predicate.name} is no single value"
    if not languages:
        return node.value(predicate.home)
    choices = [_tagged_value(node, predicate, language) for language in languages]
    return func.coalesce(*choices) if len(choices) > 1 else choices[0]


def is_of_type(node: Node, node_type: NodeType) -> ColumnElement[bool]:
    """Whether the node has a type, told by the flag in the type's own table, which is joined."""
    _, flag = node.scope.tables.flag(node_type)
    # Not by index: the rows are found otherwise, and asked one by one.
    return NotByIndex(node.family(node_type.table).c[flag.name]) == literal_column("1", Integer())


def tagged_values(scope: Scope, predicate: Predicate, language: str) -> Select[Any]:
    """(uid, value) of all values in a language, or in any language at all ("*")."""
    assert predicate.tag_table is not None, f"{predicate.name} has no language tags"
    table = scope.alias(scope.tables.tagged(predicate.tag_table))
    found = select(table.c.uid, table.c.value)
    return found if language == "*" else found.where(table.c.lang == literal(language))


def _tagged_value(node: Node, predicate: Predicate, language: str) -> ColumnElement[Any]:
    assert isinstance(predicate.home, ColumnHome)
    assert predicate.tag_table is not None, f"{predicate.name} has no language tags"
    table = node.scope.alias(node.scope.tables.tagged(predicate.tag_table))
    statement = select(table.c.value).where(table.c.uid == node.uid)
    if language != ".":
        return statement.where(table.c.lang == literal(language)).correlate(*node.visible).scalar_subquery()
    in_order = statement.order_by(LanguagePlace(table.c.lang).asc().nulls_last(), table.c.lang)
    any_tag = in_order.limit(1).correlate(*node.visible).scalar_subquery()
    return func.coalesce(node.value(predicate.home), any_tag)
