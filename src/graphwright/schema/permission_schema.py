"""The permission schema: `SomeXExists(filter, orderBy, …): Boolean!` for each type of an API.

Its filters are as Graphcool's permission queries have them. In: an `ApiSchema`. Out: a graphql-core schema, and what
each member of its filters asks. A field that is called as a generated member would be stands in its place.
Does not know: the generated API, how queries are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
)

from graphwright.errors import SchemaError
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.records import dataclass
from graphwright.schema.generation.scalar_types import scalar_coercions

_ordered: Final = ("", "not", "in", "not_in", "lt", "lte", "gt", "gte")
_texts: Final = ("contains", "not_contains", "starts_with", "not_starts_with", "ends_with", "not_ends_with")
_operators: Final[Mapping[str, tuple[str, ...]]] = {
    "ID": ("", "not", "in", "not_in"),
    "Boolean": ("", "not"),
    "String": (*_ordered, *_texts),
    **dict.fromkeys(("Int", "Int64", "Float", "DateTime"), _ordered),
}
_of_enums: Final = ("", "not", "in", "not_in")
_of_lists: Final = ("every", "some", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterMember:
    """What a member of a filter asks.

    Attributes:
        operator: "" for equality, or for that a single reference passes; else as behind the field's name.
    """

    field: ApiField
    operator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionSchema:
    """The permission schema of an API.

    Attributes:
        members: By type what each member of its filter but AND and OR asks.
        roots: `SomePostExists` → Post.
        variables: The input type of each scalar and enum, by name.
    """

    schema: GraphQLSchema
    members: Mapping[str, Mapping[str, FilterMember]]
    roots: Mapping[str, str]
    variables: Mapping[str, GraphQLInputType]


def permission_schema(api: ApiSchema) -> PermissionSchema:
    """The permission schema of an API with at least one type.

    Raises:
        SchemaError: An enum of the schema is called as a generated type would be.
    """
    for name in api.types:
        for taken in (f"{name}Filter", f"{name}OrderBy"):
            if taken in api.enums:
                raise SchemaError(f"the enum {taken} has the name of a type of the permission schema; rename the enum")
    making = _Making(api)
    members = {name: dict(_members(api, declared)) for name, declared in api.types.items()}
    for name in api.types:
        making.filters[name] = making.filter_of(name, members[name])
    fields = {f"Some{name}Exists": making.root(declared) for name, declared in api.types.items()}
    return PermissionSchema(
        schema=GraphQLSchema(GraphQLObjectType("Query", fields)),
        members=members,
        roots={f"Some{name}Exists": name for name in api.types},
        variables=making.leaves,
    )


def is_filtered(api: ApiSchema, field: ApiField) -> bool:
    """Whether a field is one of the permission schema: single scalars and enums, and references to types."""
    if field.role is Role.REFERENCE:
        return field.type_name in api.types
    return not field.is_list and (field.type_name in _operators or field.type_name in api.enums)


def _members(api: ApiSchema, declared: ApiType) -> Iterator[tuple[str, FilterMember]]:
    for field in declared.fields.values():
        if not is_filtered(api, field):
            continue
        operators: tuple[str, ...]
        if field.role is Role.REFERENCE:
            operators = _of_lists if field.is_list else ("",)
        else:
            operators = _operators.get(field.type_name, _of_enums)
        for operator in operators:
            name = f"{field.name}_{operator}" if operator else field.name
            if not operator or name not in declared.fields:
                yield name, FilterMember(field=field, operator=operator)


class _Making:
    """The types of one permission schema, in the making."""

    def __init__(self, api: ApiSchema) -> None:
        self.api = api
        self.filters: dict[str, GraphQLInputObjectType] = {}
        self.leaves: dict[str, GraphQLInputType] = {
            "ID": GraphQLID,
            "String": GraphQLString,
            "Int": GraphQLInt,
            "Float": GraphQLFloat,
            "Boolean": GraphQLBoolean,
        }
        for name in ("Int64", "DateTime"):
            scalar = GraphQLScalarType(name)
            for attribute, coerce in scalar_coercions[name].items():
                setattr(scalar, attribute, coerce)
            self.leaves[name] = scalar
        for enum in api.enums.values():
            self.leaves[enum.name] = GraphQLEnumType(enum.name, {value: value for value in enum.values})

    def filter_of(self, name: str, members: Mapping[str, FilterMember]) -> GraphQLInputObjectType:
        def fields() -> dict[str, GraphQLInputField]:
            own = self.filters[name]
            listed = GraphQLInputField(GraphQLList(GraphQLNonNull(own)))
            return {"AND": listed, "OR": listed, **{each: self._member(member) for each, member in members.items()}}

        return GraphQLInputObjectType(f"{name}Filter", fields)

    def _member(self, member: FilterMember) -> GraphQLInputField:
        if member.field.role is Role.REFERENCE:
            return GraphQLInputField(self.filters[member.field.type_name])
        leaf = self.leaves[member.field.type_name]
        is_listed = member.operator in ("in", "not_in")
        return GraphQLInputField(GraphQLList(GraphQLNonNull(leaf)) if is_listed else leaf)

    def root(self, declared: ApiType) -> GraphQLField:
        arguments: dict[str, GraphQLInputType] = {"filter": self.filters[declared.name]}
        values = [
            f"{field.name}_{direction}"
            for field in declared.fields.values()
            if field.role is not Role.REFERENCE and is_filtered(self.api, field)
            for direction in ("ASC", "DESC")
        ]
        if values:
            arguments["orderBy"] = GraphQLEnumType(f"{declared.name}OrderBy", {value: value for value in values})
        arguments |= {"skip": GraphQLInt, "after": GraphQLString, "before": GraphQLString}
        arguments |= {"first": GraphQLInt, "last": GraphQLInt}
        return GraphQLField(
            GraphQLNonNull(GraphQLBoolean), {name: GraphQLArgument(type_) for name, type_ in arguments.items()}
        )
