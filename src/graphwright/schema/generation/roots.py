"""The fields of `Query`, `Mutation` and `Subscription`.

In the order of the schema, per type: get, check, query, aggregate, groups; add, update, delete.
Does not know: how they are carried out.
"""

from __future__ import annotations

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphwright.model.api import ApiField, ApiType
from graphwright.schema.bindings import (
    AddRoot,
    AggregateRoot,
    CheckPasswordRoot,
    DeleteRoot,
    GetRoot,
    QueryRoot,
    UpdateRoot,
)
from graphwright.schema.generation import names
from graphwright.schema.generation.connections import connection_query
from graphwright.schema.generation.federation import federation_queries
from graphwright.schema.generation.groups import group_query
from graphwright.schema.generation.remote import remote_fields
from graphwright.schema.generation.similar import similar_queries
from graphwright.schema.generation.workshop import Workshop, argument, output_field, wrapped

interface_get_reason = (
    "An @id field of an interface finds a node for sure only with @id(interface: true); "
    "get the node through its own type."
)


def make_query(workshop: Workshop) -> GraphQLObjectType:
    """Make the query root."""

    def fields() -> dict[str, GraphQLField]:
        made = federation_queries(workshop)
        for declared in workshop.api.types.values():
            made.update(_queries_of(workshop, declared))
            made.update(group_query(workshop, declared))
        return made | remote_fields(workshop, workshop.api.queries)

    return GraphQLObjectType("Query", fields, description="")


def _queries_of(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    name = declared.name
    own = workshop.types[name]
    made: dict[str, GraphQLField] = {}
    generates = declared.generates
    arguments = _get_arguments(workshop, declared)
    if arguments and generates.get:
        is_doubtful = declared.is_interface and bool(declared.key_fields)
        made[f"get{name}"] = output_field(
            own, GetRoot(name), arguments, deprecated=interface_get_reason if is_doubtful else None
        )
    made |= similar_queries(workshop, declared, arguments)
    if generates.password and declared.secret is not None and arguments:
        made[f"check{name}Password"] = output_field(
            own, CheckPasswordRoot(name), _check_arguments(workshop, declared, declared.secret)
        )
    if generates.query:
        made[f"query{name}"] = output_field(GraphQLList(own), QueryRoot(name), workshop.list_arguments(name))
    made |= connection_query(workshop, declared)
    if generates.aggregate:
        made[f"aggregate{name}"] = output_field(
            workshop.types[names.aggregate_name(name)], AggregateRoot(name), workshop.filter_arguments(name)
        )
    return made


def _check_arguments(workshop: Workshop, declared: ApiType, secret: ApiField) -> dict[str, GraphQLArgument]:
    """The ID, or else the first `@id` field, as declared, and the password."""
    identifying = declared.id_field or declared.key_fields[0]
    return {
        identifying.name: argument(wrapped(identifying, workshop.types[identifying.type_name])),
        secret.name: argument(GraphQLNonNull(GraphQLString)),
    }


def make_subscription(workshop: Workshop) -> GraphQLObjectType | None:
    """Make the subscription root, if a type is to be watched: its get, query and aggregate."""
    made: dict[str, GraphQLField] = {}
    for declared in workshop.api.types.values():
        if declared.generates.subscription:
            queries = _queries_of(workshop, declared)
            made.update({name: field for name, field in queries.items() if name != f"check{declared.name}Password"})
    return GraphQLObjectType("Subscription", made, description="") if made else None


def _get_arguments(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLArgument]:
    """What identifies a node; required when there is a single way."""
    identifying = [field for field in (declared.id_field, *declared.key_fields) if field is not None]
    is_only = len(identifying) == 1
    found = {}
    for field in identifying:
        own = workshop.types[field.type_name]
        found[field.name] = argument(GraphQLNonNull(own) if is_only else own)
    return found


def make_mutation(workshop: Workshop) -> GraphQLObjectType | None:
    """Make the mutation root, if anything can be written."""

    def fields() -> dict[str, GraphQLField]:
        made: dict[str, GraphQLField] = {}
        for declared in workshop.api.types.values():
            made.update(_mutations_of(workshop, declared))
        return made | remote_fields(workshop, workshop.api.mutations)

    return GraphQLObjectType("Mutation", fields, description="") if fields() else None


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
    if declared.generates.delete:
        made[f"delete{name}"] = output_field(
            types[names.payload_name("Delete", name)],
            DeleteRoot(name),
            {"filter": argument(GraphQLNonNull(types[names.filter_name(name)]))},
        )
    return made
