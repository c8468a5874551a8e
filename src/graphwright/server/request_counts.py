"""Middleware: counts and times the requests of one endpoint (`/graphql` does it itself)."""

from __future__ import annotations

import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphwright.server.counters import Counters

OUTCOME: Final = "graphwright.outcome"
"""Where in the scope an endpoint says how it went, when the status does not: most errors have status 200."""


class RequestCounts:
    """Wraps an endpoint; `endpoint` is one of `counters.ENDPOINTS`."""

    def __init__(self, app: ASGIApp, endpoint: str, counters: Counters) -> None:
        self._app = app
        self._endpoint = endpoint
        self._counters = counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        outcome = "failed"

        async def watched_send(message: Message) -> None:
            nonlocal outcome
            if message["type"] == "http.response.start":
                status = message["status"]
                outcome = "answered" if status < 400 else "refused" if status < 500 else "failed"
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        finally:
            self._counters.record(self._endpoint, scope.get(OUTCOME, outcome), started)
