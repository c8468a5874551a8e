"""The user's own types in the generated API: objects, interfaces, enums.

Fields of references take filters, lists of them order and pages; each list of references is followed, at
the end of the type, by its aggregate. Does not know: inputs, roots.
"""

from __future__ import annotations

from graphql import GraphQLEnumType, GraphQLField, GraphQLInterfaceType, GraphQLObjectType

from graphwright.model.api import ApiEnum, ApiField, ApiType, Role
from graphwright.schema.bindings import AggregateField, IdField, ReferenceField, ValueField
from graphwright.schema.generation import names
from graphwright.schema.generation.remote import remote_fields
from graphwright.schema.generation.similar import distance_field
from graphwright.schema.generation.trees import tree_fields
from graphwright.schema.generation.workshop import Workshop, enum_value, output_field, wrapped


def make_output_type(workshop: Workshop, declared: ApiType) -> None:
    """Make the object or interface type."""

    def fields() -> dict[str, GraphQLField]:
        return _make_fields(workshop, declared)

    def interfaces() -> list[GraphQLInterfaceType]:
        found = [workshop.types[name] for name in declared.interfaces]
        return [interface for interface in found if isinstance(interface, GraphQLInterfaceType)]

    description = declared.description or ""
    extensions = {"type": declared.name}
    if declared.is_interface:
        workshop.add(
            GraphQLInterfaceType(declared.name, fields, interfaces, description=description, extensions=extensions)
        )
    else:
        workshop.add(
            GraphQLObjectType(declared.name, fields, interfaces, description=description, extensions=extensions)
        )


def _make_fields(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    made = {field.name: _make_field(workshop, field) for field in declared.fields.values()}
    made |= remote_fields(workshop, declared.remote_fields)
    fields = {name: made[name] for name in declared.field_order or made}
    for field in declared.fields.values():
        if field.role is Role.REFERENCE and field.is_list and field.type_name not in workshop.api.unions:
            fields[names.aggregate_field_name(field.name)] = output_field(
                workshop.types[names.aggregate_name(field.type_name)],
                AggregateField(field),
                workshop.filter_arguments(field.type_name),
            )
    return fields | distance_field(declared) | tree_fields(workshop, declared)


def _make_field(workshop: Workshop, field: ApiField) -> GraphQLField:
    type_ = wrapped(field, workshop.types[field.type_name])
    binding: IdField | ValueField | ReferenceField
    arguments = None
    match field.role:
        case Role.ID:
            binding = IdField(field)
        case Role.VALUE:
            binding = ValueField(field)
        case Role.REFERENCE:
            binding = ReferenceField(field)
            make_arguments = workshop.list_arguments if field.is_list else workshop.filter_arguments
            arguments = make_arguments(field.type_name)
    return output_field(type_, binding, arguments, description=field.description, deprecated=field.deprecated)


def make_enum(workshop: Workshop, declared: ApiEnum) -> None:
    """Make an enum of the schema."""
    workshop.add(
        GraphQLEnumType(
            declared.name,
            {
                name: enum_value(name, declared.descriptions.get(name), declared.deprecated.get(name))
                for name in declared.values
            },
            description=declared.description or "",
        )
    )
