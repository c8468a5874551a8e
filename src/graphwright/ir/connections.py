"""Cursor connections: pages of a selection by places in its order, and what is asked of a page.

Does not know: syntax, SQL, what a cursor looks like.
"""

from __future__ import annotations

from typing import Literal

from graphwright.ir.nodes import Param, Select, TypeName
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in an order, which need not be a node's any more.

    Attributes:
        values: Of the order's keys, one each; null where the value is missing.
        lacks_first: The first key's value is missing. It is part of the plan.
    """

    uid: Param
    values: tuple[Param, ...]
    lacks_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeCursor:
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeNode:
    """The node of an edge: the part of the selection's outputs from `start` up to `end`."""

    key: str
    start: int
    end: int


EdgeMember = EdgeCursor | EdgeNode | TypeName


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """The page as a list of objects."""

    key: str
    members: tuple[EdgeMember, ...]


Fact = Literal["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact:
    key: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What is to be known of the page, as an object."""

    key: str
    members: tuple[PageFact | TypeName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCount:
    """How many nodes there are on all pages."""

    key: str


ConnectionMember = Edges | PageFacts | TotalCount | TypeName


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A page of a selection: the first nodes behind a place, or the last before one.

    Attributes:
        select: All pages; its own page has the size alone. Its outputs are those of all `EdgeNode`s, one behind the
            other, so that passes see them.
        is_backward: The last nodes are asked for.
        mark: Marks the cursors of this order.
    """

    key: str
    select: Select
    is_backward: bool
    after: Position | None
    before: Position | None
    mark: str
    members: tuple[ConnectionMember, ...]

    def facts(self) -> frozenset[Fact]:
        """What is asked of the page."""
        asked = (fact for member in self.members if isinstance(member, PageFacts) for fact in member.members)
        return frozenset(fact.fact for fact in asked if isinstance(fact, PageFact))
