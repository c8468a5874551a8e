"""Nodes of names, predicates, variables and values.

In: nothing. Out: node types, and the unions `ListItem`, `Argument`, `UidMember`. Does not know: what a
value means: numbers stay text until somebody knows the predicate they are compared with.
"""

from __future__ import annotations

from typing import NamedTuple

from graphwright.records import dataclass


class Position(NamedTuple):
    """A place in a text.

    Attributes:
        line: 1-based.
        column: 1-based, in characters.
        token: 0-based ordinal of the token; the same in every text that differs only in its literals,
            so that a cached plan can find the place in the text at hand.
    """

    line: int
    column: int
    token: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: the place of its first token."""

    position: Position

    @property
    def line(self) -> int:
        """1-based line of the first token."""
        return self.position.line

    @property
    def column(self) -> int:
        """1-based column of the first token."""
        return self.position.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A plain name: of a facet, a type, a field of a schema query."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate(Node):
    """`name`, `~genre`, `name@en:fr:.`, `<any iri>`.

    Attributes:
        name: Without `~`.
        is_reverse: Written with `~`.
        languages: In the order of preference; `.` is any language, `*` (always alone) all of them.
    """

    name: str
    is_reverse: bool
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Node):
    """The `x` of `x as …`: a uid or value variable comes into being."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryVariable(Node):
    """A use of `$name`, whose value comes with the request.

    Attributes:
        name: Without `$`.
    """

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StringLiteral(Node):
    """`"text"`, with its escapes resolved."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLiteral(Node):
    """A number as written: `-3`, `8.10`, `1e21`, `0x101`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerLiteral(Node):
    """A 64-bit integer where only an integer can stand."""

    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanLiteral(Node):
    """`true` or `false` where only these can stand."""

    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Node):
    """An unquoted word as a value: `true`, `Film`; means what its predicate's type makes of it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegexpLiteral(Node):
    """`/pattern/i`.

    Attributes:
        pattern: As written between the slashes (RE2 syntax, slashes escaped), not checked.
        ignores_case: The flag `i` was given.
    """

    pattern: str
    ignores_case: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLiteral(Node):
    """`[1, 2]`, and coordinates: `[[[9.0, 59.0], …]]`. Never empty."""

    values: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOf(Node):
    """`val(x)`."""

    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthOf(Node):
    """`len(x)`, in the conditions of upserts."""

    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOf(Node):
    """`count(predicate)` as what a function compares."""

    predicate: Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class UidLiteral(Node):
    """`0x101` or `257`.

    Attributes:
        value: 0 to 2^64 - 1. What is above 2^63 - 1 matches nothing.
        text: As written.
    """

    value: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UidVariable(Node):
    """A variable within `uid(…)`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UidSet(Node):
    """`uid(0x1, a, $b)`: a function, or an argument of `uid_in` and `shortest`. May be empty."""

    members: tuple[UidMember, ...]


ListItem = StringLiteral | NumberLiteral | Word | QueryVariable | ListLiteral
Argument = ListItem | RegexpLiteral | ValueOf | UidSet
UidMember = UidLiteral | UidVariable | QueryVariable
