"""Functions on `dgraph.type`, a node's types: `type(Film)`, `eq(dgraph.type, ["Film", "Book"])`, `has(dgraph.type)`.

A catalog has few types, so what compares their names is settled while binding. Does not know: other predicates.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, assert_never

from graphwright.bind.dql.binding import Binding, types_predicate
from graphwright.bind.dql.functions.asking import listed
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.values import scalar_of, scalar_slot
from graphwright.errors import InputError
from graphwright.ir.nodes import Condition, Constant, HasType, Or
from graphwright.ir.values import HasAnyType
from graphwright.lang.dql import syntax
from graphwright.search.patterns import read_pattern, tester

_compared: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def type_name(binding: Binding, node: syntax.Word | syntax.StringLiteral | syntax.QueryVariable) -> str:
    """The name that `type(…)` gives."""
    match node:
        case syntax.Word(text=name) | syntax.StringLiteral(value=name):
            return name
        case syntax.QueryVariable():
            return str(binding.guard(binding.slot_of(node), str))
    assert_never(node)


def is_of_types(binding: Binding, names: list[str]) -> Condition:
    """That a node has one of these types."""
    known = [HasType(node_type=name) for name in dict.fromkeys(names) if name in binding.catalog.node_types]
    if not known:
        return Constant(value=False)
    return known[0] if len(known) == 1 else Or(parts=tuple(known))


def bind_types(binding: Binding, call: syntax.FunctionCall) -> Condition:
    """The condition of a function on `dgraph.type`, which is a list of texts with the index exact."""
    if call.name == "has":
        return HasAnyType()
    if call.name == "regexp":
        return is_of_types(binding, _matching(binding, call))
    asked = [_text(binding, argument) for argument in listed(call)]
    if call.name == "eq":
        return is_of_types(binding, asked)
    names = binding.catalog.node_types
    if call.name == "between":
        low, high = asked
        return is_of_types(binding, [name for name in names if low <= name <= high])
    if call.name in _compared:
        return is_of_types(binding, [name for name in names if _compared[call.name](name, asked[0])])
    raise wrong(call, f"{call.name} cannot be asked of {types_predicate}; write type(Film) or eq({types_predicate}, …)")


def _text(binding: Binding, argument: syntax.Argument) -> str:
    return str(binding.guard(scalar_slot(binding, scalar_of(argument)), str))


def _matching(binding: Binding, call: syntax.FunctionCall) -> list[str]:
    match call.arguments[0]:
        case syntax.RegexpLiteral(pattern=pattern, ignores_case=ignores_case):
            written: Any = f"/{pattern}/{'i' if ignores_case else ''}"
        case argument:
            written = _text(binding, argument)
    try:
        test = tester(read_pattern(written))
    except InputError as error:
        raise wrong(call, error.message) from None
    return [name for name in binding.catalog.node_types if test(name.encode()) is not None]
