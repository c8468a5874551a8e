"""`revokeApiKey`: from now on no server takes the key."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from graphql import GraphQLArgument, GraphQLField, GraphQLID, GraphQLNonNull, GraphQLObjectType

from graphwright.admin.api_key import API_KEY, value_of
from graphwright.admin.context import AdminInfo


async def _resolve(_root: object, info: AdminInfo, id: str) -> dict[str, Any]:
    return {"apiKey": value_of(await asyncio.to_thread(info.context.database.revoke_key, id))}


_PAYLOAD: Final = GraphQLObjectType("RevokeApiKeyPayload", {"apiKey": GraphQLField(GraphQLNonNull(API_KEY))})

REVOKE_API_KEY: Final = GraphQLField(
    _PAYLOAD,
    args={"id": GraphQLArgument(GraphQLNonNull(GraphQLID))},
    resolve=_resolve,
    description="Revokes an API key: from now on no server takes it.",
)
