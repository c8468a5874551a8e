"""SQL text with line breaks at the borders of clauses, so that a diff shows what changed.

Only white space differs from the text given. Knows just enough of SQL: strings, brackets, clause words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_room: Final = 118
_room_min: Final = 80
_token: Final = re.compile(r"""\s*('(?:[^']|'')*'|"(?:[^"]|"")*"|\$\d+|\w+(?:\.\w+)*|\|\||<=|>=|<>|!=|::|\S)""")
_clauses: Final = (
    *("SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION"),
    *("INSERT", "VALUES", "ON CONFLICT", "UPDATE", "SET", "DELETE", "RETURNING"),
)
_joins: Final = ("JOIN", "LEFT", "INNER")
_separators: Final = (",", "OR", "AND", "||")


@dataclass(frozen=True, slots=True)
class Word:
    """A token, and whether white space stood before it."""

    text: str
    is_spaced: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between brackets."""

    inner: tuple[Node, ...]
    is_spaced: bool


Node = Word | Group
Nodes = tuple[Node, ...]


def format_sql(text: str) -> str:
    """The text with its clauses on lines of their own and what is nested indented."""
    nodes, rest = _parse(list(_words(text)))
    assert not rest, "brackets that close what was not opened"
    return "\n".join(_lines(nodes, _room)) + "\n"


def _words(text: str) -> Iterator[Word]:
    position = 0
    while match := _token.match(text, position):
        yield Word(match[1], match.start(1) > match.start())
        position = match.end()
    assert not text[position:].strip()


def _parse(words: list[Word]) -> tuple[Nodes, list[Word]]:
    """The nodes up to the closing bracket, and what comes behind it."""
    nodes: list[Node] = []
    while words:
        word, *words = words
        if word.text == ")":
            return tuple(nodes), [word, *words]
        if word.text != "(":
            nodes.append(word)
            continue
        inner, words = _parse(words)
        assert words, "a bracket that is not closed"
        nodes.append(Group(inner, word.is_spaced))
        words = words[1:]
    return tuple(nodes), []


def _flat(nodes: Nodes) -> str:
    text = ""
    for node in nodes:
        shown = node.text if isinstance(node, Word) else f"({_flat(node.inner)})"
        text += f" {shown}" if node.is_spaced and text else shown
    return text


# ---- lines ----------------------------------------------------------------------------------------


def _lines(nodes: Nodes, room: int) -> list[str]:
    """The nodes on one line if there is room, on several if not."""
    flat = _flat(nodes)
    if len(flat) <= room:
        return [flat]
    if _is_word(nodes[0], *_clauses):
        return [line for clause in _split(nodes, _clauses) for line in _clause_lines(clause, room)]
    if _is_word(nodes[0], "CASE") and _is_word(nodes[-1], "END"):
        parts = _split(nodes[1:-1], ("WHEN", "ELSE"))
        return ["CASE", *(line for part in parts for line in _indented(_lines(part, _less(room)))), "END"]
    for separator in _separators:
        if any(_is_word(node, separator) for node in nodes):
            return _separated(nodes, separator, room)
    return _expanded(nodes, room)


def _clause_lines(clause: Nodes, room: int) -> list[str]:
    flat = _flat(clause)
    if len(flat) <= room:
        return [flat]
    word, content = _flat(clause[:1]), clause[1:]
    parts = _split(content, _joins) if word == "FROM" else [content]
    is_one = len(parts) == 1 and not any(_is_word(node, *_separators) for node in content)
    if is_one:
        first, *others = _lines(content, room)
        return [f"{word} {first}", *others]
    return [word, *(line for part in parts for line in _indented(_lines(part, _less(room))))]


def _separated(nodes: Nodes, separator: str, room: int) -> list[str]:
    """Parts on lines of their own; the text of a member of an object stays behind its key."""
    lines: list[str] = []
    parts = _split_at(nodes, separator)
    for number, part in enumerate(parts):
        first, *others = _lines(part, room)
        lead = f"{separator} " if separator != "," and number else ""
        if lines and _is_key(parts[number - 1]) and len(lines[-1]) + len(first) < room:
            lines[-1] += f" {lead}{first}"
        else:
            lines.append(lead + first)
        lines += others
        if separator == "," and number < len(parts) - 1:
            lines[-1] += ","
    return lines


def _is_key(part: Nodes) -> bool:
    """Whether a part is the literal of a member's key."""
    return len(part) == 1 and isinstance(part[0], Word) and part[0].text.endswith(":'")


def _expanded(nodes: Nodes, room: int) -> list[str]:
    """The longest group of an expression over several lines."""
    lengths = [len(_flat((node,))) if isinstance(node, Group) else 0 for node in nodes]
    longest = lengths.index(max(lengths))
    node = nodes[longest]
    if not isinstance(node, Group):
        return [_flat(nodes)]
    opening = _flat((*nodes[:longest], Word("(", node.is_spaced)))
    closing = _flat((Word(")", is_spaced=False), *nodes[longest + 1 :]))
    return [opening, *_indented(_lines(node.inner, _less(room))), closing]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _less(room: int) -> int:
    return max(room - 2, _room_min)


# ---- splitting ------------------------------------------------------------------------------------


def _is_word(node: Node, *texts: str) -> bool:
    return isinstance(node, Word) and node.text in texts


def _split(nodes: Nodes, words: tuple[str, ...]) -> list[Nodes]:
    """Parts that begin with one of the words; LEFT OUTER JOIN and ON CONFLICT begin one part each."""
    starts = [number for number, node in enumerate(nodes) if _begins(nodes, number, words)]
    borders = sorted({0, *starts, len(nodes)})
    return [nodes[start:end] for start, end in pairwise(borders)]


def _begins(nodes: Nodes, number: int, words: tuple[str, ...]) -> bool:
    node = nodes[number]
    if _is_word(node, "JOIN") and number and _is_word(nodes[number - 1], "OUTER", "INNER"):
        return False
    if _is_word(node, "FROM") and number and _is_word(nodes[number - 1], "DELETE"):
        return False
    if _is_word(node, "UPDATE") and number and _is_word(nodes[number - 1], "DO"):
        return False
    if _is_word(node, "ON"):
        return "ON CONFLICT" in words and _is_word(nodes[number + 1], "CONFLICT")
    return _is_word(node, *words)


def _split_at(nodes: Nodes, separator: str) -> list[Nodes]:
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if _is_word(node, separator):
            parts.append([])
        else:
            parts[-1].append(node)
    return [tuple(part) for part in parts]
