"""`getGQLSchema`: the current schema and the API generated from it."""

from __future__ import annotations

from typing import Any, Final

from graphql import GraphQLField

from graphwright.admin.context import AdminInfo
from graphwright.admin.gql_schema import GQL_SCHEMA, gql_schema_of


def _resolve(_root: object, info: AdminInfo) -> dict[str, Any]:
    return gql_schema_of(info.context.database)


GET_GQL_SCHEMA: Final = GraphQLField(GQL_SCHEMA, resolve=_resolve, description="The current GraphQL schema.")
