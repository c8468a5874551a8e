"""`XOrder` with its enum `XOrderable`, and the enum `XHasFilter`.

Does not know: how rows are ordered.
"""

from __future__ import annotations

from graphql import GraphQLInputField, GraphQLList, GraphQLNonNull

from graphwright.model.api import ApiType
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import fields_to_ask_for, is_orderable
from graphwright.schema.generation.workshop import Workshop, enum_value, input_field


def make_order(workshop: Workshop, declared: ApiType) -> None:
    """Make the order input, if there is a field to order by."""
    orderable = [field.name for field in declared.fields.values() if is_orderable(field)]
    if not orderable:
        return
    own_name, enum_name = names.order_name(declared.name), names.orderable_name(declared.name)
    workshop.add_enum(enum_name, {name: enum_value(name) for name in orderable})

    def fields() -> dict[str, GraphQLInputField]:
        by = workshop.types[enum_name]
        made = {"asc": input_field(by), "desc": input_field(by), "then": input_field(workshop.types[own_name])}
        related = workshop.types.get(names.order_by_name(declared.name))
        if related is not None and not workshop.is_strict:
            made["by"] = input_field(GraphQLList(GraphQLNonNull(related)), "In place of the others.")
        return made

    workshop.add_input(own_name, declared.name, fields)


def make_has_filter(workshop: Workshop, declared: ApiType) -> None:
    """Make the enum of the fields that `has` can name, if there are any."""
    askable = [field.name for field in fields_to_ask_for(declared)]
    if askable:
        workshop.add_enum(names.has_filter_name(declared.name), {name: enum_value(name) for name in askable})
