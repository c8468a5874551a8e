"""`queryXConnection` with `XConnection`, `XEdge` and `PageInfo`, beyond the reference.

Does not know: how a page is found.
"""

from __future__ import annotations

from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiType
from graphwright.schema.bindings import (
    ConnectionCount,
    ConnectionEdges,
    ConnectionPageInfo,
    ConnectionRoot,
    EdgeCursorField,
    EdgeNodeField,
    PageInfoFact,
)
from graphwright.schema.generation import names
from graphwright.schema.generation.workshop import Workshop, argument, output_field

page_info_name: Final = "PageInfo"


def make_connections(workshop: Workshop) -> None:
    """Make the connection of each type that can be queried.

    Raises:
        ErrorList: A name that is needed is taken.
    """
    queried = [declared for declared in workshop.api.types.values() if has_connection(workshop, declared)]
    clashes = [*_taken_types(workshop, queried), *_taken_queries(workshop, queried)]
    if clashes:
        raise ErrorList(clashes)
    if not queried:
        return
    workshop.add(_page_info())
    for declared in queried:
        edge = _edge(workshop, declared)
        workshop.add(edge)
        workshop.add(_connection(workshop, declared, edge))


def has_connection(workshop: Workshop, declared: ApiType) -> bool:
    """Whether there is a `queryXConnection`: beside each `queryX` but those of other services of a federation."""
    return declared.generates.query and not declared.is_extension and not workshop.is_strict


def connection_query(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    """The query for a type."""
    if not has_connection(workshop, declared):
        return {}
    name = declared.name
    connection = workshop.types[names.connection_name(name)]
    return {
        names.connection_query_name(name): output_field(connection, ConnectionRoot(name), _arguments(workshop, name))
    }


def _arguments(workshop: Workshop, type_name: str) -> dict[str, GraphQLArgument]:
    listed = workshop.list_arguments(type_name)
    kept = {name: made for name, made in listed.items() if name in ("filter", "order")}
    return kept | {
        "first": argument(GraphQLInt),
        "after": argument(GraphQLString),
        "last": argument(GraphQLInt),
        "before": argument(GraphQLString),
    }


def _connection(workshop: Workshop, declared: ApiType, edge: GraphQLObjectType) -> GraphQLObjectType:
    def fields() -> dict[str, GraphQLField]:
        return {
            "edges": output_field(GraphQLNonNull(GraphQLList(GraphQLNonNull(edge))), ConnectionEdges(declared.name)),
            "pageInfo": output_field(GraphQLNonNull(workshop.types[page_info_name]), ConnectionPageInfo()),
            "totalCount": output_field(GraphQLNonNull(GraphQLInt), ConnectionCount(), description="On all pages."),
        }

    return GraphQLObjectType(names.connection_name(declared.name), fields, description="")


def _edge(workshop: Workshop, declared: ApiType) -> GraphQLObjectType:
    def fields() -> dict[str, GraphQLField]:
        # Nullable, so that a node that lacks a required value does not take the whole page with it.
        return {
            "cursor": output_field(GraphQLNonNull(GraphQLString), EdgeCursorField()),
            "node": output_field(workshop.types[declared.name], EdgeNodeField(declared.name)),
        }

    return GraphQLObjectType(names.edge_name(declared.name), fields, description="")


def _page_info() -> GraphQLObjectType:
    return GraphQLObjectType(
        page_info_name,
        {
            "hasNextPage": output_field(GraphQLNonNull(GraphQLBoolean), PageInfoFact("hasNextPage")),
            "hasPreviousPage": output_field(GraphQLNonNull(GraphQLBoolean), PageInfoFact("hasPreviousPage")),
            "startCursor": output_field(GraphQLString, PageInfoFact("startCursor")),
            "endCursor": output_field(GraphQLString, PageInfoFact("endCursor")),
        },
        description="",
    )


def _taken_types(workshop: Workshop, queried: list[ApiType]) -> list[GraphwrightError]:
    needed = [(page_info_name, declared) for declared in queried[:1]]
    for declared in queried:
        needed += [(names.connection_name(declared.name), declared), (names.edge_name(declared.name), declared)]
    api = workshop.api
    return [
        SchemaError(
            f"{name} is also generated for {names.connection_query_name(declared.name)}; rename the type that has this "
            "name, or run with --strict-dgraph",
            line=getattr(owner, "line", 0) or declared.line,
            column=getattr(owner, "column", 0) or declared.column,
        )
        for name, declared in needed
        if name in workshop.types
        for owner in [api.types.get(name) or api.enums.get(name) or api.remote_types.get(name)]
    ]


def _taken_queries(workshop: Workshop, queried: list[ApiType]) -> list[GraphwrightError]:
    return [
        SchemaError(
            f"Query.{name} is also generated for {declared.name}; rename it, or run with --strict-dgraph",
            line=declared.line,
            column=declared.column,
        )
        for declared in queried
        for name in [names.connection_query_name(declared.name)]
        if name in workshop.api.queries
    ]
