"""Conditions of mutations (`@if`): whether they hold, given how many nodes each variable has. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import eq, ge, gt, le, lt
from typing import Final

from graphwright.lang.dql import syntax

_comparisons: Final[Mapping[str, Callable[[int, int], bool]]] = {"eq": eq, "le": le, "lt": lt, "ge": ge, "gt": gt}


def lengths_in(condition: syntax.Filter | None) -> Iterator[str]:
    """The variables whose lengths a condition asks for."""
    match condition:
        case syntax.And(operands=operands) | syntax.Or(operands=operands):
            for operand in operands:
                yield from lengths_in(operand)
        case syntax.Not(operand=operand):
            yield from lengths_in(operand)
        case syntax.FunctionCall(target=syntax.LengthOf(variable=name)):
            yield name


def holds(condition: syntax.Filter | None, lengths: Mapping[str, int]) -> bool:
    """Whether a condition, as `parse_condition` gives it, holds."""
    match condition:
        case None:
            return True
        case syntax.And(operands=operands):
            return all(holds(operand, lengths) for operand in operands)
        case syntax.Or(operands=operands):
            return any(holds(operand, lengths) for operand in operands)
        case syntax.Not(operand=operand):
            return not holds(operand, lengths)
        case syntax.FunctionCall(name=name, target=syntax.LengthOf(variable=variable), arguments=arguments):
            length, numbers = lengths[variable], [_number(argument) for argument in arguments]
            if name == "between":
                return numbers[0] <= length <= numbers[1]
            return _comparisons[name](length, numbers[0])
    raise AssertionError(f"refused by the parser: {type(condition).__name__}")


def _number(argument: syntax.Argument) -> int:
    match argument:
        case syntax.NumberLiteral(text=text) | syntax.StringLiteral(value=text):
            return int(text)
    raise AssertionError("refused by the parser")
