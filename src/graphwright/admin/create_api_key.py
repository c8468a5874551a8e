"""`createApiKey`: makes a key and shows its secret, this once."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphwright.admin.api_key import API_KEY, KEY_KIND, value_of
from graphwright.admin.context import AdminInfo
from graphwright.model.keys import expiry_of


async def _resolve(_root: object, info: AdminInfo, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
    expires = input.get("expires")
    key, secret = await asyncio.to_thread(
        info.context.database.create_key,
        input["kind"],
        name=input.get("name") or "",
        expires_at=None if expires is None else expiry_of(expires, time.time()),
        is_read_only=bool(input.get("readOnly")),
    )
    return {"secret": secret, "apiKey": value_of(key)}


_INPUT: Final = GraphQLInputObjectType(
    "CreateApiKeyInput",
    {
        "kind": GraphQLInputField(GraphQLNonNull(KEY_KIND)),
        "name": GraphQLInputField(GraphQLString, description="What people call it."),
        "expires": GraphQLInputField(GraphQLString, description="30d, 12h, 15m, a date, or an RFC 3339 time."),
        "readOnly": GraphQLInputField(GraphQLBoolean, description="It may not change anything."),
    },
)
_PAYLOAD: Final = GraphQLObjectType(
    "CreateApiKeyPayload",
    {
        "secret": GraphQLField(GraphQLNonNull(GraphQLString), description="What to send; it is shown only now."),
        "apiKey": GraphQLField(GraphQLNonNull(API_KEY)),
    },
)

CREATE_API_KEY: Final = GraphQLField(
    _PAYLOAD,
    args={"input": GraphQLArgument(GraphQLNonNull(_INPUT))},
    resolve=_resolve,
    description="Makes an API key.",
)
