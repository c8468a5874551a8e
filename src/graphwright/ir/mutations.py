"""IR of mutations: what to write, and what to read of it afterwards.

Does not know: syntax, SQL, how inputs become changes (`bind/graphql/changes.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any, Literal

from graphwright.ir.nodes import Nested, Select, TypeName
from graphwright.records import dataclass

InputSource = Callable[[Sequence[Any]], Any]
"""From a request's values to a coerced input: dicts, lists and scalars, as GraphQL gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadNumber:
    """How many nodes were touched."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadText:
    """What a delete says in words."""

    key: str


PayloadItem = PayloadNumber | PayloadText | TypeName | Nested


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNodes:
    key: str
    api_type: str
    input: InputSource = field(compare=False)
    upsert: InputSource = field(compare=False)
    payload: tuple[PayloadItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateNodes:
    """Attributes: select: The nodes that the filter finds; its answer is a list of uids."""

    key: str
    api_type: str
    select: Select
    set: InputSource = field(compare=False)
    remove: InputSource = field(compare=False)
    update: InputSource = field(compare=False)
    replace: InputSource = field(compare=False)
    payload: tuple[PayloadItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteNodes:
    key: str
    api_type: str
    select: Select
    payload: tuple[PayloadItem, ...]


Mutation = AddNodes | UpdateNodes | DeleteNodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutations:
    """The root fields of a mutation request, in their order."""

    roots: tuple[Mutation | TypeName, ...]
    operation: Literal["mutation"] = "mutation"
