"""Tokens → the tree of a math expression.

In: a cursor before the expression within `math(…)`. Out: the tree, the cursor behind it. Does not know:
which functions exist, the types of the operands.

Precedence is that of arithmetic: `* / %` bind alike and from the left, as the reference shows
(`7.8 * 60 / 104` is 4.5 there, which dividing first, in integers, would not give).
"""

from __future__ import annotations

from typing import Final, Literal

from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor
from graphwright.lang.dql.lexer import TokenKind
from graphwright.lang.dql.values import parse_query_variable

_binding: Final = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
    "dot": 7,
}
"""How tightly each operator binds; all of them from the left."""

_Measured = tuple[syntax.MathExpression, int]
"""A tree and its height."""


def parse_math(cursor: Cursor) -> syntax.MathExpression:
    """`a + 2 * cond(b > 1, b, 0)`."""
    expression, _ = _parse_binary(cursor, 0)
    return expression


def _parse_binary(cursor: Cursor, binding_min: int) -> _Measured:
    left, height = _parse_unary(cursor)
    while (binding := _operator_binding(cursor)) > binding_min:
        operator = cursor.advance().text.lower()
        right, right_height = _parse_binary(cursor, binding)
        left = syntax.MathBinary(position=left.position, operator=operator, left=left, right=right)
        height = max(height, right_height) + 1
        if height > cursor.limits.math_depth_max:
            raise cursor.beyond_limit(
                f"A math expression is higher than {cursor.limits.math_depth_max}", "math_depth_max"
            )
    return left, height


def _operator_binding(cursor: Cursor) -> int:
    """0 where no operator comes next."""
    if cursor.current.kind not in (TokenKind.PUNCTUATION, TokenKind.NAME):
        return 0
    return _binding.get(cursor.current.text.lower(), 0)


def _parse_unary(cursor: Cursor) -> _Measured:
    with cursor.nested("Math expressions", "math_depth_max", cursor.limits.math_depth_max):
        for operator in _unary_operators:
            if cursor.at(operator):
                position = cursor.advance().position
                operand, height = _parse_unary(cursor)
                return syntax.MathUnary(position=position, operator=operator, operand=operand), height + 1
        return _parse_operand(cursor)


_unary_operators: Final[tuple[Literal["-", "!"], ...]] = ("-", "!")


def _parse_operand(cursor: Cursor) -> _Measured:
    token = cursor.current
    match token.kind:
        case TokenKind.INTEGER | TokenKind.FLOAT:
            cursor.advance()
            return syntax.MathNumber(position=token.position, text=token.text), 1
        case TokenKind.VARIABLE:
            return parse_query_variable(cursor), 1
        case TokenKind.NAME if cursor.following.text == "(":
            return _parse_call(cursor)
        case TokenKind.NAME:
            return _parse_word(cursor), 1
        case TokenKind.PUNCTUATION if token.text == "(":
            opening = cursor.advance()
            inner = _parse_binary(cursor, 0)
            cursor.close(opening, or_else="an operator")
            return inner
        case _:
            hint = "a math expression reads like math(a * 2 + 1)"
            raise cursor.unexpected("a number, a variable, a function or '('", hint=hint)


def _parse_word(cursor: Cursor) -> syntax.MathBoolean | syntax.MathVariable:
    token = cursor.advance()
    if token.text.lower() in ("true", "false"):
        return syntax.MathBoolean(position=token.position, value=token.text.lower() == "true")
    return syntax.MathVariable(position=token.position, name=token.text)


def _parse_call(cursor: Cursor) -> _Measured:
    name = cursor.advance()
    opening = cursor.advance()
    arguments = [_parse_binary(cursor, 0) for _ in cursor.separated(opening, "an operand")]
    call = syntax.MathCall(
        position=name.position,
        name=name.text.lower(),
        arguments=tuple(expression for expression, _ in arguments),
    )
    return call, max(height for _, height in arguments) + 1
