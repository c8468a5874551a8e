"""Tokens → blocks: `name(func: …) { … }`, `var(…)`, `shortest(…)`.

In: a cursor before the block. Out: the node, the cursor behind it. Does not know: whether the block's
variables exist.
"""

from __future__ import annotations

from typing import Final

from graphwright.errors import ParseError
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor, suggest
from graphwright.lang.dql.filters import parse_function
from graphwright.lang.dql.lexer import Token, TokenKind
from graphwright.lang.dql.modifiers import (
    Integer,
    ModifiersReader,
    argument_names,
    block_directives,
    read_arguments,
)
from graphwright.lang.dql.selections import parse_selections, take_definition
from graphwright.lang.dql.values import (
    at_name,
    at_uid,
    parse_integer,
    parse_name,
    parse_number,
    parse_query_variable,
    parse_uid,
    parse_uid_set,
)
from graphwright.records import dataclass

_Weight = syntax.NumberLiteral | syntax.QueryVariable
_End = syntax.UidLiteral | syntax.UidSet


def parse_block(cursor: Cursor) -> syntax.Block:
    """One block; the caller has seen that a name comes next."""
    start = cursor.current
    variable = take_definition(cursor)
    if not at_name(cursor):
        raise cursor.unexpected("the name of a block", hint="write name(func: …) { … }")
    token = cursor.current
    name = parse_name(cursor, "the name of a block").name
    if token.text == "shortest":
        return _parse_shortest(cursor, start, variable)
    function, modifiers = _parse_root(cursor, name)
    selections = parse_selections(cursor)
    if token.text == "var":
        return syntax.VariableBlock(
            position=start.position,
            variable=variable,
            function=function,
            modifiers=modifiers,
            selections=selections,
        )
    return syntax.QueryBlock(
        position=start.position,
        name=name,
        variable=variable,
        function=function,
        modifiers=modifiers,
        selections=selections,
    )


def _parse_root(cursor: Cursor, name: str) -> tuple[syntax.Function | None, syntax.Modifiers]:
    """`(func: …, first: …) @directive …`."""
    reader = ModifiersReader(position=cursor.current.position, directives=block_directives)
    function: syntax.Function | None = None

    def read(cursor: Cursor, key: Token) -> None:
        nonlocal function
        if key.text == "func":
            reader.refuse_repetition(cursor, key, "func")
            function = parse_function(cursor)
        elif key.text in argument_names:
            reader.read_argument(cursor, key)
        else:
            raise _argument_error(cursor, key, argument_names | {"func"})

    if not cursor.at("("):
        raise cursor.unexpected(
            f"'(' after the block name {name:.40}", hint=_block_hints.get(name, f"write {name:.40}(func: …)")
        )
    read_arguments(cursor, read)
    _read_directives(cursor, reader)
    return function, reader.finish()


_block_hints: Final = {
    "set": "a mutation cannot stand in a query; DQL mutations are not supported yet, use GraphQL",
    "delete": "a mutation cannot stand in a query; DQL mutations are not supported yet, use GraphQL",
}


def _argument_error(cursor: Cursor, key: Token, known: frozenset[str]) -> ParseError:
    hint = _argument_hints.get(key.text) or suggest(key.text, known)
    return cursor.error(key, f"Found the unknown argument '{key.text:.40}' of a block; {hint}")


_argument_hints: Final = {
    "limit": "write first: and the number",
    "id": "write func: uid(…)",
    "orderby": "write orderasc: or orderdesc: and the predicate",
    "order": "write orderasc: or orderdesc: and the predicate",
    "filter": "write @filter(…) behind the parentheses",
}


def _read_directives(cursor: Cursor, reader: ModifiersReader) -> None:
    while cursor.at("@"):
        reader.read_directive(cursor)
    if cursor.at("("):
        raise cursor.unexpected("a directive or '{'", hint="arguments stand in the parentheses behind the block's name")


@dataclass(slots=True, kw_only=True)
class _ShortestArguments:
    """What the parentheses of `shortest(…)` hold, as far as it is read."""

    reader: ModifiersReader
    source: _End | None = None
    target: _End | None = None
    path_count: Integer | None = None
    depth: Integer | None = None
    weight_min: _Weight | None = None
    weight_max: _Weight | None = None

    def read(self, cursor: Cursor, key: Token) -> None:
        """The value of an argument, whose key and colon are taken."""
        if key.text in argument_names:
            self.reader.read_argument(cursor, key)
            return
        self.reader.refuse_repetition(cursor, key, key.text)
        match key.text:
            case "from":
                self.source = _parse_end(cursor, key)
            case "to":
                self.target = _parse_end(cursor, key)
            case "numpaths":
                self.path_count = parse_integer(cursor, "a number after numpaths:")
            case "depth":
                self.depth = parse_integer(cursor, "a number after depth:")
            case "minweight":
                self.weight_min = _parse_weight(cursor)
            case "maxweight":
                self.weight_max = _parse_weight(cursor)
            case "maxfrontiersize":
                parse_integer(cursor, "a number after maxfrontiersize:")  # a bound of Dgraph's own algorithm
            case _:
                raise _argument_error(cursor, key, argument_names | _shortest_names)


_shortest_names: Final = frozenset({"from", "to", "numpaths", "depth", "minweight", "maxweight", "maxfrontiersize"})


def _parse_shortest(cursor: Cursor, start: Token, variable: syntax.Definition | None) -> syntax.ShortestBlock:
    opening = cursor.current
    reader = ModifiersReader(position=opening.position, directives=block_directives)
    arguments = _ShortestArguments(reader=reader)
    read_arguments(cursor, arguments.read)
    if arguments.source is None or arguments.target is None:
        raise cursor.error(opening, "Found shortest(…) without both ends; write shortest(from: 0x1, to: 0x2)")
    _read_directives(cursor, reader)
    return syntax.ShortestBlock(
        position=start.position,
        variable=variable,
        source=arguments.source,
        target=arguments.target,
        path_count=arguments.path_count,
        depth=arguments.depth,
        weight_min=arguments.weight_min,
        weight_max=arguments.weight_max,
        modifiers=reader.finish(),
        selections=parse_selections(cursor),
    )


def _parse_end(cursor: Cursor, key: Token) -> _End:
    if at_uid(cursor):
        return parse_uid(cursor)
    if cursor.at_word("uid"):
        return parse_uid_set(cursor)
    raise cursor.unexpected(f"a uid after {key.text}:", hint=f"write {key.text}: 0x101, or {key.text}: uid(x)")


def _parse_weight(cursor: Cursor) -> _Weight:
    if cursor.current.kind is TokenKind.VARIABLE:
        return parse_query_variable(cursor)
    return parse_number(cursor, "a number or a variable such as $n")
