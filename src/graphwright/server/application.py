"""The ASGI application: every endpoint in one list, with what wraps it.

In: `Database`, `ServerOptions`. Out: an ASGI application, for our workers and for mounting in another one.
Does not know: sockets, processes, what the endpoints do.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from graphwright.errors import RequestError
from graphwright.server.admin_graphql import admin_graphql
from graphwright.server.admin_schema import admin_schema
from graphwright.server.admin_schema_validate import admin_schema_validate
from graphwright.server.administrative import AdministrativeAccess, preflight
from graphwright.server.alter import alter
from graphwright.server.audit import AuditLog
from graphwright.server.commit import commit
from graphwright.server.counters import Counters
from graphwright.server.dql_query import dql_query
from graphwright.server.error_answers import error_response
from graphwright.server.failures import Failures
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
from graphwright.server.request_counts import RequestCounts
from graphwright.server.request_log import RequestLog
from graphwright.server.state import state

if TYPE_CHECKING:
    from graphwright.engine.database import Database

Handler = Callable[[Services, Request], Awaitable[Response]]

GRAPHQL_PATH: Final = "/graphql"
PERMISSIONS_PATH: Final = "/permissions"
_OTHER_PATHS: Final = ((re.compile(r"/simple/v1/[^/]+/permissions"), PERMISSIONS_PATH),)
"""As Graphcool's clients know them: a namespace stands in the path, of which there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One path.

    Attributes:
        name: Of its counters, one of `counters.ENDPOINTS`.
        is_open: Served to everybody; all others are administrative (`access.py`).
        needs_key: Nobody is let in without an admin key, be it from this machine.
        is_read: Answers GET and HEAD only; the others choose by the method themselves.
        is_write: Its other methods change the store, so a read-only key may not use them.
        is_dql: Sees everything: each use is written down (`audit.py`), and errors have the reference's codes if strict.
    """

    path: str
    name: str
    handler: Handler
    is_open: bool = False
    is_read: bool = False
    is_write: bool = False
    needs_key: bool = False
    is_dql: bool = False


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
        self._endpoints = {endpoint.path: _wrapped(endpoint, services) for endpoint in ENDPOINTS}
        paths = [GRAPHQL_PATH, *self._endpoints]
        self._not_found = _wrapped(
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


def _wrapped(endpoint: Endpoint, services: Services) -> ASGIApp:
    """The endpoint as an application: counted, packed, guarded, its errors answered; from the outside in."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if endpoint.is_open and scope["method"] == "OPTIONS":
            response = preflight()
        elif endpoint.is_read and scope["method"] not in {"GET", "HEAD"}:
            response = _only_get(endpoint, scope["method"])
        else:
            response = await endpoint.handler(services, Request(scope, receive, send))
        await response(scope, receive, send)

    # Failures inside: the page that may read an answer may read an error too.
    handled = Failures(application, partial(dql_code, services, endpoint.path) if endpoint.is_dql else None)
    guarded = (
        handled
        if endpoint.is_open
        else AdministrativeAccess(
            handled, services, is_write=endpoint.is_write, needs_key=endpoint.needs_key, is_dql=endpoint.is_dql
        )
    )
    return RequestCounts(GZipMiddleware(guarded, minimum_size=0), endpoint.name, services.counters)


def dql_code(services: Services, path: str) -> str | None:
    """The one code that the reference gives to all errors of an endpoint of DQL; None where ours tell them apart."""
    if not services.is_strict:
        return None
    return "Error" if path == "/alter" else "ErrorInvalidRequest"


def _only_get(endpoint: Endpoint, method: str) -> Response:
    response = error_response(RequestError(f"{method} is not a method of {endpoint.path}; use GET"), 405)
    response.headers["allow"] = "GET, HEAD"
    return response


async def _lifespan(receive: Receive, send: Send) -> None:
    """There is nothing to start or stop: whoever opened the database closes it."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
