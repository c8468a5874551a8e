"""GraphQL text → document, and the lifting of its literals.

A request whose text has its values written into it shares one plan with all others of its kind: the
number and string literals are taken out before the plan cache is asked. Literals in directive
arguments stay (they may change the plan), as do enum values, true, false and null.
Does not know: the schema.
"""

from __future__ import annotations

import re
from typing import Any, Final

from graphql import DocumentNode, GraphQLSyntaxError, Source, parse
from graphql.language.block_string import dedent_block_string_lines

from graphwright import limits
from graphwright.errors import LimitError, ParseError
from graphwright.records import dataclass

# Only what the grammar takes: a string with a wrong escape or a wrong number stays in the text, which it spoils.
_pattern: Final = re.compile(
    r"""
    (?P<comment> \#[^\n\r]* )
  | (?P<directive> @\s*\w+\s*\( (?: [^()"] | "(?:[^"\\\n]|\\.)*" )* \) )
  | (?P<block> \"\"\" (?: [^"\\] | \\\"\"\" | \\ | "(?!"") )* \"\"\" )
  | (?P<string> "[^"\\\n\r]* (?:
      (?: \\["\\/bfnrt] | \\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}
        | \\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2} )
      [^"\\\n\r]* )* " )
  | (?P<other> "(?:[^"\\\n\r]|\\.)*" )
  | (?P<float> (?<![\w$.])-?(?:0|[1-9]\d*)(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)(?![\w.]) )
  | (?P<int> (?<![\w$.])-?(?:0|[1-9]\d*)(?![\w.]) )
    """,
    re.VERBOSE | re.ASCII,
)
_kinds: Final = {"block": "S", "string": "S", "float": "F", "int": "I"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A text without its literals.

    Attributes:
        skeleton: The text with each literal replaced by a mark of its kind; equal skeletons share plans.
        literals: The literals' source texts, in order.
        offsets: Where each began.
        values: The literals' values, not yet coerced to a type.
    """

    skeleton: str
    literals: tuple[str, ...]
    offsets: tuple[int, ...]

    @property
    def values(self) -> tuple[int | float | str, ...]:
        return tuple(literal_value(source) for source in self.literals)


def lift_literals(text: str) -> Lifted:
    """Takes the value literals out of a text; never fails, also on texts that do not parse."""
    literals: list[str] = []
    offsets: list[int] = []

    def replace(match: re.Match[str]) -> str:
        kind = _kinds.get(match.lastgroup or "")
        if kind is None:
            return match[0]
        literals.append(match[0])
        offsets.append(match.start())
        # U+0000 cannot stand in a GraphQL text, so the mark cannot be written by a client.
        return "\0" + kind

    skeleton = _pattern.sub(replace, text)
    # Without literals it is the text itself: both are kept, then once.
    return Lifted(skeleton=skeleton if literals else text, literals=tuple(literals), offsets=tuple(offsets))


def literal_value(source: str) -> int | float | str:
    """The value of a literal's source text."""
    if source.startswith('"""'):
        raw = source[3:-3].replace('\\"""', '"""')
        return "\n".join(dedent_block_string_lines(re.split(r"\r\n|[\n\r]", raw)))
    if source.startswith('"'):
        return unescape(source[1:-1])
    if any(mark in source for mark in ".eE"):
        return float(source)
    return int(source)


_escape: Final = re.compile(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.DOTALL
)
_simple: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}


def unescape(text: str) -> str:
    """The text that a string literal's body stands for (the lexer has checked its escapes)."""
    if "\\" not in text:
        return text
    return _escape.sub(_unescape_one, text)


def _unescape_one(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    if match[2]:
        code = int(match[2], 16)
        if match[3] is not None and 0xD800 <= code < 0xDC00:
            return chr(0x10000 + ((code - 0xD800) << 10) + (int(match[3], 16) - 0xDC00))
        return chr(code) + (unescape("\\u" + match[3][2:]) if match[3] else "")
    return _simple[match[4]]


def parse_document(text: str) -> DocumentNode:
    """The syntax tree of an executable document.

    Raises:
        ParseError: With line and column.
        LimitError: The text or its number of tokens is over the limit.
    """
    size = len(text) if text.isascii() else len(text.encode(errors="replace"))
    if size > limits.query_text_bytes_max:
        raise LimitError(
            f"the query's text has {size} bytes, over the limit of {limits.query_text_bytes_max} (query_text_bytes_max)"
        )
    _check_depth(text)
    try:
        return parse(Source(text), max_tokens=limits.query_tokens_max)
    except GraphQLSyntaxError as error:
        where: Any = error.locations[0] if error.locations else None
        line, column = (where.line, where.column) if where else (None, None)
        if f"more than {limits.query_tokens_max} tokens" in error.message:
            raise LimitError(
                f"the query has more than {limits.query_tokens_max} tokens (query_tokens_max)", line=line, column=column
            ) from None
        raise ParseError(error.message, line=line, column=column) from None


def _check_depth(text: str) -> None:
    """Refuses texts whose brackets alone nest deeper than any that the parser should recurse into."""
    depth = deepest = 0
    for character in text:
        if character in "{[(":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}])":
            depth -= 1
    bound = 2 * (limits.query_depth_max + limits.filter_depth_max)
    if deepest > bound:
        raise LimitError(f"brackets nest {deepest} deep, over the limit of {bound} (query_depth_max, filter_depth_max)")
