"""A schema in DQL, as `/alter` takes it → syntax tree.

In: the text. Out: a `SchemaText`. Does not know: the catalog, which kinds, indexes and directives there are and what
goes together (`schema/dql_definitions.py` does).
"""

from __future__ import annotations

from typing import Final

from graphwright import limits
from graphwright.errors import LimitError, NotSupportedYet
from graphwright.lang.dql.cursor import Cursor, ParseLimits
from graphwright.lang.dql.lexer import Token, TokenKind, tokenize
from graphwright.lang.dql.syntax import Name, Position
from graphwright.lang.dql.syntax.schema import (
    IndexOption,
    PredicateDefinition,
    SchemaDirective,
    SchemaText,
    Tokenizer,
    TypeDefinition,
)
from graphwright.lang.dql.values import at_name, parse_name, parse_string

_joined: Final = frozenset("-!")
"""Besides what queries take, plain names of predicates may hold these."""
_home_namespace: Final = 0
_graphql_hint: Final = "this is a schema in DQL; if it is meant to be GraphQL, send it to /admin/schema"


def parse_schema_text(text: str) -> SchemaText:
    """The syntax tree of a schema.

    Raises:
        ParseError: The text does not follow the grammar; says what was found where, and what was expected.
        LimitError: It is larger than `schema_bytes_max`.
    """
    size = len(text.encode(errors="replace"))
    if size > limits.schema_bytes_max:
        raise LimitError(f"the schema has {size} bytes, more than {limits.schema_bytes_max} (schema_bytes_max)")
    cursor = Cursor(tokenize(text), ParseLimits(tokens_max=limits.schema_bytes_max))
    predicates: list[PredicateDefinition] = []
    types: list[TypeDefinition] = []
    while cursor.current.kind is not TokenKind.END:
        _skip_namespace(cursor)
        if cursor.at_word("type") and not _is_name_before_colon(cursor):
            types.append(_parse_type(cursor))
        else:
            predicates.append(_parse_predicate(cursor))
    return SchemaText(position=Position(1, 1, 0), predicates=tuple(predicates), types=tuple(types))


def _is_name_before_colon(cursor: Cursor) -> bool:
    """Whether `type` is the name of a predicate."""
    following = cursor.following
    return following.kind is TokenKind.PUNCTUATION and following.text in {":", "@", *_joined}


def _skip_namespace(cursor: Cursor) -> None:
    """`[0x0]` before a definition, as in files that the reference exports."""
    if not cursor.at("["):
        return
    opening = cursor.advance()
    number = cursor.current
    if number.kind not in (TokenKind.HEXADECIMAL, TokenKind.INTEGER):
        raise cursor.unexpected("a namespace such as 0x0", hint="or leave the brackets out")
    cursor.advance()
    cursor.close(opening)
    if int(number.text, 0) != _home_namespace:
        line, column, _ = number.position
        raise NotSupportedYet(
            f"the namespace {number.text:.20} is not supported yet; there is only 0x0", line=line, column=column
        )


# ---- predicates -----------------------------------------------------------------------------------


def _parse_predicate(cursor: Cursor) -> PredicateDefinition:
    name = _parse_plain_name(cursor, "a predicate, such as name: string .")
    if cursor.at("@"):
        raise cursor.unexpected("':'", hint="languages are no part of a predicate's name; write name: string @lang .")
    cursor.expect(":", hint=f"write {name.name:.40}: string .")
    kind, is_list = _parse_kind(cursor)
    directives: list[SchemaDirective] = []
    while cursor.at("@"):
        directives.append(_parse_directive(cursor))
    if not cursor.accept("."):
        raise cursor.unexpected("a directive or '.'", hint=f"the definition of {name.name:.40} ends with a dot")
    return PredicateDefinition(
        position=name.position, name=name.name, kind=kind, is_list=is_list, directives=tuple(directives)
    )


