"""The ASGI application: every endpoint in one list, with what wraps it.

In: `Database`, `ServerOptions`. Out: an ASGI application, for our workers and for mounting in another one.
Does not know: sockets, processes, what the endpoints do.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from graphwright.server.admin_graphql import admin_graphql
from graphwright.server.admin_schema import admin_schema
from graphwright.server.admin_schema_validate import admin_schema_validate
from graphwright.server.alter import alter
from graphwright.server.audit import AuditLog
from graphwright.server.commit import commit
from graphwright.server.counters import Counters
from graphwright.server.dql_query import dql_query
from graphwright.server.endpoint import Endpoint, EndpointApplication
from graphwright.server.graphql import GraphqlEndpoint
from graphwright.server.health import health
from graphwright.server.home import home
from graphwright.server.keywords import keywords
from graphwright.server.metrics import metrics
from graphwright.server.mutate import mutate
from graphwright.server.not_found import not_found
from graphwright.server.options import ServerOptions, Services
from graphwright.server.permissions import permissions
from graphwright.server.probe import probe
from graphwright.server.request_log import RequestLog
from graphwright.server.state import state

if TYPE_CHECKING:
    from graphwright.engine.database import Database

GRAPHQL_PATH: Final = "/graphql"
PERMISSIONS_PATH: Final = "/permissions"
_OTHER_PATHS: Final = ((re.compile(r"/simple/v1/[^/]+/permissions"), PERMISSIONS_PATH),)
"""As Graphcool's clients know them: a namespace stands in the path, of which there is one."""


ENDPOINTS: Final = (
    Endpoint(path="/", name="home", handler=home, is_open=True, is_read=True),
    Endpoint(path="/health", name="health", handler=health, is_open=True, is_read=True),
    Endpoint(path="/probe/graphql", name="probe", handler=probe, is_open=True, is_read=True),
    Endpoint(path="/admin", name="admin", handler=admin_graphql),
    Endpoint(path="/admin/schema", name="admin_schema", handler=admin_schema, is_write=True),
    Endpoint(path="/admin/schema/validate", name="admin_schema_validate", handler=admin_schema_validate),
    Endpoint(path="/alter", name="alter", handler=alter, is_write=True, is_dql=True),
    Endpoint(path="/commit", name="commit", handler=commit, is_write=True, is_dql=True),
    Endpoint(path="/mutate", name="mutate", handler=mutate, is_write=True, is_dql=True),
    Endpoint(path="/query", name="query", handler=dql_query, is_dql=True),
    Endpoint(path="/state", name="state", handler=state, is_read=True),
    Endpoint(path="/ui/keywords", name="keywords", handler=keywords, is_read=True),
    Endpoint(path="/metrics", name="metrics", handler=metrics, is_read=True),
    Endpoint(path=PERMISSIONS_PATH, name="permissions", handler=permissions, needs_key=True),
)
"""All but `/graphql`, which has an application of its own."""


def build_application(
    database: Database, options: ServerOptions | None = None, counters: Counters | None = None
) -> ASGIApp:
    """The application for one open store.

    Args:
        counters: Those that the workers of a server share; own ones unless given.
    """
    return application_of(build_services(database, options, counters))


def build_services(
    database: Database, options: ServerOptions | None = None, counters: Counters | None = None
) -> Services:
    """What all endpoints of one open store share, and gRPC with them."""
    options = options or ServerOptions()
    return Services(
        database=database, options=options, counters=counters or Counters(), audit=AuditLog(options.audit_path)
    )


def application_of(services: Services) -> ASGIApp:
    """The application that serves with these."""
    application = Application(services)
    return RequestLog(application) if services.options.logs_requests else application


class Application:
    """Chooses the endpoint by its path; `/graphql` first, for it is nearly always that."""

    def __init__(self, services: Services) -> None:
        self._graphql = GraphqlEndpoint(services)
        self._endpoints = {endpoint.path: EndpointApplication(endpoint, services) for endpoint in ENDPOINTS}
        paths = [GRAPHQL_PATH, *self._endpoints]
        self._not_found = EndpointApplication(
            Endpoint(path="*", name="unknown", handler=partial(not_found, paths), is_open=True), services
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            if root := scope.get("root_path"):  # mounted in another application
                path = path.removeprefix(root) or "/"
            if path == GRAPHQL_PATH:
                await self._graphql(scope, receive, send)
            else:
                await self._endpoints.get(_path_of(path), self._not_found)(scope, receive, send)
        elif scope["type"] == "websocket":  # subscriptions come later
            await receive()
            await send({"type": "websocket.close", "code": 1000, "reason": "not supported yet"})
        else:
            await _lifespan(receive, send)


def _path_of(path: str) -> str:
    return next((known for pattern, known in _OTHER_PATHS if pattern.fullmatch(path)), path)


async def _lifespan(receive: Receive, send: Send) -> None:
    """There is nothing to start or stop: whoever opened the database closes it."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
