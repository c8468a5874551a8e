"""Every operation of the admin API, in one list; the rest of Dgraph's is unknown here until it is done."""

from __future__ import annotations

from typing import Final

from graphql import GraphQLObjectType, GraphQLSchema

from graphwright.admin.get_gql_schema import GET_GQL_SCHEMA
from graphwright.admin.health import HEALTH
from graphwright.admin.update_gql_schema import UPDATE_GQL_SCHEMA

ADMIN_SCHEMA: Final = GraphQLSchema(
    query=GraphQLObjectType("Query", {"getGQLSchema": GET_GQL_SCHEMA, "health": HEALTH}),
    mutation=GraphQLObjectType("Mutation", {"updateGQLSchema": UPDATE_GQL_SCHEMA}),
)
