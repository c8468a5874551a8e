"""`authorization`: the settings that tell callers apart, where they are set apart from the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
from graphql import GraphQLField, GraphQLString

from graphwright.admin.context import AdminInfo
from graphwright.schema.authorization import masked_authorization

if TYPE_CHECKING:
    from graphwright.engine.database import Database


def shown_settings(database: Database) -> str | None:
    """The settings as JSON, their keys masked; None where the schema's own are in force."""
    text = database.authorization_text()
    if text is None:
        return None
    issuers = masked_authorization(text)
    return orjson.dumps(issuers[0] if len(issuers) == 1 else issuers).decode()


def _resolve(_root: object, info: AdminInfo) -> str | None:
    return shown_settings(info.context.database)


AUTHORIZATION: Final = GraphQLField(
    GraphQLString,
    resolve=_resolve,
    description="Settings in place of the schema's # Dgraph.Authorization, as JSON; null: the schema's are in force.",
)
