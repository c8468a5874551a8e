"""`apiKeys`: every API key, the oldest first."""

from __future__ import annotations

from typing import Any, Final

from graphql import GraphQLField, GraphQLList, GraphQLNonNull

from graphwright.admin.api_key import API_KEY, value_of
from graphwright.admin.context import AdminInfo


def _resolve(_root: object, info: AdminInfo) -> list[dict[str, Any]]:
    return [value_of(key) for key in info.context.database.list_keys()]


API_KEYS: Final = GraphQLField(
    GraphQLNonNull(GraphQLList(GraphQLNonNull(API_KEY))),
    resolve=_resolve,
    description="All API keys, the oldest first.",
)
