"""DQL text → syntax tree.

In: the text of a query or a schema query, and limits. Out: a `Document`. Does not know: the catalog, and
whatever needs more than the place where it stands: whether variables and fragments are defined and used,
names are unique, functions exist and get the right arguments. The binder looks at these.
"""

from __future__ import annotations

from typing import Final

from graphwright.errors import LimitError, ParseError
from graphwright.lang.dql import syntax
from graphwright.lang.dql.blocks import parse_block
from graphwright.lang.dql.cursor import Cursor, ParseLimits, suggest
from graphwright.lang.dql.lexer import Token, TokenKind, tokenize
from graphwright.lang.dql.selections import parse_selections
from graphwright.lang.dql.values import at_name, parse_name, parse_number, parse_string, parse_word

_default_limits: Final = ParseLimits()


def parse_dql(text: str, *, limits: ParseLimits = _default_limits) -> syntax.Document:
    """The syntax tree of a query.

    Raises:
        ParseError: The text does not follow the grammar; says what was found where, what was expected
            and how to write it.
        LimitError: The text is larger or deeper than `limits` allows; names the bound.
    """
    _check_size(text, limits)
    cursor = Cursor(tokenize(text), limits)
    if cursor.at_word("schema"):
        return _parse_schema(cursor)
    return _parse_query_document(cursor)


def _check_size(text: str, limits: ParseLimits) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        before = text[: error.start]
        raise ParseError(
            f"Found half of a surrogate pair ({text[error.start]!a}), which is no character; send the text as UTF-8",
            line=before.count("\n") + 1,
            column=error.start - before.rfind("\n"),
        ) from None
    if size > limits.text_bytes_max:
        raise LimitError(
            f"The query has {size} bytes, more than {limits.text_bytes_max} (query_text_bytes_max); "
            "send long lists as variables, or ask in several requests",
            line=1,
            column=1,
        )


def _parse_query_document(cursor: Cursor) -> syntax.QueryDocument:
    position = cursor.current.position
    operations: list[syntax.Operation] = []
    fragments: list[syntax.Fragment] = []
    while cursor.current.kind is not TokenKind.END:
        if cursor.at_word("fragment"):
            fragments.append(_parse_fragment(cursor))
        elif cursor.at("{") or cursor.at_word("query"):
            operations.append(_parse_operation(cursor))
        else:
            raise _error_at_top(cursor, is_first=not operations and not fragments)
    if not operations:
        raise cursor.unexpected("a query", hint="write { name(func: …) { … } }")
    return syntax.QueryDocument(position=position, operations=tuple(operations), fragments=tuple(fragments))


def _error_at_top(cursor: Cursor, *, is_first: bool) -> ParseError:
    token = cursor.current
    if token.kind is TokenKind.NAME and token.text in _top_hints:
        return cursor.error(token, f"Found '{token.text}'; {_top_hints[token.text]}")
    if cursor.at("}"):
        return cursor.unexpected("the end of the text", hint="this brace closes nothing; remove it")
    expected = "'{', query, fragment or schema" if is_first else "query, fragment or the end of the text"
    hint = "write { name(func: …) { … } }"
    if token.kind is TokenKind.NAME and is_first:
        hint = suggest(token.text, ("query", "fragment", "schema"))
    return cursor.unexpected(expected, hint=hint)


_top_hints: Final = {
    "schema": "a schema query cannot stand beside other queries; send it alone",
    "upsert": "an upsert is a mutation; DQL mutations are not supported yet, use GraphQL",
    "mutation": "a mutation cannot stand in a query; DQL mutations are not supported yet, use GraphQL",
}


def _parse_operation(cursor: Cursor) -> syntax.Operation:
    position = cursor.current.position
    name: str | None = None
    declarations: tuple[syntax.VariableDeclaration, ...] = ()
    if cursor.at_word("query"):
        cursor.advance()
        if cursor.current.kind is TokenKind.NAME:
            name = cursor.advance().text
        if cursor.at("("):
            if name is None:
                raise cursor.unexpected(
                    "a name or '{'", hint="variables belong to a named query; write query name($a: int) { … }"
                )
            declarations = _parse_declarations(cursor)
    opening = cursor.expect("{", hint="write query name { … }")
    if cursor.at("}"):
        raise cursor.unexpected("a block", hint="write { name(func: …) { … } }")
    blocks: list[syntax.Block] = []
    while not cursor.at("}"):
        if not at_name(cursor):
            cursor.close(opening, or_else="a block")
        blocks.append(parse_block(cursor))
    cursor.advance()
    return syntax.Operation(position=position, name=name, declarations=declarations, blocks=tuple(blocks))


