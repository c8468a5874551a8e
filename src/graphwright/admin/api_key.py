"""`ApiKey`: a key as several operations show it; never its secret."""

from __future__ import annotations

from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphwright.model.keys import ApiKey, KeyKind, time_text

KEY_KIND: Final = GraphQLEnumType(
    "ApiKeyKind",
    {
        "CLIENT": GraphQLEnumValue(KeyKind.CLIENT, description="For apps, where anonymous requests are denied."),
        "ADMIN": GraphQLEnumValue(KeyKind.ADMIN, description="For administrators and trusted backends."),
    },
    description="What a key is for.",
)

API_KEY: Final = GraphQLObjectType(
    "ApiKey",
    {
        "id": GraphQLField(GraphQLNonNull(GraphQLID), description="How logs name it; no secret."),
        "kind": GraphQLField(GraphQLNonNull(KEY_KIND)),
        "name": GraphQLField(GraphQLNonNull(GraphQLString)),
        "readOnly": GraphQLField(GraphQLNonNull(GraphQLBoolean)),
        "createdAt": GraphQLField(GraphQLNonNull(GraphQLString)),
        "expiresAt": GraphQLField(GraphQLString, description="From then on it is good no more."),
        "revokedAt": GraphQLField(GraphQLString, description="Since when it is good no more."),
    },
    description="An API key, without its secret.",
)


def value_of(key: ApiKey) -> dict[str, Any]:
    """The value of an `ApiKey`."""
    return {
        "id": key.id,
        "kind": key.kind,
        "name": key.name,
        "readOnly": key.is_read_only,
        "createdAt": time_text(key.created_at),
        "expiresAt": time_text(key.expires_at),
        "revokedAt": time_text(key.revoked_at),
    }
