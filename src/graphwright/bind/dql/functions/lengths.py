"""`ge(len(x), 2)`: how many nodes a variable has → a condition that holds for every node or for none.

Does not know: `@if` of mutations, which asks the same (`mutations/conditions.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import read_integer, scalar_of, scalar_slot
from graphwright.ir.nodes import And, Comparison, Condition, Param
from graphwright.ir.relations import CompareSize
from graphwright.lang.dql import syntax

_comparisons: Final[Mapping[str, tuple[Comparison, ...]]] = {
    "eq": ("eq",),
    "le": ("le",),
    "lt": ("lt",),
    "ge": ("ge",),
    "gt": ("gt",),
    "between": ("ge", "le"),
}


def bind_length(binding: Binding, call: syntax.FunctionCall, target: syntax.LengthOf, *, is_root: bool) -> Condition:
    """The condition of a comparison of a length.

    Raises:
        ValidationError: It stands at the root, or the function does not compare one number.
    """
    operators = _comparisons.get(call.name)
    if operators is None:
        raise wrong(call, f"{call.name} does not compare numbers; of len(…) ask eq, le, lt, ge, gt or between")
    if is_root:
        raise wrong(call, f"len(…) finds no nodes; begin with uid({target.variable:.40}) and use @filter")
    if len(call.arguments) != len(operators):
        raise wrong(call, f"{call.name} takes len(…) and {len(operators)} numbers, not {len(call.arguments)}")
    parts = tuple(
        CompareSize(relation=target.variable, operator=operator, value=_number(binding, argument))
        for operator, argument in zip(operators, call.arguments, strict=True)
    )
    return parts[0] if len(parts) == 1 else And(parts=parts)


def _number(binding: Binding, argument: syntax.Argument) -> Param:
    scalar = scalar_of(argument)
    return Param(slot=scalar_slot(binding, scalar), convert=placed(read_integer, scalar), label="number")