def _parse_declarations(cursor: Cursor) -> tuple[syntax.VariableDeclaration, ...]:
    opening = cursor.advance()
    if cursor.accept(")"):
        return ()
    return tuple(_parse_declaration(cursor) for _ in cursor.separated(opening, "a variable"))


def _parse_declaration(cursor: Cursor) -> syntax.VariableDeclaration:
    if cursor.current.kind is not TokenKind.VARIABLE:
        raise cursor.unexpected("a variable", hint="write $name: string")
    variable = cursor.advance()
    cursor.expect(":", hint=f"write {variable.text:.40}: string, or another type")
    type_name = cursor.take_name("a type", hint="types are int, float, bool, string and float32vector")
    is_required = cursor.accept("!")
    default: syntax.StringLiteral | syntax.NumberLiteral | syntax.Word | None = None
    if cursor.at("="):
        if is_required:
            raise cursor.unexpected("',' or ')'", hint="a variable with '!' has no default; remove one of the two")
        cursor.advance()
        default = _parse_default(cursor)
    return syntax.VariableDeclaration(
        position=variable.position,
        name=variable.text[1:],
        type_name=type_name.text,
        is_required=is_required,
        default=default,
    )


def _parse_default(cursor: Cursor) -> syntax.StringLiteral | syntax.NumberLiteral | syntax.Word:
    if cursor.current.kind is TokenKind.STRING:
        return parse_string(cursor)
    if at_name(cursor):
        return parse_word(cursor)
    return parse_number(cursor, 'a default: a "text", a number, true or false')


def _parse_fragment(cursor: Cursor) -> syntax.Fragment:
    position = cursor.advance().position
    name = cursor.take_name("the name of the fragment", hint="write fragment name { … }")
    if not cursor.at("{"):
        raise cursor.unexpected("'{'", hint=f"write fragment {name.text:.40} {{ … }}")
    return syntax.Fragment(position=position, name=name.text, selections=parse_selections(cursor))


# Schema queries


def _parse_schema(cursor: Cursor) -> syntax.SchemaDocument:
    start = cursor.advance()
    scope = _parse_schema_scope(cursor, start)
    opening = cursor.expect("{", hint="write schema { }, schema(pred: name) { } or schema(type: Film) { }")
    fields: list[syntax.Name] = []
    while not cursor.at("}"):
        if not at_name(cursor):
            cursor.close(opening, or_else="a property such as type or index")
        fields.append(parse_name(cursor, "a property such as type or index"))
        cursor.accept(",")
    cursor.advance()
    if cursor.current.kind is not TokenKind.END:
        raise cursor.unexpected(
            "the end of the text", hint="a schema query cannot stand beside other queries; send it alone"
        )
    return syntax.SchemaDocument(position=start.position, scope=scope, fields=tuple(fields))


def _parse_schema_scope(
    cursor: Cursor, start: Token
) -> syntax.WholeSchema | syntax.SchemaPredicates | syntax.SchemaTypes:
    if not cursor.at("("):
        return syntax.WholeSchema(position=start.position)
    opening = cursor.advance()
    key = cursor.take_name("pred: or type:")
    if key.text not in ("pred", "type"):
        raise cursor.unexpected("pred: or type:", found=key)
    cursor.expect(":", hint=f"write {key.text}: and a name")
    names = _parse_schema_names(cursor)
    if cursor.at(","):
        raise cursor.unexpected("')'", hint="ask for predicates or for types, in two requests")
    cursor.close(opening)
    if key.text == "pred":
        return syntax.SchemaPredicates(position=key.position, names=names)
    return syntax.SchemaTypes(position=key.position, names=names)


def _parse_schema_names(cursor: Cursor) -> tuple[syntax.Name, ...]:
    if cursor.at("["):
        opening = cursor.advance()
        return tuple(parse_name(cursor, "a name") for _ in cursor.separated(opening, "a name"))
    return (parse_name(cursor, "a name or a [list of names]"),)
