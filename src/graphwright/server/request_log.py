"""Middleware: a log line per request, at level debug.

Method, path, status, milliseconds. Never the query string, a header or a body: they hold queries, their
values and tokens.
"""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphwright.server.logs import logger


class RequestLog:
    """Wraps the whole application, where requests are logged at all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._log = logger()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status: int | None = None

        async def watched_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000, 3)
            self._log.debug("request", method=scope["method"], path=scope["path"], status=status, ms=milliseconds)
