"""Tokens → what stands in braces: fields, counts, aggregates, math, expansions, fragment spreads.

In: a cursor before the opening brace. Out: the nodes, the cursor behind the closing one. Does not know:
which of them make sense where (aggregates in a block without a function, say).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from graphwright.errors import ParseError
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor, suggest
from graphwright.lang.dql.lexer import Token, TokenKind
from graphwright.lang.dql.mathematics import parse_math
from graphwright.lang.dql.modifiers import ModifiersReader, field_directives, no_modifiers
from graphwright.lang.dql.values import (
    at_name,
    parse_name,
    parse_predicate,
    parse_query_variable,
    parse_string,
    parse_value_of,
)


def parse_selections(cursor: Cursor) -> tuple[syntax.Selection, ...]:
    """`{ … }`; nothing where no brace comes next."""
    if not cursor.at("{"):
        return ()
    selections: list[syntax.Selection] = []
    with cursor.nested("Selections", "query_depth_max", cursor.limits.selection_depth_max):
        opening = cursor.advance()
        while not cursor.at("}"):
            if not (at_name(cursor) or cursor.at("...")):
                cursor.close(opening, or_else="a field")
            selections.append(_parse_selection(cursor))
            while cursor.accept(","):
                pass
        cursor.advance()
    return tuple(selections)


def take_definition(cursor: Cursor) -> syntax.Definition | None:
    """`x as`; nothing where something else comes next."""
    following = cursor.following
    is_definition = following.kind is TokenKind.NAME and following.text.lower() == "as"
    if cursor.current.kind is not TokenKind.NAME or not is_definition:
        return None
    name = cursor.advance()
    cursor.advance()
    return syntax.Definition(position=name.position, name=name.text)


class _Head(NamedTuple):
    """What precedes a selection: its place, `alias:` and `x as`."""

    position: syntax.Position
    alias: str | None
    variable: syntax.Definition | None


def _parse_head(cursor: Cursor) -> _Head:
    position = cursor.current.position
    alias: str | None = None
    variable: syntax.Definition | None = None
    while True:
        if alias is None and at_name(cursor) and cursor.following.text == ":":
            alias = parse_name(cursor, "an alias").name
            cursor.advance()
        elif (definition := take_definition(cursor)) is not None:
            if variable is not None:
                raise cursor.unexpected("one variable", hint="write x as field for each variable you need")
            variable = definition
        else:
            return _Head(position, alias, variable)


def _parse_selection(cursor: Cursor) -> syntax.Selection:
    if cursor.at("..."):
        position = cursor.advance().position
        name = cursor.take_name("the name of a fragment", hint="write ...name")
        return syntax.FragmentSpread(position=position, name=name.text)
    head = _parse_head(cursor)
    token = cursor.current
    if token.kind is TokenKind.NAME:
        word = token.text.lower()
        if word in _function_parsers and cursor.following.text == "(":
            return _function_parsers[word](cursor, head)
        if word == "uid":
            cursor.advance()
            return syntax.UidField(position=head.position, alias=head.alias, variable=head.variable)
    return _parse_predicate_field(cursor, head)


def _parse_predicate_field(cursor: Cursor, head: _Head) -> syntax.PredicateField:
    predicate = parse_predicate(cursor, "a field")
    if predicate.languages and (cursor.at("{") or _at_directive_arguments(cursor)):
        raise _language_error(cursor, predicate)
    modifiers = _parse_modifiers(cursor)
    return syntax.PredicateField(
        position=head.position,
        alias=head.alias,
        variable=head.variable,
        predicate=predicate,
        modifiers=modifiers,
        selections=parse_selections(cursor),
    )


def _at_directive_arguments(cursor: Cursor) -> bool:
    """Whether parentheses come next that are no arguments of a field."""
    is_argument = cursor.peek(1).kind is TokenKind.NAME and cursor.peek(2).text == ":"
    return cursor.at("(") and not is_argument


def _language_error(cursor: Cursor, predicate: syntax.Predicate) -> ParseError:
    languages = ":".join(predicate.languages)
    what = "braces below it" if cursor.at("{") else "arguments in parentheses"
    return cursor.error(
        cursor.current,
        f"Found @{languages:.40} with {what}: it is no directive ({suggest(languages, field_directives)}), "
        "and read as a language it belongs to a text, which has none",
    )


def _parse_modifiers(cursor: Cursor) -> syntax.Modifiers:
    if not (cursor.at("(") or cursor.at("@")):
        return no_modifiers(cursor.current.position)
    reader = ModifiersReader(position=cursor.current.position, directives=field_directives)
    reader.read_all(cursor)
    return reader.finish()


def _parse_count(cursor: Cursor, head: _Head) -> syntax.CountField | syntax.CountUidField:
    cursor.advance()
    opening = cursor.advance()
    if cursor.at(")"):
        raise cursor.unexpected(
            "uid or a predicate", hint="write count(uid) for the nodes of this level, or count(predicate)"
        )
    if cursor.at_word("uid"):
        cursor.advance()
        cursor.close(opening)
        return syntax.CountUidField(position=head.position, alias=head.alias, variable=head.variable)
    predicate = parse_predicate(cursor, "uid or a predicate")
    reader = ModifiersReader(position=cursor.current.position, directives=field_directives)
    reader.read_all(cursor)
    if cursor.at(","):
        raise cursor.unexpected("')'", hint="a count takes one predicate; write count(a) count(b)")
    cursor.close(opening)
    reader.read_all(cursor)
    if cursor.at("{"):
        raise cursor.unexpected(
            "the next field", hint="a count has no fields; ask for the edge once more without count(…)"
        )
    return syntax.CountField(
        position=head.position,
        alias=head.alias,
        variable=head.variable,
        predicate=predicate,
        modifiers=reader.finish(),
    )


def _parse_value(cursor: Cursor, head: _Head) -> syntax.ValueField:
    value = parse_value_of(cursor)
    return syntax.ValueField(position=head.position, alias=head.alias, variable=head.variable, value=value)


_AggregateOperator = Literal["min", "max", "sum", "avg"]


def _aggregate_parser(operator: _AggregateOperator) -> Callable[[Cursor, _Head], syntax.AggregateField]:
    def parse(cursor: Cursor, head: _Head) -> syntax.AggregateField:
        cursor.advance()
        opening = cursor.advance()
        operand: syntax.ValueOf | syntax.Predicate
        if cursor.at_word("val") and cursor.following.text == "(":
            operand = parse_value_of(cursor)
        else:
            operand = parse_predicate(cursor, "val(…) or a predicate", is_single_language=True)
        cursor.close(opening)
        return syntax.AggregateField(
            position=head.position,
            alias=head.alias,
            variable=head.variable,
            operator=operator,
            operand=operand,
        )

    return parse


def _parse_math_field(cursor: Cursor, head: _Head) -> syntax.MathField:
    cursor.advance()
    opening = cursor.advance()
    expression = parse_math(cursor)
    cursor.close(opening, or_else="an operator")
    return syntax.MathField(position=head.position, alias=head.alias, variable=head.variable, expression=expression)


def _parse_password(cursor: Cursor, head: _Head) -> syntax.PasswordField:
    cursor.advance()
    opening = cursor.advance()
    predicate = parse_predicate(cursor, "a predicate")
    cursor.expect(",", hint='write checkpwd(predicate, "password")')
    password: syntax.StringLiteral | syntax.QueryVariable
    match cursor.current.kind:
        case TokenKind.STRING:
            password = parse_string(cursor)
        case TokenKind.VARIABLE:
            password = parse_query_variable(cursor)
        case _:
            raise cursor.unexpected('the password as a "text" or a $variable')
    cursor.close(opening)
    return syntax.PasswordField(
        position=head.position,
        alias=head.alias,
        variable=head.variable,
        predicate=predicate,
        password=password,
    )


def _parse_expand(cursor: Cursor, head: _Head) -> syntax.ExpandField:
    word = cursor.advance()
    if head.alias is not None or head.variable is not None:
        raise cursor.error(
            word, "Found expand(…) with an alias or a variable; it stands for many fields, so remove that"
        )
    opening = cursor.advance()
    scope = _parse_expand_scope(cursor, opening)
    return syntax.ExpandField(
        position=word.position,
        scope=scope,
        modifiers=_parse_modifiers(cursor),
        selections=parse_selections(cursor),
    )


def _parse_expand_scope(cursor: Cursor, opening: Token) -> syntax.ExpandAll | syntax.ExpandTypes | syntax.ValueOf:
    start = cursor.current
    scope: syntax.ExpandAll | syntax.ValueOf
    if cursor.at_word("_all_"):
        cursor.advance()
        scope = syntax.ExpandAll(position=start.position)
    elif cursor.at_word("val") and cursor.following.text == "(":
        scope = parse_value_of(cursor)
    elif cursor.at_word("_forward_") or cursor.at_word("_reverse_"):
        raise cursor.unexpected(
            "_all_ or types", hint="these words are gone from DQL; write expand(_all_) or expand(Type)"
        )
    else:
        names = tuple(parse_name(cursor, "_all_, types or val(…)") for _ in cursor.separated(opening, "a type"))
        return syntax.ExpandTypes(position=start.position, types=names)
    cursor.close(opening)
    return scope


_function_parsers: Final[dict[str, Callable[[Cursor, _Head], syntax.Selection]]] = {
    "count": _parse_count,
    "val": _parse_value,
    "min": _aggregate_parser("min"),
    "max": _aggregate_parser("max"),
    "sum": _aggregate_parser("sum"),
    "avg": _aggregate_parser("avg"),
    "math": _parse_math_field,
    "checkpwd": _parse_password,
    "expand": _parse_expand,
}
