"""DQL text → tokens.

In: a text. Out: its tokens with their places, comments and white space gone, always closed by an `END`.
What is no token becomes one `INVALID` token that carries its message, so that the parser reports it only
if nothing before it is wrong. Does not know: the grammar, except that within `math(…)` a slash divides
and `<` compares, while elsewhere they open a regular expression and an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from graphwright.lang.dql.syntax import Position


class TokenKind(StrEnum):
    """The kinds of tokens."""

    NAME = "name"
    IRI = "iri"
    VARIABLE = "variable"
    INTEGER = "integer"
    HEXADECIMAL = "hexadecimal"
    FLOAT = "float"
    STRING = "string"
    REGEXP = "regexp"
    PUNCTUATION = "punctuation"
    INVALID = "invalid"
    END = "end"


class Token(NamedTuple):
    """A token.

    Attributes:
        text: As written; of an INVALID one its message, of the END nothing.
        start: Offset in the text, in characters.
    """

    kind: TokenKind
    text: str
    position: Position
    start: int

    @property
    def end(self) -> int:
        """Offset of what follows."""
        return self.start + len(self.text)


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text one by one, the last one an END. Never raises."""
    math = _MathScope()
    count, offset, line, line_start = 0, 0, 1, 0
    while offset < len(text):
        match = (_math_pattern if math.is_open else _plain_pattern).match(text, offset)
        position = Position(line, offset - line_start + 1, count)
        if match is None:
            yield Token(TokenKind.INVALID, _explain(text, offset), position, offset)
            count += 1
            break
        lexeme, group = match.group(), match.lastgroup or ""
        if group != "space":
            kind = _kinds[group]
            yield Token(kind, lexeme, position, offset)
            count += 1
            math.see(kind, lexeme)
        elif "\n" in lexeme or "\r" in lexeme:
            for line_break in _line_break.finditer(lexeme):
                line, line_start = line + 1, offset + line_break.end()
        offset = match.end()
    yield Token(TokenKind.END, "", Position(line, offset - line_start + 1, count), offset)


class _MathScope:
    """Whether the next token lies within the parentheses of `math(…)`."""

    __slots__ = ("_depth", "_follows_math")

    def __init__(self) -> None:
        self._depth = 0
        self._follows_math = False

    @property
    def is_open(self) -> bool:
        return self._depth > 0

    def see(self, kind: TokenKind, lexeme: str) -> None:
        """Take note of a token."""
        if lexeme == "(" and (self.is_open or self._follows_math):
            self._depth += 1
        elif lexeme == ")" and self.is_open:
            self._depth -= 1
        elif lexeme in "{}":
            self._depth = 0
        self._follows_math = kind is TokenKind.NAME and lexeme.lower() == "math"


_kinds: Final = {kind.value: kind for kind in TokenKind}
_line_break: Final = re.compile(r"\r\n|\n|\r")

_space: Final = r"(?P<space>(?:[ \t\r\n\ufeff]+|\#[^\r\n]*)+)"
_name: Final = r"(?P<name>~?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)"
_variable: Final = r"(?P<variable>\$[A-Za-z_][A-Za-z0-9_]*)"
_number: Final = (
    r"(?:(?P<hexadecimal>0[xX][0-9a-fA-F]+)"
    r"|(?P<float>[0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+))"
    r"|(?P<integer>[0-9]+))(?![A-Za-z0-9_])"
)
_string: Final = r'(?P<string>"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*")'
_iri: Final = r'(?P<iri><[^<>"{}|^`\\\x00-\x20]+>)'
_regexp: Final = r"(?P<regexp>/[^/\\\r\n]*(?:\\.[^/\\\r\n]*)*/[A-Za-z]*)"
_punctuation: Final = r"(?P<punctuation>\.\.\.|[{}()\[\]:,=@.*!-])"
_math_punctuation: Final = r"(?P<punctuation><=|>=|==|!=|&&|\|\||[{}()\[\]:,=@.*!<>+/%-])"

_plain_pattern: Final = re.compile(f"{_space}|{_name}|{_punctuation}|{_variable}|{_number}|{_string}|{_iri}|{_regexp}")
_math_pattern: Final = re.compile(f"{_space}|{_name}|{_math_punctuation}|{_variable}|{_number}|{_string}")


def _explain(text: str, offset: int) -> str:
    """Why no token starts at this place, and what to write instead."""
    character = text[offset]
    if character in _explanations:
        return _explanations[character]
    if character.isdigit() and character.isascii():
        return "A number is followed by letters; put a space or a comma between, or quote the value as a text"
    if character.isalpha():
        return f"Found {character!r}, but plain names are made of a-z, 0-9, '_' and '.'; write other names as <name>"
    return f"Found the character {character!a}, which has no meaning here; remove it, or quote the text it is part of"


_explanations: Final = {
    '"': "This text is not closed; end it with a '\"' on the same line (a line break within is written \\n)",
    "'": 'Found "\'", but texts stand in double quotes; write "…"',
    "/": "This regular expression is not closed; end it with '/' on the same line (a slash within is written \\/)",
    "<": 'This name in angle brackets is not closed, or holds a space or one of "{}|^`\\; write <name>',
    "$": "Found '$' without a name; write a query variable as $name",
    "~": "Found '~' without a predicate; write a reverse edge as ~name",
    ";": "Found ';', but blocks, fields and arguments are not closed by it; remove it",
    "&": "Found '&'; write AND in a filter, && within math(…)",
    "|": "Found '|'; write OR in a filter, || within math(…)",
}
