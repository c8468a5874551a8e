"""`XOrderBy`, the element of `order: {by: […]}`, beyond the reference.

Does not know: how rows are ordered.
"""

from __future__ import annotations

from typing import Final

from graphql import GraphQLEnumType, GraphQLInputField, GraphQLInputObjectType

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiType, Role
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import has_order, is_orderable
from graphwright.schema.generation.workshop import Workshop, enum_value, input_field

direction_name: Final = "OrderDirection"
count_name: Final = "RelatedCountOrder"


def make_related_orders(workshop: Workshop) -> None:
    """Make the inputs of `by` for all types that have an order.

    Raises:
        ErrorList: A type of the schema has a name that is needed.
    """
    ordered = [declared for declared in workshop.api.types.values() if has_order(declared)]
    if not ordered:
        return
    taken = {**workshop.types}
    needed = {direction_name, count_name, *(names.order_by_name(declared.name) for declared in ordered)}
    clashes: list[GraphwrightError] = [
        SchemaError(f"{name} is generated for orders by related nodes; rename it", line=owner.line, column=owner.column)
        for name in sorted(needed & taken.keys())
        for owner in [workshop.api.types.get(name) or ordered[0]]
    ]
    if clashes:
        raise ErrorList(clashes)
    directions = {"ASC": enum_value("ASC"), "DESC": enum_value("DESC")}
    direction = GraphQLEnumType(direction_name, directions, description="")
    workshop.add(direction)
    count = GraphQLInputObjectType(count_name, {"count": input_field(direction)}, description="")
    workshop.add(count)
    for declared in ordered:
        workshop.add(_order_by(workshop, declared, direction, count))


def _order_by(
    workshop: Workshop, declared: ApiType, direction: GraphQLEnumType, count: GraphQLInputObjectType
) -> GraphQLInputObjectType:
    def fields() -> dict[str, GraphQLInputField]:
        made: dict[str, GraphQLInputField] = {}
        for field in declared.fields.values():
            if is_orderable(field):
                made[field.name] = input_field(direction)
            elif field.role is not Role.REFERENCE or field.type_name not in workshop.api.types:
                continue
            elif field.is_list:
                made[field.name] = input_field(count)
            elif names.order_by_name(field.type_name) in workshop.types:
                made[field.name] = input_field(workshop.types[names.order_by_name(field.type_name)])
        return made

    return GraphQLInputObjectType(
        names.order_by_name(declared.name), fields, description="One of these; several are several elements."
    )
