"""DQL's math as SQL: numbers, truths and times, where a missing operand lets the other one pass.

In: an expression of the IR. Out: an SQL expression, NULL where there is no value: neither operand has one, or the
function has no value there (division by zero, the root of a negative number, what is too great for a float).
Does not know: where the values stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, Protocol, get_args

from sqlalchemy import (
    BigInteger,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import Double

from graphwright.ir.relations import MathCall, MathConstant, MathExpression, MathVariable
from graphwright.model.datetimes import seconds_of_key
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Scope, sql_types
from graphwright.storage.bigfloat_elements import (
    BigFloatFunction,
    BigFloatFunctionName,
    BigFloatKey,
    BigFloatMath,
    BigFloatOf,
    BigFloatOperator,
)
from graphwright.storage.elements import Quoted
from graphwright.storage.math_elements import Arithmetic, BoundedMath, SureFloat
from graphwright.storage.relation_elements import VectorDot, VectorMath

Sql = ColumnElement[Any]
_zero: Final = literal_column("0", Integer())
_exponent_max: Final[Sql] = literal_column("709.78", Double())
"""e to a higher power is no float."""
_exponent_min: Final[Sql] = literal_column("-744.0", Double())
"""e to a lower power is 0."""
_whole_max: Final[Sql] = literal_column("9.223372036854774e18", Double())
"""What is greater has no place in 64 bits."""
_epoch: Final = seconds_of_key("0" * 21) - 62_135_596_800
"""What makes of the seconds in a key those from 1970, which is so many seconds behind year 1."""


class VariableValue(Protocol):
    """Finds the value of a variable for the node; None: it has no values at all."""

    def __call__(self, asked: MathVariable, *, is_key: bool) -> Sql | None: ...


def lower_math(scope: Scope, expression: MathExpression, variable: VariableValue, visible: Sequence[FromClause]) -> Sql:
    """The value of an expression.

    Args:
        visible: The tables in which variables have their values.
    """
    return _Lowering(scope, variable, visible).lower(expression)


class _Lowering:
    def __init__(self, scope: Scope, variable: VariableValue, visible: Sequence[FromClause]) -> None:
        self.scope = scope
        self.variable = variable
        self.visible = visible

    def lower(self, expression: MathExpression) -> Sql:
        match expression:
            case MathConstant(value=value, kind=kind):
                return self.scope.parameter(value, kind)
            case MathVariable(kind=kind):
                found = self.variable(expression, is_key=kind is ValueKind.DATETIME)
                return cast(null(), sql_types[kind]()) if found is None else found
            case MathCall():
                return self._call(expression)

    def _call(self, call: MathCall) -> Sql:
        if call.operator == "nothing":
            return cast(null(), sql_types[call.kind]())
        operands = [self.lower(operand) for operand in call.operands]
        if call.operator == "cond":
            if call.kind is ValueKind.BIGFLOAT:
                branches = zip(operands[1:], call.operands[1:], strict=True)
                operands[1:] = [_bigfloat(made, branch.kind) for made, branch in branches]
            return self._once(operands, partial(_chosen, call.kind))
        if call.operator in ("floor", "ceil") and call.kind is ValueKind.INT:
            return operands[0]
        if call.operator == "neg" and call.kind is ValueKind.BIGFLOAT:
            return self._once(operands, partial(BigFloatMath, "-", Quoted("0")))
        if call.operator == "neg":
            return self._once(operands, partial(_computed, "-", cast(_zero, sql_types[call.kind]())))
        if call.operator in get_args(BigFloatFunctionName) and call.kind is ValueKind.BIGFLOAT:
            return self._once(operands, partial(BigFloatFunction, call.operator))  # type: ignore[arg-type]
        if len(operands) == 1 or call.operator == "since":
            return self._once(operands, _unary[call.operator])
        first, *rest = zip(operands, call.operands, strict=True)
        made, is_constant, of_made = first[0], _is_constant(first[1]), first[1].kind
        for operand, node in rest:
            kinds = (of_made, node.kind)
            made = self._binary(call, (made, operand), kinds, (is_constant, _is_constant(node)))
            is_constant = is_constant and _is_constant(node)
            of_made = call.kind if ValueKind.BIGFLOAT in kinds else of_made
        return made

    def _binary(
        self, call: MathCall, operands: tuple[Sql, Sql], kinds: tuple[ValueKind, ValueKind], constant: tuple[bool, bool]
    ) -> Sql:
        if ValueKind.BIGFLOAT in kinds:
            return self._of_bigfloats(call, operands, kinds, constant)
        is_of_vectors = kinds == (ValueKind.VECTOR, ValueKind.VECTOR)
        compute = (_of_vectors if is_of_vectors else _binaries)[call.operator]
        is_number = call.kind in (ValueKind.INT, ValueKind.FLOAT)

        def made(left: Sql, right: Sql) -> Sql:
            if is_number and ValueKind.VECTOR not in kinds:
                left, right = _as(left, call.kind), _as(right, call.kind)
            computed = compute(left, right)
            if call.kind is ValueKind.BOOL:
                # What is compared with nothing is neither true nor false.
                return _truth(computed)
            if any(constant) or call.operator == "dot":
                # A constant is always there.
                return computed
            return _passing(left, right, computed)

        return self._once(operands, made)

    def _of_bigfloats(
        self, call: MathCall, operands: tuple[Sql, Sql], kinds: tuple[ValueKind, ValueKind], constant: tuple[bool, bool]
    ) -> Sql:
        def made(left: Sql, right: Sql) -> Sql:
            left, right = _bigfloat(left, kinds[0]), _bigfloat(right, kinds[1])
            if call.operator in get_args(BigFloatOperator):
                computed: Sql = BigFloatMath(call.operator, left, right)  # type: ignore[arg-type]
            else:
                compared = _binaries[call.operator](BigFloatKey(left), BigFloatKey(right))
                if call.kind is ValueKind.BOOL:
                    return _truth(compared)
                computed = case((BigFloatKey(left) == compared, left), else_=right)
            return computed if any(constant) else _passing(left, right, computed)

        return self._once(operands, made)

    def _once(self, operands: Any, build: Callable[..., Sql]) -> Sql:
        """What is built of operands, none of which is written out twice: nested ones would grow without bound."""
        if all(_is_plain(operand) for operand in operands):
            return build(*operands)
        inner = select(*(operand.label(f"a{place}") for place, operand in enumerate(operands)))
        # The offset keeps a database from moving them to where they are used, each time anew.
        rows = inner.correlate(*self.visible).offset(_zero).subquery(self.scope.name("s"))
        return select(build(*rows.c)).select_from(rows).correlate(*self.visible).scalar_subquery()


def _is_plain(operand: Sql) -> bool:
    return not operand.get_children() or operand.__visit_name__ in ("column", "bindparam")


def _is_constant(expression: MathExpression) -> bool:
    match expression:
        case MathConstant():
            return True
        case MathVariable(is_scalar=is_scalar):
            return is_scalar
        case MathCall(operands=operands):
            return all(map(_is_constant, operands))


def _bigfloat(value: Sql, kind: ValueKind) -> Sql:
    return value if kind is ValueKind.BIGFLOAT else BigFloatOf(cast(value, sql_types[kind]()))


def _as(value: Sql, kind: ValueKind) -> Sql:
    if kind is ValueKind.FLOAT:
        # A cast costs as much as the sum that it is for.
        return value if isinstance(value.type, SureFloat) else cast(value, SureFloat())
    return cast(value, sql_types[kind]()) if kind is ValueKind.INT else value


def _chosen(kind: ValueKind, told: Sql, then: Sql, otherwise: Sql) -> Sql:
    return case((told.is_(true()), _as(then, kind)), (told.is_(false()), _as(otherwise, kind)), else_=null())


def _passing(left: Sql, right: Sql, computed: Sql) -> Sql:
    """What is computed of two operands; the other one where one is missing."""
    return case((left.is_(None), right), (right.is_(None), left), else_=computed)


def _truth(test: Sql) -> Sql:
    return case((test, true()), (test.is_(None), null()), else_=false())


def _where(condition: Sql, value: Sql) -> Sql:
    return case((condition, value), else_=null())


def _computed(operator: Arithmetic, left: Sql, right: Sql) -> Sql:
    return BoundedMath(operator, left, right, is_whole=isinstance(left.type, BigInteger))


def _divided(left: Sql, right: Sql) -> Sql:
    divisor = func.nullif(right, _zero)
    if not isinstance(left.type, BigInteger):
        return _computed("/", left, divisor)
    # The only division of whole numbers whose result may have no place.
    return case(
        (right == literal_column("-1", Integer()), _computed("-", cast(_zero, BigInteger()), left)),
        else_=left.op("/", precedence=8)(divisor),
    )


def _rest(left: Sql, right: Sql) -> Sql:
    """What a division leaves, with the sign of the left operand; of floats too."""
    if isinstance(right.type, BigInteger):
        return left.op("%", precedence=8)(func.nullif(right, _zero))
    return left - func.trunc(_divided(left, right), type_=Double()) * right


def _power(left: Sql, right: Sql) -> Sql:
    base, exponent = _float(left), _float(right)
    # A root of a negative number, and 0 to a negative power, are no numbers; 1 to any power is not looked at.
    is_number = or_(base > 0, and_(base == 0, exponent >= 0), and_(base < 0, exponent == func.floor(exponent)))
    size = case((or_(base == 0, func.abs(base) == 1), _zero), else_=exponent * func.ln(func.abs(base)))
    is_far = func.abs(exponent) > literal_column("1e15", Double())
    power: Sql = func.power(base, exponent, type_=Double())
    made = case(
        (or_(not_(is_number), is_far, size > _exponent_max), null()), (size < _exponent_min, _zero), else_=power
    )
    if not isinstance(left.type, BigInteger):
        return cast(made, Double())
    return case((func.abs(made) <= _whole_max, cast(made, BigInteger())), else_=null())


def _logarithm(left: Sql, right: Sql) -> Sql:
    number, base = _float(left), _float(right)
    return _where(and_(number > 0, base > 0, base != 1), func.ln(number) / func.nullif(func.ln(base), 0))


def _exponential(operand: Sql) -> Sql:
    power: Sql = func.exp(operand, type_=Double())
    return case((operand > _exponent_max, null()), (operand < _exponent_min, _zero), else_=power)


def _float(operand: Sql) -> Sql:
    return cast(operand, Double())


def _number(value: int) -> Sql:
    # Not a parameter, which a database may take for a number of another size.
    return literal_column(str(value), Integer())


def _since(key: Sql, now: Sql) -> Sql:
    seconds = cast(func.substr(key, _number(1), _number(12)), BigInteger()) + literal_column(str(_epoch), BigInteger())
    fraction = cast(func.substr(key, _number(13), _number(9)), Double()) / literal_column("1000000000.0", Double())
    return now - cast(seconds, Double()) - fraction


_unary: Final[Mapping[str, Callable[..., Sql]]] = {
    "not": lambda operand: _truth(operand.is_(false())),
    "sqrt": lambda operand: _where(operand >= 0, func.sqrt(_float(operand), type_=Double())),
    "ln": lambda operand: _where(operand > 0, func.ln(_float(operand), type_=Double())),
    "exp": lambda operand: _exponential(_float(operand)),
    "floor": lambda operand: func.floor(operand, type_=Double()),
    "ceil": lambda operand: func.ceil(operand, type_=Double()),
    "since": _since,
}
_of_vectors: Final[Mapping[str, Callable[[Sql, Sql], Sql]]] = {
    "dot": VectorDot,
    "+": lambda left, right: VectorMath("+", left, right),
    "-": lambda left, right: VectorMath("-", left, right),
}
_binaries: Final[Mapping[str, Callable[[Sql, Sql], Sql]]] = {
    "+": lambda left, right: _computed("+", left, right),
    "-": lambda left, right: _computed("-", left, right),
    "*": lambda left, right: _computed("*", left, right),
    "/": _divided,
    "%": _rest,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "&&": lambda left, right: and_(left.is_(true()), right.is_(true())),
    "||": lambda left, right: or_(left.is_(true()), right.is_(true())),
    "min": lambda left, right: case((left <= right, left), else_=right),
    "max": lambda left, right: case((left >= right, left), else_=right),
    "pow": _power,
    "logbase": _logarithm,
}