def _parse_kind(cursor: Cursor) -> tuple[Name, bool]:
    hint = "write string, int, float, bool, datetime, geo, uid, password, bigfloat, float32vector or default"
    if cursor.at("["):
        opening = cursor.advance()
        kind = cursor.take_name("a type", hint=hint)
        cursor.close(opening)
        return Name(position=kind.position, name=kind.text), True
    kind = cursor.take_name("a type", hint=hint)
    return Name(position=kind.position, name=kind.text), False


def _parse_directive(cursor: Cursor) -> SchemaDirective:
    cursor.advance()
    name = cursor.take_name("the name of a directive", hint="such as @index(term) or @reverse")
    tokenizers: tuple[Tokenizer, ...] = ()
    if cursor.at("("):
        opening = cursor.advance()
        tokenizers = tuple(_parse_tokenizer(cursor) for _ in cursor.separated(opening, "a tokenizer"))
    return SchemaDirective(position=name.position, name=name.text, tokenizers=tokenizers)


def _parse_tokenizer(cursor: Cursor) -> Tokenizer:
    name = cursor.take_name("a tokenizer such as term")
    options: tuple[IndexOption, ...] = ()
    if cursor.at("("):
        opening = cursor.advance()
        if not cursor.accept(")"):
            options = tuple(_parse_option(cursor) for _ in cursor.separated(opening, "an option"))
    return Tokenizer(position=name.position, name=name.text, options=options)


def _parse_option(cursor: Cursor) -> IndexOption:
    """`metric: "cosine"`; files that were exported have both in quotes."""
    key = cursor.current
    if key.kind is TokenKind.STRING:
        name = parse_string(cursor).value
    else:
        name = cursor.take_name("the name of an option", hint='write metric: "cosine"').text
    cursor.expect(":", hint=f'write {name:.40}: "…"')
    if cursor.current.kind is not TokenKind.STRING:
        raise cursor.unexpected("a text in quotes", hint=f'write {name:.40}: "…"')
    return IndexOption(position=key.position, name=name, value=parse_string(cursor).value)


# ---- types ----------------------------------------------------------------------------------------


def _parse_type(cursor: Cursor) -> TypeDefinition:
    cursor.advance()
    name = _parse_plain_name(cursor, "the name of a type", hint="write type Film { title }")
    opening = cursor.expect("{", hint=f"write type {name.name:.40} {{ name }}")
    fields: list[Name] = []
    while not cursor.at("}"):
        if cursor.at("@"):
            raise cursor.unexpected("a field or '}'", hint=_graphql_hint)
        if not at_name(cursor):
            cursor.close(opening, or_else="a field")
        fields.append(_parse_field(cursor))
    cursor.advance()
    return TypeDefinition(position=name.position, name=name.name, fields=tuple(fields))


def _parse_field(cursor: Cursor) -> Name:
    """A field; the older form with a type behind it, `friend: [Person!]!`, means the same."""
    name = _parse_plain_name(cursor, "a field")
    if cursor.accept(":"):
        opening = cursor.advance() if cursor.at("[") else None
        if cursor.current.text == "ID":
            raise cursor.unexpected("a type of DQL", hint=_graphql_hint)
        cursor.take_name("a type", hint="or leave the colon out: fields have the types of their predicates")
        cursor.accept("!")
        if opening is not None:
            cursor.close(opening)
            cursor.accept("!")
    cursor.accept(",")
    return name


# ---- names ----------------------------------------------------------------------------------------


def _parse_plain_name(cursor: Cursor, expected: str, *, hint: str = "") -> Name:
    """A name in angle brackets, or a plain one, in which `-` and `!` may stand too."""
    first = cursor.current
    name = parse_name(cursor, expected, hint=hint)
    if first.kind is TokenKind.IRI:
        return name
    text, end = name.name, first.end
    while _joins(cursor.current, end):
        end = cursor.current.end
        text += cursor.advance().text
    return Name(position=name.position, name=text)


def _joins(token: Token, end: int) -> bool:
    """Whether a token goes on with a name that ends at `end`."""
    if token.start != end:
        return False
    is_joint = token.kind is TokenKind.PUNCTUATION and token.text in _joined
    return is_joint or token.kind in (TokenKind.NAME, TokenKind.INTEGER)
