"""Fields, types and inputs that are computed elsewhere, in the generated API.

They are made as written. Does not know: how they are carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    TypeNode,
    Undefined,
    parse_type,
    parse_value,
    value_from_ast,
)

from graphwright.model.remote import RemoteArgument, RemoteField, RemoteInput, RemoteType, RemoteUnion
from graphwright.schema.bindings import RemoteValue
from graphwright.schema.generation.workshop import Workshop, output_field


def make_remote_type(workshop: Workshop, declared: RemoteType) -> None:
    """Make an object or interface type with `@remote`."""

    def fields() -> dict[str, GraphQLField]:
        return remote_fields(workshop, declared.fields)

    def interfaces() -> list[GraphQLInterfaceType]:
        return [cast("GraphQLInterfaceType", workshop.types[name]) for name in declared.interfaces]

    made_as = GraphQLInterfaceType if declared.is_interface else GraphQLObjectType
    workshop.add(made_as(declared.name, fields, interfaces, description=declared.description or ""))


def make_remote_union(workshop: Workshop, declared: RemoteUnion) -> None:
    """Make a union with `@remote`."""

    def members() -> list[GraphQLObjectType]:
        return [cast("GraphQLObjectType", workshop.types[name]) for name in declared.members]

    workshop.add(GraphQLUnionType(declared.name, members, description=declared.description or ""))


def make_input(workshop: Workshop, declared: RemoteInput) -> None:
    """Make an input type of the schema."""

    def fields() -> dict[str, GraphQLInputField]:
        made = {}
        for member in declared.fields:
            type_ = _type(workshop, parse_type(member.written_type))
            default = _default(member, type_)
            made[member.name] = GraphQLInputField(type_, default, description=member.description or "")
        return made

    workshop.add(GraphQLInputObjectType(declared.name, fields, description=declared.description or ""))


def remote_fields(workshop: Workshop, fields: Mapping[str, RemoteField]) -> dict[str, GraphQLField]:
    """Make the remote fields of a type or root."""
    return {name: _make_field(workshop, field) for name, field in fields.items()}


def _make_field(workshop: Workshop, field: RemoteField) -> GraphQLField:
    arguments = {}
    for one in field.arguments:
        type_ = _type(workshop, parse_type(one.written_type))
        arguments[one.name] = GraphQLArgument(type_, _default(one, type_), description=one.description or "")
    return output_field(
        _type(workshop, parse_type(field.written_type)),
        RemoteValue(field),
        arguments,
        description=field.description,
        deprecated=field.deprecated,
    )


def _type(workshop: Workshop, node: TypeNode) -> Any:
    match node:
        case NonNullTypeNode(type=inner):
            return GraphQLNonNull(_type(workshop, inner))
        case ListTypeNode(type=inner):
            return GraphQLList(_type(workshop, inner))
        case NamedTypeNode(name=name):
            return workshop.types[name.value]
    raise AssertionError(f"{node.kind} is no type")


def _default(declared: RemoteArgument, type_: Any) -> Any:
    return Undefined if declared.default is None else value_from_ast(parse_value(declared.default), type_)
