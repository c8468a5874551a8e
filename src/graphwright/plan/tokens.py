"""Conditions on tokens as SQL: which nodes have all or any of those that are asked for.

In: conditions on an index whose tokens stand in a table (token, uid). Out: SQL conditions, and drivers that find the
nodes by a token. Does not know: what a token is made from, other conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import BigInteger, Select, and_, exists, func, literal_column, select
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.errors import ExecutionError
from graphwright.ir.nodes import HasTokens, Param
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node, Scope
from graphwright.storage.elements import InList, LoadedOnce, unnest_texts

_trigrams_compared: Final = 4
"""Trigrams that a candidate must have: the rarest ones leave few texts, and those are tested besides."""


def tokens_check(node: Node, condition: HasTokens) -> ColumnElement[Any]:
    """all: the lead is there and no other asked token is missing; any: one is there."""
    scope = node.scope
    if condition.tokens is None or condition.mode == "all":
        # The lead, mostly the rarest, refuses most rows; only what has it is asked for the others.
        lead = LoadedOnce(scope.parameter(condition.lead, ValueKind.STRING))
        has_lead = _has(node, condition, lead)
        return has_lead if condition.tokens is None else and_(has_lead, _has_others(node, condition, condition.tokens))
    asked = _listed(scope, condition.tokens)
    has_one = _has(node, condition, asked.c.value, asked)
    return exists(select(1).select_from(asked).where(has_one).correlate(*node.visible))


def tokens_driver(scope: Scope, condition: HasTokens) -> Select[Any]:
    """The nodes that have the tokens; of several trigrams those that have the rarest ones."""
    table = _token_table(scope, condition)
    if condition.tokens is None:
        return select(table.c.uid).where(table.c.token == scope.parameter(condition.lead, ValueKind.STRING))
    if condition.mode == "any":
        asked = scope.list_parameter(condition.tokens)
        return select(table.c.uid).where(InList(table.c.token, asked, ValueKind.STRING)).distinct()
    if _must_choose_lead(scope, condition):
        return _have_rarest(scope, condition, _rarest(scope, condition, condition.tokens, _trigrams_compared))
    # One token drives, the others are checks.
    node = Node(scope=scope, uid=table.c.uid, base=table)
    has_lead = table.c.token == scope.parameter(condition.lead, ValueKind.STRING)
    return select(table.c.uid).where(has_lead, _has_others(node, condition, condition.tokens))


def _have_rarest(scope: Scope, condition: HasTokens, tokens: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """The nodes that have all tokens. A join: of each token the table is opened once, not for each row again."""
    first, *others = [_token_table(scope, condition) for _ in tokens]
    lead, *rest = tokens
    joined: Any = first
    for other, token in zip(others, rest, strict=True):
        # Where there are fewer tokens the lead stands in for what is not there.
        joined = joined.join(other, and_(other.c.token == func.coalesce(token, lead), other.c.uid == first.c.uid))
    return select(first.c.uid).select_from(joined).where(first.c.token == lead)


def lead_driver(scope: Scope, condition: HasTokens) -> Select[Any]:
    """The nodes that have the token which drives where all are asked for."""
    table = _token_table(scope, condition)
    lead: ColumnElement[Any] = scope.parameter(condition.lead, ValueKind.STRING)
    if condition.tokens is not None and _must_choose_lead(scope, condition):
        [lead] = _rarest(scope, condition, condition.tokens, 1)
    return select(table.c.uid).where(table.c.token == lead)


def _must_choose_lead(scope: Scope, condition: HasTokens) -> bool:
    """Whether it is worth looking which token is rare. The binder puts the longest first, which is mostly the rarest.

    All trigrams have one length, and some are in half of all texts.
    """
    return condition.index == "trigram" and not scope.capabilities.chooses_plans


def _rarest(scope: Scope, condition: HasTokens, tokens: Param, count: int) -> list[ColumnElement[Any]]:
    """The rarest of the asked tokens, the rarest first; null where there are no more.

    A token's texts stand by their uids. The further one comes with some of them, the rarer the token: that tells the
    frequent ones apart as well, which counting up to a bound does not.
    """
    table, asked = _token_table(scope, condition), unnest_texts(scope.list_parameter(tokens), scope.name("u"))
    reached = (
        select(table.c.uid)
        .where(table.c.token == asked.c.value)
        .order_by(table.c.uid)
        .limit(_number(1))
        .offset(_number(limits.token_probe_rows_max))
        .correlate(asked)
        .scalar_subquery()
    )
    chosen = select(asked.c.value).order_by(reached.desc().nulls_first()).limit(_number(count))
    rare = chosen.cte(scope.name("rare")).prefix_with("MATERIALIZED")
    first = select(rare.c.value).limit(_number(1))
    return [(first.offset(_number(place)) if place else first).scalar_subquery() for place in range(count)]


def _has(node: Node, condition: HasTokens, token: ColumnElement[Any], beside: Any = None) -> ColumnElement[Any]:
    """Whether the node has a token, which stands in a table beside it or is a value."""
    table = _token_table(node.scope, condition)
    held = select(1).select_from(table).where(table.c.token == token, table.c.uid == node.uid)
    return exists(held.correlate(*([] if beside is None else [beside]), *node.visible))


def _has_others(node: Node, condition: HasTokens, tokens: Param) -> ColumnElement[Any]:
    """Whether the node, which has the lead, has all other asked tokens."""
    asked = _listed(node.scope, replace(tokens, convert=lambda value: _behind_first(tokens.convert(value))))
    has_it = _has(node, condition, asked.c.value, asked)
    return ~exists(select(1).select_from(asked).where(~has_it).correlate(*node.visible))


def _behind_first(tokens: Sequence[str]) -> Sequence[str]:
    return tokens[1:]


def _listed(scope: Scope, tokens: Param) -> Any:
    """Asked tokens as a table, which is gone through for each of many rows."""
    asked: Any = unnest_texts(scope.list_parameter(tokens), scope.name("u"))
    if scope.capabilities.chooses_plans:
        return asked
    # The list would be read anew for each row.
    return select(asked.c.value).cte(scope.name("asked")).prefix_with("MATERIALIZED")


def _token_table(scope: Scope, condition: HasTokens) -> Any:
    index = scope.predicate(condition.predicate).index(condition.index)
    if index is None or index.table is None:
        raise ExecutionError(
            f"the {condition.index} index of {condition.predicate} is still being built; try again later"
        )
    return scope.alias(scope.tables.tokens(index.table))


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), BigInteger())
