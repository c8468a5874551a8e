"""The text of a mutation or upsert → the parts of a request: a query, and each mutation's texts.

In: `{ set { … } delete { … } }` or `upsert { query { … } mutation @if(…) { … } … }`. Out: the query's text and
`DqlMutation`s. A text that was taken out of a longer one keeps its lines and columns: what stood before it is blank.
Does not know: what quads, conditions and queries mean; they are read where they are run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from graphwright.errors import ParseError
from graphwright.lang.dql.lexer import TokenKind, tokenize
from graphwright.lang.rdf import split_mutation_block
from graphwright.model.dql_requests import DqlMutation
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationTexts:
    """What a text asks for; `query` is "" without one."""

    query: str
    mutations: tuple[DqlMutation, ...]


def split_mutation_text(text: str) -> MutationTexts:
    """The parts of a text.

    Raises:
        ParseError: Words, braces or parentheses that are not where they belong, with line and column.
    """
    start = _skip(text, 0)
    upsert = _upsert.match(text, start)
    if upsert is None:
        if text[start : start + 1] != "{":
            raise _error(
                text, start, "a mutation is { set { … } delete { … } } or upsert { query { … } mutation { … } }"
            )
        mutation, end = _mutation(text, start, "")
        _expect_end(text, end)
        return MutationTexts(query="", mutations=(mutation,))
    return _split_upsert(text, upsert.end())


# --- Upserts


_gap: Final = re.compile(r"(?:\s|#[^\n]*+)*+")
_upsert: Final = re.compile(r"upsert\b")
_word: Final = re.compile(r"(query|fragment|mutation)\b")
_brackets: Final = {"{": "}", "(": ")"}


def _split_upsert(text: str, position: int) -> MutationTexts:
    position = _expect(text, position, "{", "an upsert is upsert { query { … } mutation { … } }")
    queries: list[tuple[int, int]] = []
    mutations: list[DqlMutation] = []
    while (word := _word.match(text, start := _skip(text, position))) is not None:
        if word[1] == "mutation":
            condition, position = _condition(text, word.end())
            mutation, position = _mutation(text, position, condition)
            mutations.append(mutation)
            continue
        if word[1] == "query" and any(text.startswith("query", begin) for begin, _ in queries):
            raise _error(text, start, "an upsert has one query; put the blocks of both into one")
        position = _end_of(text, word.end(), "{", f"the block of {word[1]}")
        queries.append((start, position))
    position = _expect(text, start, "}", "expected query { … }, fragment, mutation { … } or the brace that closes it")
    _expect_end(text, position)
    if not queries:
        raise _error(text, position - 1, "the upsert has no query; write query { v as var(func: …) }, or no upsert")
    if not mutations:
        raise _error(text, position - 1, "the upsert has no mutation; write mutation { set { … } }, or send a query")
    return MutationTexts(query=_kept(text, queries), mutations=tuple(mutations))


def _condition(text: str, position: int) -> tuple[str, int]:
    """`@if(…)` if it stands here, and the position behind it."""
    start = _skip(text, position)
    if text[start : start + 1] != "@":
        return "", start
    end = _end_of(text, start, "(", "the condition @if(…)")
    return _kept(text, [(start, end)]), end


def _mutation(text: str, start: int, condition: str) -> tuple[DqlMutation, int]:
    sets, deletes, end = split_mutation_block(text, start)
    return DqlMutation(set_rdf=_kept(text, sets), delete_rdf=_kept(text, deletes), condition=condition), end


def _end_of(text: str, position: int, opening: str, what: str) -> int:
    """The position behind the bracket that closes the first `opening` from here, by the tokens of DQL."""
    depth = 0
    closing = _brackets[opening]
    before = _blank_to(text, position)
    for token in tokenize(before + text[position:]):
        if token.kind is TokenKind.INVALID:
            raise ParseError(token.text, line=token.position.line, column=token.position.column)
        if token.kind is not TokenKind.PUNCTUATION:
            continue
        if token.text == opening:
            depth += 1
        elif token.text == closing:
            depth -= 1
            if depth <= 0:
                if depth < 0:
                    break
                return position + token.end - len(before)
    raise _error(text, position, f'{what} has no "{opening}", or no "{closing}" that closes it')


def _kept(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """These parts of a text, each on its line and at its column."""
    kept, position = "", 0
    for start, end in spans:
        if not kept:
            kept = _blank_to(text, start)
        elif "\n" in text[position:start]:
            kept += re.sub(r"[^\n]", " ", text[position:start])
        else:
            kept += "\n"  # one text never ends on the line on which another begins
        kept += text[start:end]
        position = end
    return kept


def _blank_to(text: str, position: int) -> str:
    return "\n" * text.count("\n", 0, position) + " " * (position - (text.rfind("\n", 0, position) + 1))


def _skip(text: str, position: int) -> int:
    match = _gap.match(text, position)
    assert match is not None, "the pattern matches the empty text"
    return match.end()


def _expect(text: str, position: int, expected: str, otherwise: str) -> int:
    start = _skip(text, position)
    if not text.startswith(expected, start):
        raise _error(text, start, otherwise)
    return start + len(expected)


def _expect_end(text: str, position: int) -> None:
    end = _skip(text, position)
    if end != len(text):
        raise _error(text, end, "nothing may follow the brace that closes a mutation")


def _error(text: str, position: int, reason: str) -> ParseError:
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return ParseError(reason, line=text.count("\n", 0, position) + 1, column=column)
