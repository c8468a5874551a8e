"""IR of groups: nodes that share values, and what is asked of each group.

A group has keys, which the nodes in it share, and aggregates over them. Whatever is missing, or hidden by a rule, is a
key of its own. Does not know: syntax, SQL.
"""

from __future__ import annotations

from typing import Literal

from graphwright.ir.nodes import Comparison, Hop, Page, Param, Select, TypeName
from graphwright.model.time_zones import Bucket
from graphwright.model.values import ValueKind
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKey:
    """What nodes are grouped by.

    Attributes:
        predicate: Whose value it is; None: the node itself that `along` leads to.
        along: Single references to the node whose value it is.
        bucket: Of a DateTime, the period that it lies in; None: the instant.
        zone: The time zone whose periods these are; None: UTC.
    """

    predicate: str | None
    languages: tuple[str, ...] = ()
    along: tuple[Hop, ...] = ()
    bucket: Bucket | None = None
    zone: Param | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregated:
    """A number or value over a group's nodes; `count` has no predicate."""

    function: Literal["count", "min", "max", "sum", "avg"]
    predicate: str | None = None
    languages: tuple[str, ...] = ()


# ---- which groups, in which order -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HavingAll:
    parts: tuple[Having, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HavingAny:
    parts: tuple[Having, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HavingNot:
    """Two-valued, as `Not`."""

    part: Having


@dataclass(frozen=True, slots=True, kw_only=True)
class HavingNone:
    """No group passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HavingCompare:
    of: Aggregated
    operator: Comparison
    value: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class HavingOneOf:
    """The aggregate is one of a list, which is one parameter."""

    of: Aggregated
    values: Param


Having = HavingAll | HavingAny | HavingNot | HavingNone | HavingCompare | HavingOneOf


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPart:
    """A key, or of a key that is a node something of that node.

    Attributes:
        position: Which of the keys.
        of_node: What of the node, from there on; None: the key itself.
    """

    position: int
    of_node: GroupKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOrder:
    """Missing values come last both ways; ties go by the keys, in their order, ascending."""

    by: Aggregated | KeyPart
    is_descending: bool


# ---- output ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupValue:
    """A key as a value."""

    key: str
    position: int
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNode:
    """Values of the node that a key is, as an object; null where there is none.

    Attributes:
        select: Of the node itself (`Same`).
    """

    key: str
    position: int
    select: Select


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupObject:
    """Several keys as an object."""

    key: str
    members: tuple[GroupMember, ...]


GroupMember = GroupValue | GroupNode | GroupObject | TypeName


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAggregate:
    key: str
    of: Aggregated


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A selection's nodes in groups, as a list of objects.

    Attributes:
        select: Which nodes; without order, page and output.
        page: Of the groups; never from the end.
    """

    key: str
    select: Select
    by: tuple[GroupKey, ...]
    having: Having | None = None
    order: tuple[GroupOrder, ...] = ()
    page: Page | None = None
    output: tuple[GroupObject | GroupAggregate | TypeName, ...] = ()
