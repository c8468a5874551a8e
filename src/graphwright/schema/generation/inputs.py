"""What mutations take: `AddXInput`, `UpdateXInput`, `XPatch`, `XRef`.

Does not know: filters, payloads.
"""

from __future__ import annotations

from graphql import GraphQLID, GraphQLInputField, GraphQLNonNull

from graphwright.model.api import ApiField, ApiType, Role
from graphwright.model.values import ValueKind
from graphwright.schema.generation import names
from graphwright.schema.generation.deep_updates import update_members
from graphwright.schema.generation.facts import writable_fields
from graphwright.schema.generation.workshop import Workshop, input_field, listed, wrapped


def make_inputs(workshop: Workshop, declared: ApiType) -> None:
    """Make the inputs that a type has; what is writable decides which."""
    type_name = declared.name
    writable = list(writable_fields(declared, workshop.referable))
    if type_name in workshop.referable:
        workshop.add_input(names.reference_name(type_name), type_name, lambda: _reference(workshop, declared, writable))
    if not writable:
        return
    if declared.generates.update:
        workshop.add_input(
            names.patch_name(type_name), type_name, lambda: {f.name: _optional(workshop, f) for f in writable}
        )
        workshop.add_input(names.input_name("Update", type_name), type_name, lambda: _update(workshop, type_name))
    if declared.generates.add and not declared.is_interface:
        workshop.add_input(
            names.input_name("Add", type_name), type_name, lambda: {f.name: _as_declared(workshop, f) for f in writable}
        )


def _reference(workshop: Workshop, declared: ApiType, writable: list[ApiField]) -> dict[str, GraphQLInputField]:
    """The ID, then the fields; of an interface only what names a node. A single one is required."""
    fields: dict[str, GraphQLInputField] = {}
    id_field = declared.id_field
    if id_field is not None:
        fields[id_field.name] = input_field(GraphQLID, id_field.description)
    for field in writable:
        if field.is_key or not declared.is_interface:
            fields[field.name] = _optional(workshop, field)
    if len(fields) == 1 and (id_field is not None or declared.key_fields):
        name, only = next(iter(fields.items()))
        fields[name] = input_field(GraphQLNonNull(only.type), only.description)
    return fields


def _update(workshop: Workshop, type_name: str) -> dict[str, GraphQLInputField]:
    patch = workshop.types[names.patch_name(type_name)]
    return {
        "filter": input_field(GraphQLNonNull(workshop.types[names.filter_name(type_name)])),
        "set": input_field(patch),
        "remove": input_field(patch),
        **update_members(workshop, type_name),
    }


def _as_declared(workshop: Workshop, field: ApiField) -> GraphQLInputField:
    """Required as in the schema, unless there is a default."""
    if field.default_on_add is not None:
        return _optional(workshop, field)
    return input_field(wrapped(field, _inner(workshop, field)), _description(field))


def _optional(workshop: Workshop, field: ApiField) -> GraphQLInputField:
    return input_field(listed(field, _inner(workshop, field)), _description(field))


def _description(field: ApiField) -> str | None:
    """References are described where they are declared only, as in the reference."""
    return None if field.role is Role.REFERENCE else field.description


def _inner(workshop: Workshop, field: ApiField) -> object:
    has_input = field.role is Role.REFERENCE or field.kind is ValueKind.GEO
    return workshop.types[names.reference_name(field.type_name) if has_input else field.type_name]
