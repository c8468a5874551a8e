"""Math expressions → IR: which functions there are, what they take.

In: the syntax of `math(…)`. Out: an expression of the IR. An operand of a kind that an operator does not take has no
value there, as in the reference. Does not know: where variables are defined.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.definitions import call_kind, number_kind
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import converter
from graphwright.errors import InputError
from graphwright.ir.nodes import Param
from graphwright.ir.relations import MathCall, MathConstant, MathExpression, MathVariable
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import suggest
from graphwright.model.values import ValueKind

_counts: Final = {
    "cond": (3, 3),
    "pow": (2, 2),
    "logbase": (2, 2),
    "min": (2, 100),
    "max": (2, 100),
    "sqrt": (1, 1),
    "ln": (1, 1),
    "exp": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "since": (1, 1),
}
"""Least and greatest number of operands of each function."""
_ordered: Final = frozenset({"<", ">", "<=", ">=", "==", "!="})
_logical: Final = frozenset({"&&", "||", "not"})
_numbers: Final = frozenset({ValueKind.INT, ValueKind.FLOAT, ValueKind.BIGFLOAT})


def bind_math(binding: Binding, expression: syntax.MathExpression) -> MathExpression:
    """The IR of an expression.

    Raises:
        ValidationError: A function is unknown or takes other operands.
    """
    match expression:
        case syntax.MathNumber():
            return _number(binding, expression)
        case syntax.MathBoolean(value=value):
            slot = binding.constant(converter(ValueKind.BOOL)(str(value).lower()))
            return MathConstant(value=Param(slot=slot, convert=_as_it_is, label="bool"), kind=ValueKind.BOOL)
        case syntax.MathVariable(name=name):
            return MathVariable(relation=name, kind=binding.definitions.kind(name, expression) or ValueKind.INT)
        case syntax.QueryVariable():
            return _given(binding, expression)
        case syntax.MathUnary(operator=operator, operand=operand):
            return _call("not" if operator == "!" else "neg", (bind_math(binding, operand),))
        case syntax.MathBinary(operator=operator, left=left, right=right):
            return _binary(binding, operator, left, right)
        case syntax.MathCall():
            return _function(binding, expression)


def _number(binding: Binding, number: syntax.MathNumber, *, is_divisor: bool = False) -> MathConstant:
    """A number of the text: others of its kind, whole or not, may stand in its place."""
    kind = number_kind(number)
    convert = placed(_divisor(kind) if is_divisor else converter(kind), number)
    return MathConstant(
        value=Param(slot=binding.literal_slot(number, number.text), convert=convert, label=str(kind)), kind=kind
    )


def _divisor(kind: ValueKind) -> Callable[[str], Any]:
    convert = converter(kind)

    def read(text: str) -> Any:
        value = convert(text)
        if value == 0:
            raise InputError("division by zero")
        return value

    return read


def _given(binding: Binding, variable: syntax.QueryVariable, *, is_divisor: bool = False) -> MathConstant:
    """The value of a query variable, as its declaration reads it."""
    kind = binding.definitions.declared_kind(variable)
    convert = _divisor(kind) if is_divisor else converter(kind)

    def read(text: str) -> Any:
        if not text:
            raise InputError(f"${variable.name:.40} has no value to compute with; give one, or a default")
        return convert(text)

    return MathConstant(
        value=Param(slot=binding.slot_of(variable), convert=placed(read, variable), label=str(kind)), kind=kind
    )


def _as_it_is(value: object) -> object:
    return value


def _binary(
    binding: Binding,
    operator: str,
    left: syntax.MathExpression,
    right: syntax.MathExpression,
) -> MathExpression:
    match right:
        case syntax.MathNumber() if operator in ("/", "%"):
            divisor: MathExpression = _number(binding, right, is_divisor=True)
        case syntax.QueryVariable() if operator in ("/", "%"):
            divisor = _given(binding, right, is_divisor=True)
        case _:
            divisor = bind_math(binding, right)
    return _call(operator, (bind_math(binding, left), divisor))


def _function(binding: Binding, call: syntax.MathCall) -> MathExpression:
    name = call.name
    if name not in _counts:
        raise wrong(call, f"there is no math function {name:.40}; {suggest(name, set(_counts))}")
    least, most = _counts[name]
    if not least <= len(call.arguments) <= most:
        asked = f"{least} operands" if least > 1 else "one operand"
        raise wrong(call, f"{name} takes {asked}, not {len(call.arguments)}")
    operands = tuple(bind_math(binding, argument) for argument in call.arguments)
    if name == "since":
        now = binding.extra(lambda _: time.time())
        moment = MathConstant(value=Param(slot=now, convert=_as_it_is, label="now"), kind=ValueKind.FLOAT)
        return _call(name, (*operands, moment))
    return _call(name, operands)


def _call(operator: str, operands: tuple[MathExpression, ...]) -> MathExpression:
    kinds = [operand.kind for operand in operands]
    kind = ValueKind.BOOL if operator == "not" else call_kind(operator, kinds)
    if not _takes(operator, kinds):
        # Nothing comes of it, and nothing of what is made of it.
        return MathCall(operator="nothing", operands=(), kind=kind)
    return MathCall(operator=operator, operands=operands, kind=kind)


def _takes(operator: str, kinds: list[ValueKind]) -> bool:
    """Whether an operator computes something of operands of these kinds."""
    if ValueKind.VECTOR in kinds:
        return operator in ("dot", "+", "-") and set(kinds) == {ValueKind.VECTOR}
    if operator == "dot":
        return False
    if operator in _ordered:
        return set(kinds) <= _numbers or all(kind is kinds[0] for kind in kinds)
    if operator in _logical:
        return all(kind is ValueKind.BOOL for kind in kinds)
    if operator == "cond":
        same = kinds[1] is kinds[2] and kinds[1] is not ValueKind.DATETIME
        return kinds[0] is ValueKind.BOOL and (same or set(kinds[1:]) <= _numbers)
    if operator == "since":
        return kinds[0] is ValueKind.DATETIME
    return set(kinds) <= _numbers
