"""What is asked of a node's values and types beyond one value: how many there are, in which languages, whether any.

Conditions and outputs that DQL has and GraphQL has not. Does not know: syntax, SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.ir.nodes import Comparison, Condition, Nearest, Param


# ---- conditions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HasCount:
    """How many values a node has: a comparison, or one of several numbers.

    Attributes:
        predicate: Holds values; None: the node's types.
        languages: As in `Value`; with tags the number is 0 or 1.
    """

    predicate: str | None
    operator: Comparison | Literal["one of"]
    value: Param
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HasAnyType:
    """The node has a type, whichever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IsNear:
    """The node is one of the nearest; how near does not matter.

    Attributes:
        nearest: Without a filter of its own: it chooses among all that may be seen.
    """

    nearest: Nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginsWith:
    """The text begins with another."""

    predicate: str
    start: Param


ValueCondition = HasCount | HasAnyType | IsNear | BeginsWith


# ---- outputs --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCount:
    """How many values a node has (DQL's `count(predicate)`).

    Attributes:
        predicate: None: the node's types.
        languages: As in `Value`; with tags the number is 0 or 1.
        defines: The name of a relation that gets the numbers.
    """

    key: str
    predicate: str | None
    languages: tuple[str, ...] = ()
    defines: str | None = None
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AllLanguages:
    """A predicate's values in all languages, each under a key of its own: `name`, `name@en` (DQL's `name@*`)."""

    key: str
    predicate: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """Whether a node passes a condition (DQL's `checkpwd`).

    Attributes:
        defines: The name of a relation that gets the answers.
    """

    key: str
    condition: Condition
    defines: str | None = None
    only_on: tuple[str, ...] = ()


ValueOutput = ValueCount | AllLanguages | Passes
