"""`XAggregateResult`: the count, and minimum, maximum, sum and average of single fields.

Does not know: filters, where aggregates are asked for.
"""

from __future__ import annotations

from graphql import GraphQLField, GraphQLFloat, GraphQLInt, GraphQLObjectType

from graphwright.model.api import ApiType
from graphwright.schema.bindings import AggregateCount, AggregateOf
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import is_numeric, is_orderable
from graphwright.schema.generation.workshop import Workshop, output_field


def make_aggregate_result(workshop: Workshop, declared: ApiType) -> None:
    """Make the aggregate result of a type."""

    def fields() -> dict[str, GraphQLField]:
        made = {"count": output_field(GraphQLInt, AggregateCount())}
        for field in declared.fields.values():
            own = workshop.types[field.type_name]
            if is_orderable(field):
                made[f"{field.name}Min"] = output_field(own, AggregateOf(field, "min"))
                made[f"{field.name}Max"] = output_field(own, AggregateOf(field, "max"))
            if is_numeric(field):
                made[f"{field.name}Sum"] = output_field(own, AggregateOf(field, "sum"))
                made[f"{field.name}Avg"] = output_field(GraphQLFloat, AggregateOf(field, "avg"))
        return made

    name = names.aggregate_name(declared.name)
    workshop.add(GraphQLObjectType(name, fields, description="", extensions={"type": declared.name}))
