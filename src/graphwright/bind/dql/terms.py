"""`and`, `or` and `not` of a filter → IR, whatever its functions are asked of.

In: the syntax of a filter, and what a function in it means. Out: a condition. Does not know: functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.nodes import And, Condition, Not, Or
from graphwright.lang.dql import syntax


def bind_terms(node: syntax.Filter, bind: Callable[[Any], Condition]) -> Condition:
    """The condition that a filter means.

    Args:
        bind: What a function means.

    Raises:
        LimitError: It has too many terms.
    """
    if _count(node) > limits.filter_terms_max:
        raise LimitError(
            f"a filter has more than {limits.filter_terms_max} terms (filter_terms_max)",
            line=node.line,
            column=node.column,
        )
    return _bind(node, bind)


def _count(node: syntax.Filter) -> int:
    match node:
        case syntax.And(operands=operands) | syntax.Or(operands=operands):
            return sum(_count(operand) for operand in operands)
        case syntax.Not(operand=operand):
            return _count(operand)
        case _:
            return 1


def _bind(node: syntax.Filter, bind: Callable[[Any], Condition]) -> Condition:
    match node:
        case syntax.And(operands=operands):
            return And(parts=tuple(_bind(operand, bind) for operand in operands))
        case syntax.Or(operands=operands):
            return Or(parts=tuple(_bind(operand, bind) for operand in operands))
        case syntax.Not(operand=operand):
            return Not(part=_bind(operand, bind))
        case _:
            return bind(node)
