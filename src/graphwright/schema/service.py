"""`_service { sdl }`: the schema that a federation's gateway is told.

As the reference: the generated schema without what is the service's own business (rules, custom calls), without the
queries of types that belong to other services, and without arguments and aggregates of fields that lead to such types.
In: an API and its generated schema. Out: its text. Does not know: how gateways put schemas together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from graphwright.model.api import ApiSchema
from graphwright.schema.bindings import AggregateField
from graphwright.schema.declarations import Declarations
from graphwright.schema.generation.definitions import definitions_text
from graphwright.schema.generation.names import names_of_queries
from graphwright.schema.graphcool import read_graphcool
from graphwright.schema.inheritance import inherit_fields
from graphwright.schema.inverses import complete_inverses
from graphwright.schema.printing import field_directives, generated_types, print_section, print_type, type_directives
from graphwright.schema.reading import read_declarations

_hidden: Final = frozenset(("auth", "cacheControl", "cascade", "custom", "generate", "permission"))


def add_service(schema: GraphQLSchema | None, api: ApiSchema | None) -> None:
    """Lets `_service` of a generated schema answer its text."""
    query = None if schema is None else schema.query_type
    if schema is None or api is None or query is None or "_service" not in query.fields:
        return
    written: list[str] = []

    def resolve(*_: Any, **__: Any) -> dict[str, str]:
        if not written:
            written.append(print_service(api, schema))
        return {"sdl": written[0]}

    query.fields["_service"].resolve = resolve


def print_service(api: ApiSchema, schema: GraphQLSchema) -> str:
    """The text for the gateway."""
    declared = inherit_fields(read_graphcool(read_declarations(api.text)))
    made = generated_types(api, schema)
    roots = ("Query", "Mutation", "Subscription")
    own = [named for named in made if named.name not in roots]
    sections = (
        ("Input Schema", list(_print_declared(api, declared, schema))),
        ("Extended Definitions", [_definitions()]),
        ("Generated Types", [print_type(t) for t in own if isinstance(t, GraphQLObjectType)]),
        ("Generated Enums", [print_type(t) for t in own if isinstance(t, GraphQLEnumType)]),
        ("Generated Inputs", [print_type(t) for t in own if isinstance(t, GraphQLInputObjectType)]),
        ("Generated Query", [print_type(t) for t in (_query(api, schema),) if t is not None]),
        ("Generated Mutations", [print_type(t) for t in (schema.mutation_type,) if t is not None and t.fields]),
    )
    return "".join(print_section(title, parts) for title, parts in sections)


def _print_declared(api: ApiSchema, declared: Declarations, schema: GraphQLSchema) -> Iterator[str]:
    inverses = complete_inverses(declared)
    for one in declared.all_named:
        named = _without_foreign(api, schema.type_map[one.name])
        yield print_type(named, type_directives(one, _hidden), field_directives(one, inverses, _hidden))


def _without_foreign(api: ApiSchema, named: GraphQLNamedType) -> GraphQLNamedType:
    """A type whose fields ask nothing of types of other services."""
    if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        return named
    fields: dict[str, GraphQLField] = {}
    for name, field in named.fields.items():
        binding = field.extensions.get("binding")
        target = binding.field.type_name if isinstance(binding, AggregateField) else get_named_type(field.type).name
        if not (target in api.types and api.types[target].is_extension):
            fields[name] = field
        elif not isinstance(binding, AggregateField):
            fields[name] = GraphQLField(
                field.type, None, description=field.description, deprecation_reason=field.deprecation_reason
            )
    return type(named)(named.name, fields, named.interfaces, description=named.description)


def _definitions() -> str:
    """The fixed definitions without the directives that are not told."""
    parts = definitions_text.split("directive @")
    kept = [part for part in parts[1:] if part.split("(")[0].split()[0] not in _hidden]
    rest = next((part.partition("\n\n")[2] for part in parts[1:] if "\n\n" in part), "")
    told = "".join("directive @" + part.partition("\n\n")[0].rstrip("\n") + "\n" for part in kept)
    return f"{parts[0]}{told}\n{rest}"


def _query(api: ApiSchema, schema: GraphQLSchema) -> GraphQLObjectType | None:
    """The queries, without those of the federation itself and of types of other services."""
    foreign = {name for t in api.types.values() if t.is_extension for name in names_of_queries(t.name)}
    query = schema.query_type
    assert query is not None
    kept = {name: f for name, f in query.fields.items() if name not in foreign and not name.startswith("_")}
    return GraphQLObjectType("Query", kept, description="") if kept else None
