"""Tokens → functions and filters.

In: a cursor before the construct. Out: the node, the cursor behind it. Does not know: which functions
exist and what they take (an open set: `search/` and the binder have it).
"""

from __future__ import annotations

from collections.abc import Callable

from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor
from graphwright.lang.dql.lexer import TokenKind
from graphwright.lang.dql.values import (
    parse_argument,
    parse_predicate,
    parse_query_variable,
    parse_string,
    parse_uid_set,
    parse_value_of,
    parse_variable_of,
    parse_word,
)


def parse_filter(cursor: Cursor) -> syntax.Filter | None:
    """`(…)`; nothing for empty parentheses, as the reference."""
    opening = cursor.expect("(", hint="write @filter(eq(name, …))")
    if cursor.accept(")"):
        return None
    condition = _parse_or(cursor)
    cursor.close(opening, or_else="AND, OR")
    return condition


def _parse_or(cursor: Cursor) -> syntax.Filter:
    operands = _parse_operands(cursor, "or", _parse_and)
    return operands[0] if len(operands) == 1 else syntax.Or(position=operands[0].position, operands=operands)


def _parse_and(cursor: Cursor) -> syntax.Filter:
    operands = _parse_operands(cursor, "and", _parse_not)
    return operands[0] if len(operands) == 1 else syntax.And(position=operands[0].position, operands=operands)


def _parse_operands(
    cursor: Cursor, connective: str, parse_operand: Callable[[Cursor], syntax.Filter]
) -> tuple[syntax.Filter, ...]:
    operands = [parse_operand(cursor)]
    while cursor.at_word(connective):
        cursor.advance()
        operands.append(parse_operand(cursor))
    return tuple(operands)


def _parse_not(cursor: Cursor) -> syntax.Filter:
    if not (cursor.at_word("not") or cursor.at("(")):
        return parse_function(cursor)
    with cursor.nested("Filters", "filter_depth_max", cursor.limits.filter_depth_max):
        opening = cursor.advance()
        if opening.text != "(":
            return syntax.Not(position=opening.position, operand=_parse_not(cursor))
        condition = _parse_or(cursor)
        cursor.close(opening, or_else="AND, OR")
        return condition


def parse_function(cursor: Cursor) -> syntax.Function:
    """`eq(name, "x")`, `type(Film)`, `uid(0x1)`."""
    token = cursor.current
    word = token.text.lower()
    if token.kind is not TokenKind.NAME or word in ("and", "or", "not"):
        raise cursor.unexpected("a function", hint="write a condition such as eq(name, …) or has(name)")
    if word == "uid":
        return parse_uid_set(cursor)
    if word == "type":
        return _parse_type(cursor)
    return _parse_call(cursor)


def _parse_type(cursor: Cursor) -> syntax.TypeFunction:
    position = cursor.advance().position
    opening = cursor.expect("(")
    type_name: syntax.Word | syntax.StringLiteral | syntax.QueryVariable
    match cursor.current.kind:
        case TokenKind.NAME | TokenKind.IRI:
            type_name = parse_word(cursor)
        case TokenKind.STRING:
            type_name = parse_string(cursor)
        case TokenKind.VARIABLE:
            type_name = parse_query_variable(cursor)
        case _:
            raise cursor.unexpected("the name of a type", hint="write type(Film)")
    cursor.close(opening)
    return syntax.TypeFunction(position=position, type_name=type_name)


def _parse_call(cursor: Cursor) -> syntax.FunctionCall:
    name = cursor.advance()
    opening = cursor.expect("(", hint=f"write {name.text:.40}(…)")
    target = _parse_target(cursor)
    arguments: list[syntax.Argument] = []
    options: list[syntax.Option] = []
    while cursor.accept(","):
        if cursor.current.kind is TokenKind.NAME and cursor.following.text == ":":
            options.append(_parse_option(cursor))
        elif options:
            raise cursor.unexpected(
                "another named argument", hint="arguments without a name come before those with one"
            )
        else:
            arguments.append(parse_argument(cursor))
    cursor.close(opening, or_else="','")
    return syntax.FunctionCall(
        position=name.position,
        name=name.text.lower(),
        target=target,
        arguments=tuple(arguments),
        options=tuple(options),
    )


def _parse_target(cursor: Cursor) -> syntax.Target:
    if cursor.following.text == "(":
        if cursor.at_word("count"):
            return _parse_count(cursor)
        if cursor.at_word("val"):
            return parse_value_of(cursor)
        if cursor.at_word("len"):
            position, variable = parse_variable_of(cursor)
            return syntax.LengthOf(position=position, variable=variable)
        if cursor.current.kind is TokenKind.NAME:
            raise cursor.unexpected("a predicate", hint="of functions only count(…), val(…) and len(…) can be compared")
    return parse_predicate(cursor, "a predicate", is_single_language=True)


def _parse_count(cursor: Cursor) -> syntax.CountOf:
    position = cursor.advance().position
    opening = cursor.expect("(")
    predicate = parse_predicate(cursor, "a predicate", is_single_language=True)
    cursor.close(opening)
    return syntax.CountOf(position=position, predicate=predicate)


def _parse_option(cursor: Cursor) -> syntax.Option:
    name = cursor.advance()
    cursor.expect(":")
    return syntax.Option(position=name.position, name=name.text, value=parse_argument(cursor))
