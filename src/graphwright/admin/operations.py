"""Every operation of the admin API, in one list; the rest of Dgraph's is unknown here until it is done."""

from __future__ import annotations

from typing import Final

from graphql import GraphQLObjectType, GraphQLSchema

from graphwright.admin.api_keys import API_KEYS
from graphwright.admin.authorization import AUTHORIZATION
from graphwright.admin.create_api_key import CREATE_API_KEY
from graphwright.admin.get_gql_schema import GET_GQL_SCHEMA
from graphwright.admin.health import HEALTH
from graphwright.admin.revoke_api_key import REVOKE_API_KEY
from graphwright.admin.set_authorization import CLEAR_AUTHORIZATION, SET_AUTHORIZATION
from graphwright.admin.update_gql_schema import UPDATE_GQL_SCHEMA

ADMIN_SCHEMA: Final = GraphQLSchema(
    query=GraphQLObjectType(
        "Query",
        {"getGQLSchema": GET_GQL_SCHEMA, "health": HEALTH, "apiKeys": API_KEYS, "authorization": AUTHORIZATION},
    ),
    mutation=GraphQLObjectType(
        "Mutation",
        {
            "updateGQLSchema": UPDATE_GQL_SCHEMA,
            "createApiKey": CREATE_API_KEY,
            "revokeApiKey": REVOKE_API_KEY,
            "setAuthorization": SET_AUTHORIZATION,
            "clearAuthorization": CLEAR_AUTHORIZATION,
        },
    ),
)
