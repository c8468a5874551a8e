"""`health`: the state of this server. `/health` shows the same."""

from __future__ import annotations

import time
from typing import Any, Final

from graphql import GraphQLField, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLString

from graphwright.admin.context import AdminInfo
from graphwright.engine.requests import Health

_STRINGS: Final = GraphQLList(GraphQLString)

NODE_STATE: Final = GraphQLObjectType(
    "NodeState",
    {
        "instance": GraphQLField(GraphQLString, description="The kind of node; always alpha, for clients of Dgraph."),
        "address": GraphQLField(GraphQLString, description="Where it listens."),
        "status": GraphQLField(GraphQLString, description="healthy or unhealthy."),
        "group": GraphQLField(GraphQLString, description="Always 1."),
        "version": GraphQLField(GraphQLString, description="Version of Graphwright."),
        "lastEcho": GraphQLField(GraphQLInt, description="Time of this answer, in seconds since 1970."),
        "uptime": GraphQLField(GraphQLInt, description="Seconds since this process opened the store."),
        "ongoing": GraphQLField(_STRINGS, description="Loads that are neither finished nor undone."),
        "indexing": GraphQLField(_STRINGS, description="Predicates whose indexes are being built."),
        "ee_features": GraphQLField(_STRINGS, description="Always empty: there are no other editions."),
    },
    description="The state of a server.",
)


def node_state(health: Health, address: str) -> dict[str, Any]:
    """The members of a `NodeState`, also those of `/health`."""
    return {
        "instance": "alpha",
        "address": address,
        "status": "healthy",
        "group": "1",
        "version": health.version,
        "uptime": int(health.uptime_s),
        "lastEcho": int(time.time()),
        "ongoing": list(health.unfinished_loads),
        "indexing": list(health.indexing),
        "ee_features": [],
    }


def _resolve(_root: object, info: AdminInfo) -> list[dict[str, Any]]:
    return [node_state(info.context.database.health(), info.context.address)]


HEALTH: Final = GraphQLField(GraphQLList(NODE_STATE), resolve=_resolve, description="The state of this server.")
