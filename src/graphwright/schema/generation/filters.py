"""`XFilter`, and the filter inputs of fields with several indexes or of enums.

A field's filter input is named after its index kinds in alphabetical order: `StringHashFilter` alone comes
from the prelude, `StringHashFilter_StringTermFilter` and `Genre_hash` are made here, once per schema.
Does not know: what the operators do.
"""

from __future__ import annotations

from graphql import (
    GraphQLBoolean,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
)

from graphwright.model.api import ApiField, ApiType, Role
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import fields_to_ask_for
from graphwright.schema.generation.workshop import Workshop, input_field
from graphwright.schema.scalars import id_type_name, scalars
from graphwright.search.kinds import index_kinds


def make_filter(workshop: Workshop, declared: ApiType) -> None:
    """Make `XFilter` and the inputs of its fields."""
    searched = {field.name: _field_filter(workshop, field) for field in declared.fields.values() if _has_filter(field)}
    own_name = names.filter_name(declared.name)
    can_ask = any(True for _ in fields_to_ask_for(declared))

    def fields() -> dict[str, GraphQLInputField]:
        own = workshop.types[own_name]
        made: dict[str, GraphQLInputField] = {}
        for field in declared.fields.values():
            if field.role is Role.ID:
                made[field.name] = input_field(GraphQLList(GraphQLNonNull(GraphQLID)))
            elif _has_filter(field):
                made[field.name] = input_field(searched[field.name])
            elif (declared.name, field.name) in workshop.relation_filters:
                made[field.name] = input_field(workshop.relation_filters[declared.name, field.name])
        if can_ask:
            made["has"] = input_field(GraphQLList(workshop.types[names.has_filter_name(declared.name)]))
            made["and"] = input_field(GraphQLList(own))
            made["or"] = input_field(GraphQLList(own))
        made["not"] = input_field(own)
        return made

    workshop.add_input(own_name, declared.name, fields)


def _has_filter(field: ApiField) -> bool:
    return bool(field.searches) and not field.is_embedding


def _field_filter(workshop: Workshop, field: ApiField) -> GraphQLNamedType:
    """The input that a field's index kinds make together."""
    if field.type_name == "Boolean":
        return GraphQLBoolean
    parts = [_kind_filter(workshop, field, kind) for kind in sorted(field.searches)]
    if len(parts) == 1:
        return parts[0]
    name = "_".join(part.name for part in parts)
    if name not in workshop.types:
        workshop.add(GraphQLInputObjectType(name, lambda: _merged(parts), description=""))
    return workshop.types[name]


def _merged(parts: list[GraphQLInputObjectType]) -> dict[str, GraphQLInputField]:
    return {name: field for part in parts for name, field in part.fields.items()}


def _kind_filter(workshop: Workshop, field: ApiField, kind: str) -> GraphQLInputObjectType:
    """The input of one index kind on the field's type."""
    is_text = field.type_name in workshop.api.enums or field.type_name == id_type_name
    scalar_name = "String" if is_text else field.type_name
    plain = workshop.types[f"{scalars[scalar_name].filtered_as or scalar_name}{index_kinds[kind].filter_input}Filter"]
    assert isinstance(plain, GraphQLInputObjectType)
    if scalar_name == field.type_name or index_kinds[kind].takes_texts or field.type_name == id_type_name:
        return plain
    name = names.enum_filter_name(field.type_name, kind)
    if name not in workshop.types:
        workshop.add(GraphQLInputObjectType(name, lambda: _for_enum(workshop, field, plain), description=""))
    made = workshop.types[name]
    assert isinstance(made, GraphQLInputObjectType)
    return made


def _for_enum(workshop: Workshop, field: ApiField, plain: GraphQLInputObjectType) -> dict[str, GraphQLInputField]:
    """The fields of a string filter with the enum in place of each type, `between` included, as the reference."""
    enum = workshop.types[field.type_name]
    return {
        name: input_field(GraphQLList(enum) if isinstance(part.type, GraphQLList) else enum)
        for name, part in plain.fields.items()
    }
