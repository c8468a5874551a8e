"""Walking through tokens: look, take, expect, and errors whose messages help.

In: a stream of tokens, and limits. Out: the `Cursor` that every part of the parser takes first. Does not know: what
the tokens mean.
"""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from graphwright import limits
from graphwright.errors import LimitError, ParseError
from graphwright.lang.dql.lexer import Token, TokenKind
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseLimits:
    """How large and how deep a query may be.

    Attributes:
        text_bytes_max: Bytes of the text in UTF-8.
        tokens_max: Tokens of the text; by default a full list of values with its commas, and the rest.
        selection_depth_max: Levels of braces below a block's name.
        filter_depth_max: Levels of parentheses and `not` in a filter, and of brackets in a list.
        math_depth_max: Height of the tree of a math expression.
    """

    text_bytes_max: int = limits.query_text_bytes_max
    tokens_max: int = 2 * limits.list_values_max + limits.query_tokens_max
    selection_depth_max: int = limits.query_depth_max
    filter_depth_max: int = limits.filter_depth_max
    math_depth_max: int = 2 * limits.filter_depth_max


class Cursor:
    """A place between two tokens, and the depth of what is open there."""

    __slots__ = ("_ahead", "_depths", "_source", "limits")

    def __init__(self, tokens: Iterator[Token], parse_limits: ParseLimits) -> None:
        self._source = tokens
        self._ahead = deque(islice(tokens, _lookahead))
        self._depths: dict[str, int] = {}
        self.limits = parse_limits

    @property
    def current(self) -> Token:
        """The token that comes next."""
        return self._ahead[0]

    @property
    def following(self) -> Token:
        """The token after the next one."""
        return self.peek(1)

    def peek(self, distance: int) -> Token:
        """The token so many after the next one, two at most; the END when there are fewer."""
        assert distance < _lookahead, "no more tokens are read ahead"
        return self._ahead[min(distance, len(self._ahead) - 1)]

    def advance(self) -> Token:
        """Takes the next token.

        Raises:
            LimitError: The text has too many tokens.
        """
        token = self._ahead.popleft()
        assert token.kind is not TokenKind.END, "nothing follows the END"
        self._ahead.extend(islice(self._source, 1))
        if token.position.token >= self.limits.tokens_max:
            raise self.beyond_limit(f"The query has more than {self.limits.tokens_max} tokens", "tokens_max")
        return token

    def at(self, punctuation: str) -> bool:
        """Whether this punctuation comes next."""
        token = self._ahead[0]
        return token.kind is TokenKind.PUNCTUATION and token.text == punctuation

    def at_word(self, word: str) -> bool:
        """Whether this word comes next, in any case of letters."""
        token = self._ahead[0]
        return token.kind is TokenKind.NAME and token.text.lower() == word

    def accept(self, punctuation: str) -> bool:
        """Takes this punctuation if it comes next."""
        if not self.at(punctuation):
            return False
        self.advance()
        return True

    def expect(self, punctuation: str, *, hint: str = "") -> Token:
        """Takes this punctuation.

        Raises:
            ParseError: Something else comes next.
        """
        if not self.at(punctuation):
            raise self.unexpected(f"'{punctuation}'", hint=hint)
        return self.advance()

    def close(self, opening: Token, *, or_else: str = "") -> Token:
        """Takes the bracket that closes `opening`; `or_else` is what else could come here.

        Raises:
            ParseError: Something else comes next; the message says where it was opened.
        """
        closing = _closing[opening.text]
        if not self.at(closing):
            line, column, _ = opening.position
            hint = f"the '{opening.text}' of line {line}, column {column} is still open"
            raise self.unexpected(f"{or_else} or '{closing}'" if or_else else f"'{closing}'", hint=hint)
        return self.advance()

    def take_name(self, expected: str, *, hint: str = "") -> Token:
        """Takes a plain name.

        Raises:
            ParseError: Something else comes next.
        """
        if self.current.kind is not TokenKind.NAME:
            raise self.unexpected(expected, hint=hint)
        return self.advance()

    def separated(self, opening: Token, what: str) -> Iterator[None]:
        """One step per element of a list that a taken bracket opened; takes commas and the closing bracket.

        Raises:
            ParseError: Neither a comma nor the closing bracket follows an element.
        """
        while True:
            yield
            if not self.accept(","):
                break
            if self.at(_closing[opening.text]):
                raise self.unexpected(f"{what} after the comma", hint="remove the comma or add what is missing")
        self.close(opening, or_else="','")

    @contextmanager
    def nested(self, what: str, bound: str, depth_max: int) -> Iterator[None]:
        """Goes one level deeper in `what`.

        Raises:
            LimitError: That would be deeper than `depth_max`; the message names the bound.
        """
        depth = self._depths.get(bound, 0) + 1
        if depth > depth_max:
            raise self.beyond_limit(f"{what} are nested deeper than {depth_max} levels", bound)
        self._depths[bound] = depth
        try:
            yield
        finally:
            self._depths[bound] = depth - 1

    def beyond_limit(self, message: str, bound: str) -> LimitError:
        """The error that a bound is passed at the next token, to be raised."""
        line, column, _ = self.current.position
        return LimitError(f"{message} ({bound}); ask in several smaller requests", line=line, column=column)

    def unexpected(self, expected: str, *, hint: str = "", found: Token | None = None) -> ParseError:
        """The error that something else than `expected` was found (by default the next token), to be raised."""
        token = found or self.current
        if token.kind is TokenKind.INVALID:
            return self.error(token, token.text)
        message = f"Found {describe(token)}, expected {expected}"
        return self.error(token, f"{message}; {hint}" if hint else message)

    def error(self, token: Token, message: str) -> ParseError:
        """An error at a token, to be raised."""
        return ParseError(message, line=token.position.line, column=token.position.column)


def describe(token: Token) -> str:
    """A token as messages call it, shortened when it is long."""
    match token.kind:
        case TokenKind.END:
            return "the end of the text"
        case TokenKind.PUNCTUATION:
            return f"'{token.text}'"
        case TokenKind.STRING | TokenKind.REGEXP | TokenKind.IRI:
            return token.text if len(token.text) <= _shown_max else f"{token.text:.{_shown_max}}…"
        case _:
            return f"'{token.text:.{_shown_max}}'"


def suggest(word: str, known: Iterable[str]) -> str:
    """`did you mean …?` where a known word is near, else the list of the known ones."""
    candidates = sorted(known)
    near = difflib.get_close_matches(word[:_shown_max].lower(), candidates, n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(candidates)}"


_lookahead: Final = 3
"""Tokens that can be looked at."""
_shown_max: Final = 40
"""Characters of a token that a message shows."""
_closing: Final = {"(": ")", "[": "]", "{": "}"}
