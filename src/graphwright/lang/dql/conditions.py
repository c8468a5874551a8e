"""The condition of an upsert's mutation → syntax tree: `@if(eq(len(v), 0) AND NOT …)`.

In: its text. Out: a filter whose functions compare `len(…)`. Does not know: which variables there are.
"""

from __future__ import annotations

from typing import Final

from graphwright.errors import ParseError
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor, ParseLimits
from graphwright.lang.dql.filters import parse_filter
from graphwright.lang.dql.lexer import TokenKind, tokenize

_limits: Final = ParseLimits()
_compared: Final = {"eq": 1, "le": 1, "lt": 1, "ge": 1, "gt": 1, "between": 2}
"""The functions of conditions, and how many numbers they take."""


def parse_condition(text: str) -> syntax.Filter | None:
    """The condition of a mutation; None for one that always holds.

    Raises:
        ParseError: It is none, or asks for something else than how many nodes variables hold.
        LimitError: It is nested too deeply.
    """
    if not text.strip():
        return None
    cursor = Cursor(tokenize(text), _limits)
    if not (cursor.at("@") and cursor.following.text.lower() == "if"):
        raise cursor.unexpected("@if(…)", hint="a condition is written @if(eq(len(v), 0))")
    cursor.advance()
    cursor.advance()
    condition = parse_filter(cursor)
    if cursor.current.kind is not TokenKind.END:
        raise cursor.unexpected("the end of the condition", hint="join conditions with AND and OR in one @if(…)")
    if condition is not None:
        _check(condition)
    return condition


def _check(condition: syntax.Filter) -> None:
    match condition:
        case syntax.And(operands=operands) | syntax.Or(operands=operands):
            for operand in operands:
                _check(operand)
        case syntax.Not(operand=operand):
            _check(operand)
        case syntax.FunctionCall(name=name, target=syntax.LengthOf(), arguments=arguments) if name in _compared:
            numbers = [argument for argument in arguments if _is_number(argument)]
            if len(arguments) != _compared[name] or len(numbers) != len(arguments):
                raise _error(condition, f"{name}(len(v), …) takes {_compared[name]} whole number(s)")
        case _:
            raise _error(condition, f"a condition compares len(v) by {', '.join(_compared)}, joined with AND, OR, NOT")


def _is_number(argument: syntax.Argument) -> bool:
    if isinstance(argument, syntax.StringLiteral):
        return argument.value.removeprefix("-").isdecimal() and len(argument.value) < _digits_max
    return isinstance(argument, syntax.NumberLiteral) and argument.text.removeprefix("-").isdecimal()


_digits_max: Final = 20


def _error(node: syntax.Filter, reason: str) -> ParseError:
    return ParseError(reason, line=node.position.line, column=node.position.column)
