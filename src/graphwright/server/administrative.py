"""Middleware: lets only administrators through (`access.py` has the rule).

Also answers what browsers ask before a page on this machine may send something (CORS preflight).
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphwright.errors import AccessError
from graphwright.server import access
from graphwright.server.cross_origin import cross_origin
from graphwright.server.error_answers import error_response
from graphwright.server.headers import collect

_ANY_PAGE: Final = cross_origin(None)


class AdministrativeAccess:
    """Wraps an administrative endpoint."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = collect(scope["headers"])
        approach = access.approach_of(scope.get("client"), headers)
        if reason := access.refusal(approach):
            error = AccessError(f"administrative requests are served only to this machine, and {reason}")
            await error_response(error, 403)(scope, receive, send)
            return
        # Whoever is let in may also read the answer: either no page asks, or one of this machine.
        own_origin = (approach.origin or "*").encode("latin-1")
        if scope["method"] == "OPTIONS":
            response = Response(media_type="application/json")
            for name, value in _ANY_PAGE.for_preflight(None):
                response.headers[name.decode()] = value.decode()
            response.headers["access-control-allow-origin"] = own_origin.decode()
            await response(scope, receive, send)
            return

        async def send_with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer_headers = MutableHeaders(scope=message)
                answer_headers["access-control-allow-origin"] = own_origin.decode()
                answer_headers.add_vary_header("Origin")
            await send(message)

        await self._app(scope, receive, send_with_origin)
