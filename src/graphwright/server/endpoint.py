"""An endpoint beside `/graphql` as an ASGI application: counted, guarded, its errors answered, its answers packed.

In: ASGI messages. Out: the response of the endpoint's handler, or that of an error. Errors of users have status 200
like the reference's, but where nothing was read or the store failed; bugs of ours are logged with their traceback and
answered with status 500, never with their text. Does not know: what the endpoints do.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graphwright.errors import GraphwrightError, RequestError, StoreError
from graphwright.records import dataclass
from graphwright.server.administrative import AdministrativeAccess, preflight
from graphwright.server.content_encoding import accepts_gzip, pack
from graphwright.server.error_answers import error_response, internal_error_response, status_of
from graphwright.server.headers import Headers, collect
from graphwright.server.logs import logger
from graphwright.server.request_body import BodyTooLarge, ClientGone
from graphwright.server.scope_notes import HEADERS, OUTCOME, outcome_of

if TYPE_CHECKING:
    from graphwright.server.options import Services

Handler = Callable[["Services", Request], Awaitable[Response]]


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


class EndpointApplication:
    """Serves one endpoint."""

    def __init__(self, endpoint: Endpoint, services: Services) -> None:
        self._endpoint = endpoint
        self._services = services
        self._access = (
            None
            if endpoint.is_open
            else AdministrativeAccess(
                services, is_write=endpoint.is_write, needs_key=endpoint.needs_key, is_dql=endpoint.is_dql
            )
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        outcome = "failed"
        scope[HEADERS] = headers = collect(scope["headers"])
        respond = partial(self._respond, scope, receive)
        try:
            if self._access is None:
                response = await respond()
            else:
                response = await self._access.respond(scope, headers, respond)
            await _pack(response, headers)
            outcome = outcome_of(scope, response)
            await response(scope, receive, send)
        except ClientGone:
            return
        finally:
            self._services.counters.record(self._endpoint.name, outcome, started)

    async def _respond(self, scope: Scope, receive: Receive) -> Response:
        endpoint = self._endpoint
        if endpoint.is_open and scope["method"] == "OPTIONS":
            return preflight()
        if endpoint.is_read and scope["method"] not in {"GET", "HEAD"}:
            return _only_get(endpoint, scope["method"])
        try:
            return await endpoint.handler(self._services, Request(scope, receive))
        except ClientGone:
            raise
        except GraphwrightError as error:
            scope[OUTCOME] = "refused"
            status = status_of(error) if isinstance(error, BodyTooLarge | StoreError) else 200
            return error_response(error, status, self._code_for_all())
        except Exception:  # noqa: BLE001 -- a bug of ours: the client learns that much, the log the rest
            logger().exception("request failed", path=scope["path"])
            return internal_error_response()

    def _code_for_all(self) -> str | None:
        """The one code that the reference gives to all errors of DQL; None where ours tell them apart."""
        if not self._endpoint.is_dql or not self._services.is_strict:
            return None
        return "Error" if self._endpoint.path == "/alter" else "ErrorInvalidRequest"


def _only_get(endpoint: Endpoint, method: str) -> Response:
    response = error_response(RequestError(f"{method} is not a method of {endpoint.path}; use GET"), 405)
    response.headers["allow"] = "GET, HEAD"
    return response


_VARY: Final = (b"vary", b"Accept-Encoding")


async def _pack(response: Response, headers: Headers) -> None:
    response.raw_headers.append(_VARY)
    if b"accept-encoding" in headers and accepts_gzip(headers[b"accept-encoding"]) and response.body:
        response.body = await pack(bytes(response.body))
        response.headers["content-length"] = str(len(response.body))
        response.headers["content-encoding"] = "gzip"
