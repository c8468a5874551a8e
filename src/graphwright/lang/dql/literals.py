"""The lifting of literals out of DQL texts: texts that differ in them alone have the same skeleton.

In: a text. Out: its skeleton and the literals. Only what every place of the grammar reads alike is lifted; the rest
stays in the skeleton. Does not know: what a literal is compared with.
"""

from __future__ import annotations

import re
from typing import Final

from graphwright.errors import ParseError
from graphwright.lang.dql.lexer import tokenize
from graphwright.lang.dql.values import text_of_string
from graphwright.records import dataclass

# The parts of tokens are those of the lexer, but for numbers of so many digits that some places refuse them, and flags
# of regular expressions that there are not. A slash opens an expression only where an argument begins: elsewhere it
# divides. `places_of` looks whether all this was true of a text.
_pattern: Final = re.compile(
    r"""
    (?P<header> \A[ \t\r\n\ufeff]* query \b [^({"]* \( (?: [^()"] | "(?:[^"\\\r\n]|\\.)*" )* \) )
  | (?P<comment> \#[^\r\n]* )
  | (?P<string> "[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*" )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]+> )
  | (?:(?<=,)|(?<=,[ ]))(?P<regexp> /[^/\\\r\n]*(?:\\.[^/\\\r\n]*)*/i? )(?![A-Za-z])
  | (?<![\w.])(?:
      (?P<hexadecimal> 0[xX][0-9a-fA-F]{1,15} )
    | (?P<float> [0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+) )
    | (?P<integer> [0-9]{1,18} )
    )(?![A-Za-z0-9_])
    """,
    re.VERBOSE | re.ASCII,
)
_marks: Final = {"string": "S", "regexp": "R", "hexadecimal": "H", "float": "F", "integer": "I"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A text without its literals.

    Attributes:
        skeleton: The text with a mark of its kind in the place of each literal.
        literals: What was there: the texts that strings stand for, the rest as written.
        found: Of each its kind of token, and where it began, in characters.
    """

    skeleton: str
    literals: tuple[str, ...]
    found: tuple[tuple[str, int], ...]


def lift_literals(text: str) -> Lifted:
    """Takes the literals out of a text; never fails, also on texts that do not parse."""
    if "\0" in text:  # which marks are made of
        return Lifted(skeleton=f"\0{text}", literals=(), found=())
    literals: list[str] = []
    found: list[tuple[str, int]] = []

    def replace(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        mark = _marks.get(kind)
        if mark is None:
            return match[0]
        literal = match[kind]
        if mark == "S":
            try:
                literal = text_of_string(literal)
            except ParseError:
                return match[0]
        literals.append(literal)
        found.append((kind, match.start()))
        return f"\0{mark}"

    skeleton = _pattern.sub(replace, text)
    return Lifted(skeleton=skeleton, literals=tuple(literals), found=tuple(found))


def places_of(text: str, lifted: Lifted) -> tuple[int, ...] | None:
    """By literal the ordinal of its token; None where what was lifted are no tokens of this text.

    What is true of one text of a skeleton is true of all.
    """
    tokens = {token.start: token for token in tokenize(text)}
    places = []
    for kind, offset in lifted.found:
        token = tokens.get(offset)
        if token is None or token.kind.value != kind:
            return None
        places.append(token.position.token)
    return tuple(places)
