"""Nodes of functions, filters and math.

In: the nodes of values. Out: node types, and the unions `Target`, `Function`, `Filter`,
`MathExpression`. Does not know: which functions exist.
"""

from __future__ import annotations

from typing import Literal

from graphwright.lang.dql.syntax.values import (
    Argument,
    CountOf,
    LengthOf,
    Node,
    Predicate,
    QueryVariable,
    StringLiteral,
    UidSet,
    ValueOf,
    Word,
)
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Node):
    """A named argument of a function: `ef: 50`."""

    name: str
    value: Argument


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCall(Node):
    """Every function but `uid` and `type`: `eq(name, "x")`, `has(~genre)`, `ge(count(road), 3)`.

    Attributes:
        name: In lower case; whether it exists and what it takes is not known here.
        target: What it is asked of, its first argument; within `@facets(…)` a facet.
    """

    name: str
    target: Target
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFunction(Node):
    """`type(Film)`."""

    type_name: Word | StringLiteral | QueryVariable


@dataclass(frozen=True, slots=True, kw_only=True)
class And(Node):
    """Two or more operands, all of which hold."""

    operands: tuple[Filter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(Node):
    """Two or more operands, one of which holds."""

    operands: tuple[Filter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """The operand does not hold."""

    operand: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class MathNumber(Node):
    """An unsigned number as written; with neither point nor exponent it is an integer."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MathBoolean(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MathVariable(Node):
    """A value variable."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MathUnary(Node):
    """`-a` or `!a`."""

    operator: Literal["-", "!"]
    operand: MathExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class MathBinary(Node):
    """`a + b`.

    Attributes:
        operator: One of + - * / % < > <= >= == != && || dot.
    """

    operator: str
    left: MathExpression
    right: MathExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class MathCall(Node):
    """`cond(a > 1, b, 0)`.

    Attributes:
        name: In lower case; whether it exists is not known here.
    """

    name: str
    arguments: tuple[MathExpression, ...]


Target = Predicate | CountOf | ValueOf | LengthOf
Function = FunctionCall | TypeFunction | UidSet
Filter = And | Or | Not | Function
MathExpression = MathNumber | MathBoolean | MathVariable | QueryVariable | MathUnary | MathBinary | MathCall
