"""What each generated field means, so that binders need not take names apart.

Every generated field carries one of these in `extensions["binding"]`; every generated input object
carries the name of its type in `extensions["type"]`. Does not know: requests, plans.
"""

from __future__ import annotations

from typing import Literal

from graphwright.model.api import ApiField
from graphwright.model.remote import RemoteField
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True)
class GetRoot:
    """`getX`: one node by its ID or its `@id` fields; the arguments have the names of these fields."""

    type_name: str


@dataclass(frozen=True, slots=True)
class CheckPasswordRoot:
    """`checkXPassword`: the node of an ID or `@id` value, if the password given is its own."""

    type_name: str


@dataclass(frozen=True, slots=True)
class QueryRoot:
    """`queryX`."""

    type_name: str


@dataclass(frozen=True, slots=True)
class ConnectionRoot:
    """`queryXConnection`: pages of `queryX` by cursors."""

    type_name: str


@dataclass(frozen=True, slots=True)
class AggregateRoot:
    """`aggregateX`."""

    type_name: str


@dataclass(frozen=True, slots=True)
class SimilarRoot:
    """`querySimilarXById` and `querySimilarXByEmbedding`.

    Attributes:
        filters_first: The nearest of what passes the filter; else, as the reference, what passes of the nearest.
    """

    type_name: str
    filters_first: bool


@dataclass(frozen=True, slots=True)
class DistanceField:
    """`vector_distance`: how far a node is from what was asked; null in other queries."""


@dataclass(frozen=True, slots=True)
class EntitiesRoot:
    """`_entities`: the nodes of one type with `@key`, by their keys."""


@dataclass(frozen=True, slots=True)
class AddRoot:
    """`addX`."""

    type_name: str


@dataclass(frozen=True, slots=True)
class UpdateRoot:
    """`updateX`."""

    type_name: str


@dataclass(frozen=True, slots=True)
class DeleteRoot:
    """`deleteX`."""

    type_name: str


@dataclass(frozen=True, slots=True)
class IdField:
    """The field of type ID."""

    field: ApiField


@dataclass(frozen=True, slots=True)
class ValueField:
    """A scalar or an enum, single or a list."""

    field: ApiField


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """One or many other nodes."""

    field: ApiField


@dataclass(frozen=True, slots=True)
class RemoteValue:
    """A field that is computed elsewhere: `@custom`, `@lambda`, and what a remote or another service gives."""

    field: RemoteField


@dataclass(frozen=True, slots=True)
class AggregateField:
    """`fieldAggregate`: the aggregate over the nodes of a list reference, which is `field`."""

    field: ApiField


@dataclass(frozen=True, slots=True)
class TreeField:
    """`repliesTree` of the list `field`, `parentChain` of the single reference `field`."""

    field: ApiField


@dataclass(frozen=True, slots=True)
class TreeDepth:
    """`depth` of an element of a tree."""


@dataclass(frozen=True, slots=True)
class TreeParent:
    """`parentId` of an element of a tree: the ID, or the value of an `@id` field, which is `field`."""

    field: ApiField


@dataclass(frozen=True, slots=True)
class TreeNode:
    """`node` of an element of a tree."""

    type_name: str


@dataclass(frozen=True, slots=True)
class ConnectionEdges:
    """`edges` of a connection."""

    type_name: str


@dataclass(frozen=True, slots=True)
class ConnectionPageInfo:
    """`pageInfo` of a connection."""


@dataclass(frozen=True, slots=True)
class ConnectionCount:
    """`totalCount` of a connection."""


@dataclass(frozen=True, slots=True)
class EdgeCursorField:
    """`cursor` of an edge."""


@dataclass(frozen=True, slots=True)
class EdgeNodeField:
    """`node` of an edge."""

    type_name: str


@dataclass(frozen=True, slots=True)
class PageInfoFact:
    """A field of `pageInfo`."""

    fact: Literal["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"]


@dataclass(frozen=True, slots=True)
class PayloadNodes:
    """The nodes that a mutation touched, in its payload."""

    type_name: str


@dataclass(frozen=True, slots=True)
class PayloadNumUids:
    """`numUids` of a payload."""


@dataclass(frozen=True, slots=True)
class PayloadMessage:
    """`msg` of a delete's payload."""


@dataclass(frozen=True, slots=True)
class AggregateCount:
    """`count` of an aggregate result."""


@dataclass(frozen=True, slots=True)
class GroupsRoot:
    """`groupByX`."""

    type_name: str


@dataclass(frozen=True, slots=True)
class GroupKeys:
    """`key` of a group; what is in it are fields of the type, bound as there."""


AggregateFunction = Literal["min", "max", "sum", "avg"]


@dataclass(frozen=True, slots=True)
class AggregateOf:
    """`fieldMin` and its like of an aggregate result."""

    field: ApiField
    function: AggregateFunction


Binding = (
    GetRoot
    | CheckPasswordRoot
    | QueryRoot
    | ConnectionRoot
    | AggregateRoot
    | SimilarRoot
    | DistanceField
    | EntitiesRoot
    | AddRoot
    | UpdateRoot
    | DeleteRoot
    | IdField
    | ValueField
    | ReferenceField
    | RemoteValue
    | AggregateField
    | TreeField
    | TreeDepth
    | TreeParent
    | TreeNode
    | ConnectionEdges
    | ConnectionPageInfo
    | ConnectionCount
    | EdgeCursorField
    | EdgeNodeField
    | PageInfoFact
    | PayloadNodes
    | PayloadNumUids
    | PayloadMessage
    | AggregateCount
    | AggregateOf
    | GroupsRoot
    | GroupKeys
)
