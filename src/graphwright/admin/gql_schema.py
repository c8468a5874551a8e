"""`GQLSchema`: the GraphQL schema of a store, as two operations show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphql import GraphQLField, GraphQLID, GraphQLNonNull, GraphQLObjectType, GraphQLString

if TYPE_CHECKING:
    from graphwright.engine.database import Database

SCHEMA_ID: Final = "0x1"
"""A store has one schema. In the reference it is a node with an id that stays over updates."""

GQL_SCHEMA: Final = GraphQLObjectType(
    "GQLSchema",
    {
        "id": GraphQLField(GraphQLNonNull(GraphQLID), description="Stays the same over updates."),
        "schema": GraphQLField(GraphQLNonNull(GraphQLString), description="The schema as it was given."),
        "generatedSchema": GraphQLField(
            GraphQLNonNull(GraphQLString), description="The API that is generated from it."
        ),
    },
    description="The GraphQL schema of the store.",
)


def gql_schema_of(database: Database) -> dict[str, Any]:
    """The value of a `GQLSchema`; texts are empty where there is no schema yet."""
    return {
        "id": SCHEMA_ID,
        "schema": lambda _info: database.schema_text(),
        "generatedSchema": lambda _info: database.generated_schema_text(),
    }
