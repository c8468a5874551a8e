"""What the generators share while one schema is made.

`Workshop` holds the API (read-only) and the types made so far; fields look types up when graphql-core asks
for them, after all are made. Does not know: which types there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInt,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
)

from graphwright.model.api import ApiField, ApiSchema, ApiType
from graphwright.records import dataclass
from graphwright.schema.bindings import Binding
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import find_referable_types, has_order


@dataclass(slots=True)
class Workshop:
    """The making of one generated schema.

    Attributes:
        referable: The types with a `…Ref` input.
        types: Everything made so far, by name; begins with the prelude.
        is_strict: Nothing is made that the reference does not make.
        relation_filters: The filter of each reference, by type and field; not under `is_strict`.
        tree_items: The element of each tree, by type and field; not under `is_strict`.
    """

    api: ApiSchema
    types: dict[str, GraphQLNamedType]
    is_strict: bool = False
    relation_filters: dict[tuple[str, str], GraphQLInputType] = field(default_factory=dict)
    tree_items: dict[tuple[str, str], GraphQLObjectType] = field(default_factory=dict)
    referable: frozenset[str] = field(init=False)
    page_arguments: dict[str, GraphQLArgument] = field(init=False)

    def __post_init__(self) -> None:
        self.referable = find_referable_types(self.api)
        self.page_arguments = {
            "first": GraphQLArgument(GraphQLInt, description=""),
            "offset": GraphQLArgument(GraphQLInt, description=""),
        }

    def add(self, made: GraphQLNamedType) -> None:
        """Keep a type that was made."""
        assert made.name not in self.types, f"{made.name} is made twice"
        self.types[made.name] = made

    def add_input(self, name: str, type_name: str, fields: Callable[[], dict[str, GraphQLInputField]]) -> None:
        """Make an input object for a type."""
        self.add(GraphQLInputObjectType(name, fields, description="", extensions={"type": type_name}))

    def add_enum(self, name: str, values: Mapping[str, GraphQLEnumValue]) -> None:
        """Make an enum."""
        self.add(GraphQLEnumType(name, dict(values), description=""))

    def filter_arguments(self, type_name: str) -> dict[str, GraphQLArgument]:
        """`filter`."""
        return {"filter": argument(self.types[names.filter_name(type_name)])}

    def list_arguments(self, type_name: str) -> dict[str, GraphQLArgument]:
        """`filter`, `order`, `first`, `offset`, as far as the type has them."""
        arguments = self.filter_arguments(type_name)
        declared = self.api.types.get(type_name)
        if declared is not None and has_order(declared):
            arguments["order"] = argument(self.types[names.order_name(type_name)])
        return arguments | self.page_arguments


def argument(type_: Any) -> GraphQLArgument:
    """An argument without a default."""
    return GraphQLArgument(type_, description="")


def input_field(type_: Any, description: str | None = None) -> GraphQLInputField:
    """A field of an input object without a default."""
    return GraphQLInputField(type_, description=description or "")


def output_field(
    type_: Any,
    binding: Binding,
    arguments: dict[str, GraphQLArgument] | None = None,
    *,
    description: str | None = None,
    deprecated: str | None = None,
) -> GraphQLField:
    """A field of an object or interface, bound to its meaning."""
    return GraphQLField(
        type_,
        arguments,
        description=description or "",
        deprecation_reason=deprecated,
        extensions={"binding": binding},
    )


def enum_value(name: str, description: str | None = None, deprecated: str | None = None) -> GraphQLEnumValue:
    """A value of an enum, which is its own name inside too."""
    return GraphQLEnumValue(name, description=description or "", deprecation_reason=deprecated)


def listed(declared: ApiField, inner: Any) -> Any:
    """A named type inside the list and the element's non-null of a field, without the outer non-null."""
    if not declared.is_list:
        return inner
    return GraphQLList(GraphQLNonNull(inner) if declared.is_element_required else inner)


def wrapped(declared: ApiField, inner: Any) -> Any:
    """A named type inside the list and non-nulls of a field."""
    type_ = listed(declared, inner)
    return GraphQLNonNull(type_) if declared.is_required else type_


def described_enum(workshop: Workshop, declared: ApiType, name: str, fields: list[str]) -> None:
    """Make an enum of field names."""
    assert fields, f"{declared.name} has no fields for {name}"
    workshop.add_enum(name, {field_name: enum_value(field_name) for field_name in fields})
