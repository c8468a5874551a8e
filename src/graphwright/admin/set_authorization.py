"""`setAuthorization`: settings in place of the schema's line; `clearAuthorization` takes them away."""

from __future__ import annotations

import asyncio
from typing import Final

from graphql import GraphQLArgument, GraphQLField, GraphQLNonNull, GraphQLObjectType, GraphQLString

from graphwright.admin.authorization import AUTHORIZATION
from graphwright.admin.context import AdminInfo


async def _set(_root: object, info: AdminInfo, settings: str) -> dict[str, None]:
    await asyncio.to_thread(info.context.database.set_authorization, settings)
    return {}


async def _clear(_root: object, info: AdminInfo) -> dict[str, None]:
    await asyncio.to_thread(info.context.database.set_authorization, None)
    return {}


_PAYLOAD: Final = GraphQLObjectType("AuthorizationPayload", {"authorization": AUTHORIZATION})

SET_AUTHORIZATION: Final = GraphQLField(
    _PAYLOAD,
    args={"settings": GraphQLArgument(GraphQLNonNull(GraphQLString))},
    resolve=_set,
    description="Sets how tokens are read, in JSON as behind # Dgraph.Authorization, in place of the schema's line.",
)
CLEAR_AUTHORIZATION: Final = GraphQLField(
    _PAYLOAD, resolve=_clear, description="Takes them away; the schema's own settings are in force again."
)
