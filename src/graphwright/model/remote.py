"""What a schema declares beside stored types: fields that are computed elsewhere, and the types that these need.

In: what `schema/` read from a text. Out: frozen values. Does not know: how a remote is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from graphwright.records import dataclass

Source = Literal["custom", "lambda", "external", "remote"]
"""Who gives a field its value: `@custom`, `@lambda`, another service of a federation, or the remote of its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteArgument:
    """An argument of a remote field, or a field of an input type.

    Attributes:
        written_type: As in the schema, such as `[Int!]`.
        default: As in the schema, in GraphQL's syntax.
    """

    name: str
    written_type: str
    default: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteField:
    """A field that nothing is stored of."""

    name: str
    written_type: str
    source: Source
    arguments: tuple[RemoteArgument, ...] = ()
    description: str | None = None
    deprecated: str | None = None
    is_watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteType:
    """An object or interface type with `@remote`."""

    name: str
    is_interface: bool
    fields: Mapping[str, RemoteField]
    interfaces: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteUnion:
    """A union with `@remote`."""

    name: str
    members: tuple[str, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteInput:
    """An input type of the schema."""

    name: str
    fields: tuple[RemoteArgument, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaUse:
    """A place that needs the lambda server."""

    name: str
    line: int
    column: int
