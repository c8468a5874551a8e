"""What each generated field means, so that binders need not take names apart.

Every generated field carries one of these in `extensions["binding"]`; every generated input object
carries the name of its type in `extensions["type"]`. Does not know: requests, plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graphwright.model.api import ApiField
from graphwright.model.remote import RemoteField


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
    | PayloadNodes
    | PayloadNumUids
    | PayloadMessage
    | AggregateCount
    | AggregateOf
)
