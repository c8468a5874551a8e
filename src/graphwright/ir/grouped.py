"""Groups of nodes as DQL's `@groupby` has them: a selection's nodes by what they have in common.

A node belongs to as many groups as it has values or neighbours of a key, and to none where it has none. (GraphQL's
groups are `groups.py`.) Does not know: syntax, SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from graphwright.model.values import ValueKind
from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.ir.nodes import Condition, Select


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPart:
    """What the nodes of a group share.

    Attributes:
        predicate: None: a type.
        languages: As in `ir.nodes.Value`.
        condition: What a node must pass to be shared; others share none.
    """

    key: str
    predicate: str | None
    kind: ValueKind
    languages: tuple[str, ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupItem:
    """What is told of a group; `count` has no predicate.

    Attributes:
        languages: As in `ir.nodes.Value`.
        defines: The name of a relation that gets it for the node that a group shares.
    """

    key: str
    function: Literal["count", "min", "max", "sum", "avg"]
    predicate: str | None = None
    kind: ValueKind = ValueKind.INT
    languages: tuple[str, ...] = ()
    defines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedNodes:
    """Groups in the place of nodes, at a root or inside a node.

    Attributes:
        is_shown: False: it only defines relations.
    """

    key: str
    select: Select
    by: tuple[GroupPart, ...]
    items: tuple[GroupItem, ...]
    only_on: tuple[str, ...] = ()
    is_shown: bool = True
