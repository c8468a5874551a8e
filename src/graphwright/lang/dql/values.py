"""Tokens → names, predicates and values.

In: a cursor before the construct. Out: the node, the cursor behind it. Does not know: which predicates
exist, what type a value should have.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Final

from graphwright.errors import ParseError
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor
from graphwright.lang.dql.lexer import Token, TokenKind

directive_names: Final = frozenset(
    {"filter", "cascade", "normalize", "ignorereflex", "groupby", "recurse", "facets"},
)
"""Words after `@` that are no languages."""

_digits_max: Final = 20
"""Digits of 2^64 - 1."""
_int64_min, _int64_max = -(2**63), 2**63 - 1
_uint64_max = 2**64 - 1


def at_name(cursor: Cursor) -> bool:
    """Whether a plain name or one in angle brackets comes next."""
    return cursor.current.kind in (TokenKind.NAME, TokenKind.IRI)


def parse_name(cursor: Cursor, expected: str, *, hint: str = "") -> syntax.Name:
    """A plain name or one in angle brackets, `~` included."""
    if not at_name(cursor):
        raise cursor.unexpected(expected, hint=hint)
    token = cursor.advance()
    return syntax.Name(position=token.position, name=_bare(token))


def parse_predicate(cursor: Cursor, expected: str, *, is_single_language: bool = False) -> syntax.Predicate:
    """A predicate with its languages."""
    name = parse_name(cursor, expected)
    at_sign = cursor.current
    languages = parse_languages(cursor)
    if is_single_language and len(languages) > 1:
        raise cursor.error(
            at_sign, f"Found the languages {':'.join(languages):.40}, expected one; name only one of them here"
        )
    return syntax.Predicate(
        position=name.position,
        name=name.name.removeprefix("~"),
        is_reverse=name.name.startswith("~"),
        languages=languages,
    )


def parse_languages(cursor: Cursor) -> tuple[str, ...]:
    """`@en:fr:.`; nothing is taken where a directive or something else comes next."""
    if not cursor.at("@") or cursor.following.text.lower() in directive_names:
        return ()
    at_sign = cursor.advance()
    languages = [_parse_language(cursor)]
    while cursor.accept(":"):
        languages.append(_parse_language(cursor))
    if "*" in languages and len(languages) > 1:
        raise cursor.error(at_sign, "Found '*' among other languages; '*' means all of them and stands alone")
    return tuple(languages)


def _parse_language(cursor: Cursor) -> str:
    if cursor.at("*") or cursor.at("."):
        return cursor.advance().text
    expected = "a language such as en or pt-BR, '.' for any, '*' for all"
    token = cursor.take_name(expected)
    if not _language_start.fullmatch(token.text):
        raise cursor.unexpected(expected, found=token)
    tag, end = token.text, token.end
    while cursor.at("-") and cursor.current.start == end and cursor.following.start == end + 1:
        cursor.advance()
        if cursor.current.kind not in (TokenKind.NAME, TokenKind.INTEGER):
            raise cursor.unexpected("the rest of the language tag after '-'")
        token = cursor.advance()
        tag, end = f"{tag}-{token.text}", token.end
    return tag


_language_start: Final = re.compile(r"[A-Za-z0-9_]+")


def parse_query_variable(cursor: Cursor) -> syntax.QueryVariable:
    """`$name`; the caller has seen that one comes next."""
    token = cursor.advance()
    return syntax.QueryVariable(position=token.position, name=token.text[1:])


def parse_string(cursor: Cursor) -> syntax.StringLiteral:
    """`"text"`; the caller has seen that one comes next."""
    token = cursor.advance()
    return syntax.StringLiteral(position=token.position, value=text_of_string(token.text, token.position))


def parse_word(cursor: Cursor) -> syntax.Word:
    """An unquoted word; the caller has seen that a name comes next."""
    token = cursor.advance()
    return syntax.Word(position=token.position, text=_bare(token))


def parse_number(cursor: Cursor, expected: str = "a number") -> syntax.NumberLiteral:
    """A number with its sign."""
    sign = cursor.current
    is_negative = cursor.accept("-")
    if cursor.current.kind not in _number_kinds:
        raise cursor.unexpected(expected)
    token = cursor.advance()
    text = f"-{token.text}" if is_negative else token.text
    return syntax.NumberLiteral(position=sign.position, text=text)


_number_kinds: Final = (TokenKind.INTEGER, TokenKind.FLOAT, TokenKind.HEXADECIMAL)


def parse_integer(cursor: Cursor, expected: str) -> syntax.IntegerLiteral | syntax.QueryVariable:
    """A 64-bit integer or a query variable."""
    if cursor.current.kind is TokenKind.VARIABLE:
        return parse_query_variable(cursor)
    sign = cursor.current
    is_negative = cursor.accept("-")
    if cursor.current.kind is not TokenKind.INTEGER:
        raise cursor.unexpected(expected, hint="write a whole number or a variable such as $n")
    token = cursor.advance()
    value = _integer_value(token.text) * (-1 if is_negative else 1)
    if not _int64_min <= value <= _int64_max:
        raise cursor.error(sign, f"The number is outside the 64-bit integers ({_int64_min} to {_int64_max})")
    return syntax.IntegerLiteral(position=sign.position, value=value)


def parse_boolean(cursor: Cursor, expected: str) -> syntax.BooleanLiteral | syntax.QueryVariable:
    """`true`, `false` or a query variable."""
    if cursor.current.kind is TokenKind.VARIABLE:
        return parse_query_variable(cursor)
    if not (cursor.at_word("true") or cursor.at_word("false")):
        raise cursor.unexpected(expected, hint="write true or false")
    token = cursor.advance()
    return syntax.BooleanLiteral(position=token.position, value=token.text.lower() == "true")


def at_uid(cursor: Cursor) -> bool:
    """Whether a uid comes next, in hexadecimal or decimal."""
    return cursor.current.kind in (TokenKind.HEXADECIMAL, TokenKind.INTEGER)


def parse_uid(cursor: Cursor) -> syntax.UidLiteral:
    """`0x101` or `257`; the caller has seen that one comes next."""
    token = cursor.advance()
    is_hexadecimal = token.kind is TokenKind.HEXADECIMAL
    value = int(token.text, 16) if is_hexadecimal else _integer_value(token.text)
    if value > _uint64_max:
        raise cursor.error(token, f"The uid '{token.text:.40}' is too large; uids end at {_uint64_max:#x}")
    return syntax.UidLiteral(position=token.position, value=value, text=token.text)


def _integer_value(digits: str) -> int:
    """The number, or one beyond all bounds for digits that Python refuses to convert (4,300 and more)."""
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) <= _digits_max else 10**_digits_max


def parse_uid_set(cursor: Cursor) -> syntax.UidSet:
    """`uid(0x1, a, $b)`; the caller has seen the word."""
    position = cursor.advance().position
    opening = cursor.expect("(")
    members: list[syntax.UidMember] = []
    if cursor.accept(")"):
        return syntax.UidSet(position=position, members=())
    for _ in cursor.separated(opening, "a uid"):
        if cursor.at("["):
            inner = cursor.advance()
            members.extend(_parse_uid_member(cursor) for _ in cursor.separated(inner, "a uid"))
        else:
            members.append(_parse_uid_member(cursor))
    return syntax.UidSet(position=position, members=tuple(members))


def _parse_uid_member(cursor: Cursor) -> syntax.UidMember:
    if at_uid(cursor):
        return parse_uid(cursor)
    if cursor.current.kind is TokenKind.VARIABLE:
        return parse_query_variable(cursor)
    token = cursor.take_name("a uid such as 0x101, or a variable", hint="write uid(0x101, x)")
    return syntax.UidVariable(position=token.position, name=token.text)


def parse_variable_of(cursor: Cursor) -> tuple[syntax.Position, str]:
    """The place and the variable of `val(x)` or `len(x)`; the caller has seen the word."""
    word = cursor.advance()
    opening = cursor.expect("(")
    variable = cursor.take_name("a variable", hint=f"write {word.text}(x), where x was defined by 'x as …'")
    cursor.close(opening)
    return word.position, variable.text


def parse_value_of(cursor: Cursor) -> syntax.ValueOf:
    """`val(x)`; the caller has seen the word."""
    position, variable = parse_variable_of(cursor)
    return syntax.ValueOf(position=position, variable=variable)


def parse_argument(cursor: Cursor) -> syntax.Argument:
    """What a function compares with."""
    token = cursor.current
    if token.kind is TokenKind.REGEXP:
        return _parse_regexp(cursor)
    if token.kind is TokenKind.NAME and cursor.following.text == "(":
        return _parse_nested_function(cursor)
    return parse_list_item(cursor)


def _parse_nested_function(cursor: Cursor) -> syntax.Argument:
    if cursor.at_word("val"):
        return parse_value_of(cursor)
    if cursor.at_word("uid"):
        return parse_uid_set(cursor)
    raise cursor.unexpected("a value", hint="of functions only val(…) and uid(…) can be values; quote a text")


def parse_list_item(cursor: Cursor) -> syntax.ListItem:
    """A value that can also stand in a list; a list itself, too."""
    token = cursor.current
    reader = _item_readers.get(token.kind)
    if reader is not None:
        return reader(cursor)
    if cursor.at("["):
        return _parse_list(cursor)
    if cursor.at("-"):
        return parse_number(cursor, "a number after '-'")
    raise cursor.unexpected("a value", hint='a value is a "text", a number, true, false, a $variable or a [list]')


_item_readers: Final[dict[TokenKind, Callable[[Cursor], syntax.ListItem]]] = {
    TokenKind.STRING: parse_string,
    TokenKind.INTEGER: parse_number,
    TokenKind.FLOAT: parse_number,
    TokenKind.HEXADECIMAL: parse_number,
    TokenKind.VARIABLE: parse_query_variable,
    TokenKind.NAME: parse_word,
    TokenKind.IRI: parse_word,
}


def _parse_list(cursor: Cursor) -> syntax.ListLiteral:
    with cursor.nested("Lists", "filter_depth_max", cursor.limits.filter_depth_max):
        opening = cursor.advance()
        if cursor.at("]"):
            raise cursor.unexpected("a value", hint="a list holds at least one value")
        values = tuple(parse_list_item(cursor) for _ in cursor.separated(opening, "a value"))
    return syntax.ListLiteral(position=opening.position, values=values)


def _parse_regexp(cursor: Cursor) -> syntax.RegexpLiteral:
    token = cursor.advance()
    pattern, _, flags = token.text[1:].rpartition("/")
    if flags not in ("", "i"):
        raise cursor.error(token, f"Found the flags '{flags:.40}' of a regular expression, expected 'i' or none")
    return syntax.RegexpLiteral(position=token.position, pattern=pattern, ignores_case=flags == "i")


def _bare(token: Token) -> str:
    return token.text[1:-1] if token.kind is TokenKind.IRI else token.text


def text_of_string(source: str, position: syntax.Position | None = None) -> str:
    """The value of a string in its quotes: Go's escapes, as the reference, and JSON's (slash, surrogate pairs).

    Args:
        position: Where it begins, which errors tell.

    Raises:
        ParseError: An escape is none.
    """
    raw = source[1:-1]
    if "\\" not in raw:
        return raw

    def replace(match: re.Match[str]) -> str:
        value = _escape_value(match)
        if value is None:
            raise ParseError(
                f"Found the escape {match.group()} in a text, expected one of {_escapes_shown}; "
                "write a backslash as \\\\",
                line=None if position is None else position.line,
                column=None if position is None else position.column + 1 + match.start(),
            )
        return value

    return _escape.sub(replace, raw)


_escape: Final = re.compile(
    r"\\(?:u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?:u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8})|x(?P<byte>[0-7][0-9a-fA-F]))"
    r"|(?P<octal>[01][0-7]{2})"
    r"|(?P<character>.))"
)
_escapes_shown: Final = r"\n \t \r \a \b \f \v \/ \\ \" and \uXXXX, \UXXXXXXXX, \xXX (up to 7f)"
_simple_escapes: Final = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
    "'": "'",
    "/": "/",
}


def _escape_value(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups["character"]:
        return _simple_escapes.get(groups["character"])
    if groups["high"]:
        return chr(0x10000 + ((int(groups["high"], 16) - 0xD800) << 10) + int(groups["low"], 16) - 0xDC00)
    if groups["octal"]:
        return chr(int(groups["octal"], 8))
    code = int(groups["short"] or groups["long"] or groups["byte"], 16)
    is_surrogate = 0xD800 <= code <= 0xDFFF
    return None if is_surrogate or code > sys.maxunicode else chr(code)
