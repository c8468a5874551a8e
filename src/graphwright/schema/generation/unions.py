"""Unions: the type itself, and what its fields take — `XRef`, `XFilter` and the enum `XType` of its members.

Does not know: fields of union type, what a filter means.
"""

from __future__ import annotations

from graphql import GraphQLInputField, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLUnionType

from graphwright.model.api import ApiUnion
from graphwright.schema.generation import names
from graphwright.schema.generation.workshop import Workshop, enum_value, input_field


def make_union(workshop: Workshop, declared: ApiUnion) -> None:
    """Make the union and its inputs."""

    def members() -> list[GraphQLObjectType]:
        found = [workshop.types[name] for name in declared.members]
        return [member for member in found if isinstance(member, GraphQLObjectType)]

    workshop.add(GraphQLUnionType(declared.name, members, description=declared.description or ""))
    if declared.name in workshop.referable:
        workshop.add_input(names.reference_name(declared.name), declared.name, lambda: _reference(workshop, declared))
    workshop.add_input(names.filter_name(declared.name), declared.name, lambda: _filter(workshop, declared))
    workshop.add_enum(names.member_type_name(declared.name), {name: enum_value(name) for name in declared.members})


def _reference(workshop: Workshop, declared: ApiUnion) -> dict[str, GraphQLInputField]:
    """One of the members' references: exactly one is given."""
    return {
        names.member_field_name(member, "Ref"): input_field(workshop.types[names.reference_name(member)])
        for member in declared.members
        if member in workshop.referable
    }


def _filter(workshop: Workshop, declared: ApiUnion) -> dict[str, GraphQLInputField]:
    member_type = workshop.types[names.member_type_name(declared.name)]
    made = {"memberTypes": input_field(GraphQLList(GraphQLNonNull(member_type)))}
    for member in declared.members:
        filter_type = workshop.types[names.filter_name(member)]
        made[names.member_field_name(member, "Filter")] = input_field(filter_type)
    return made
