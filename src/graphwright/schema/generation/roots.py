"""The fields of `Query` and `Mutation`.

In the order of the schema, per type: get, query, aggregate; add, update, delete.
Does not know: how they are carried out.
"""

from __future__ import annotations

from graphql import GraphQLArgument, GraphQLBoolean, GraphQLField, GraphQLList, GraphQLNonNull, GraphQLObjectType

from graphwright.model.api import ApiType
from graphwright.schema.bindings import AddRoot, AggregateRoot, DeleteRoot, GetRoot, QueryRoot, UpdateRoot
from graphwright.schema.generation import names
from graphwright.schema.generation.workshop import Workshop, argument, output_field

interface_get_reason = (
    "An @id field of an interface finds a node for sure only with @id(interface: true); "
    "get the node through its own type."
)


def make_query(workshop: Workshop) -> GraphQLObjectType:
    """Make the query root."""

    def fields() -> dict[str, GraphQLField]:
        made: dict[str, GraphQLField] = {}
        for declared in workshop.api.types.values():
            made.update(_queries_of(workshop, declared))
        return made

    return GraphQLObjectType("Query", fields, description="")


def _queries_of(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    name = declared.name
    own = workshop.types[name]
    made: dict[str, GraphQLField] = {}
    arguments = _get_arguments(workshop, declared)
    if arguments:
        is_doubtful = declared.is_interface and bool(declared.key_fields)
        made[f"get{name}"] = output_field(
            own, GetRoot(name), arguments, deprecated=interface_get_reason if is_doubtful else None
        )
    made[f"query{name}"] = output_field(GraphQLList(own), QueryRoot(name), workshop.list_arguments(name))
    made[f"aggregate{name}"] = output_field(
        workshop.types[names.aggregate_name(name)], AggregateRoot(name), workshop.filter_arguments(name)
    )
    return made


def _get_arguments(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLArgument]:
    """What identifies a node; required when there is a single way."""
    identifying = [field for field in (declared.id_field, *declared.key_fields) if field is not None]
    is_only = len(identifying) == 1
    found = {}
    for field in identifying:
        own = workshop.types[field.type_name]
        found[field.name] = argument(GraphQLNonNull(own) if is_only else own)
    return found


def make_mutation(workshop: Workshop) -> GraphQLObjectType:
    """Make the mutation root."""

    def fields() -> dict[str, GraphQLField]:
        made: dict[str, GraphQLField] = {}
        for declared in workshop.api.types.values():
            made.update(_mutations_of(workshop, declared))
        return made

    return GraphQLObjectType("Mutation", fields, description="")


def _mutations_of(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    name = declared.name
    types = workshop.types
    made: dict[str, GraphQLField] = {}
    add_input = types.get(names.input_name("Add", name))
    if add_input is not None:
        arguments = {"input": argument(GraphQLNonNull(GraphQLList(GraphQLNonNull(add_input))))}
        if declared.key_fields:
            arguments["upsert"] = argument(GraphQLBoolean)
        made[f"add{name}"] = output_field(types[names.payload_name("Add", name)], AddRoot(name), arguments)
    update_input = types.get(names.input_name("Update", name))
    if update_input is not None:
        made[f"update{name}"] = output_field(
            types[names.payload_name("Update", name)],
            UpdateRoot(name),
            {"input": argument(GraphQLNonNull(update_input))},
        )
    made[f"delete{name}"] = output_field(
        types[names.payload_name("Delete", name)],
        DeleteRoot(name),
        {"filter": argument(GraphQLNonNull(types[names.filter_name(name)]))},
    )
    return made
