"""`updateGQLSchema`: puts a schema into effect. `/admin/schema` does the same with a plain text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphwright.admin.context import AdminInfo
from graphwright.admin.gql_schema import GQL_SCHEMA, gql_schema_of
from graphwright.engine.requests import AlterReport
from graphwright.errors import SchemaError

if TYPE_CHECKING:
    from graphwright.engine.database import Database


async def apply_schema(
    database: Database, text: str, *, allow_unsafe: bool = False, allow_pause: bool = False
) -> AlterReport:
    """Puts a schema into effect without holding up other requests.

    Args:
        allow_unsafe, allow_pause: As `Database.alter`.

    Raises:
        GraphwrightError: The schema is empty, breaks a rule or does not fit the data; nothing has changed.
    """
    refuse_empty(text)
    return await asyncio.to_thread(database.alter, text, allow_unsafe=allow_unsafe, allow_pause=allow_pause)


def refuse_empty(text: str) -> None:
    """An empty text is a mistake and no wish to drop the API.

    Raises:
        SchemaError: The text is empty.
    """
    if not text.strip():
        raise SchemaError("the schema is empty; send types in GraphQL's schema language")


async def _resolve(_root: object, info: AdminInfo, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
    database = info.context.database
    await apply_schema(database, input["set"]["schema"])
    return {"gqlSchema": gql_schema_of(database)}


_PATCH: Final = GraphQLInputObjectType("GQLSchemaPatch", {"schema": GraphQLInputField(GraphQLNonNull(GraphQLString))})
_INPUT: Final = GraphQLInputObjectType(
    "UpdateGQLSchemaInput", {"set": GraphQLInputField(GraphQLNonNull(_PATCH), description="The new schema.")}
)
_PAYLOAD: Final = GraphQLObjectType("UpdateGQLSchemaPayload", {"gqlSchema": GraphQLField(GQL_SCHEMA)})

UPDATE_GQL_SCHEMA: Final = GraphQLField(
    _PAYLOAD,
    args={"input": GraphQLArgument(GraphQLNonNull(_INPUT))},
    resolve=_resolve,
    description="Replaces the GraphQL schema. Data of removed types and fields stays in the store.",
)
