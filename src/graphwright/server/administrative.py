"""Middleware: lets only administrators through, as `admission.py` decides.

Also answers what browsers ask before a page may send something (CORS preflight), and writes down every use of a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphwright.auth.keys import KeyRefused
from graphwright.engine.requests import OperationWords
from graphwright.errors import GraphwrightError
from graphwright.model.keys import ApiKey
from graphwright.server import access
from graphwright.server.admission import admit, check_approach, write_down
from graphwright.server.api_keys import CHALLENGE
from graphwright.server.audit import NOTE, Use, peer_of
from graphwright.server.cross_origin import cross_origin
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response, internal_error_body, status_of
from graphwright.server.headers import collect
from graphwright.server.request_counts import OUTCOME

if TYPE_CHECKING:
    from graphwright.server.options import Services

KEY: Final = "graphwright.key"
"""Where in the scope an endpoint finds the `ApiKey` that it was asked with."""
_ANY_PAGE: Final = cross_origin(None)
_SAFE_METHODS: Final = frozenset({"GET", "HEAD"})


class AdministrativeAccess:
    """Wraps an administrative endpoint.

    Args:
        is_write: A read-only key may only GET.
        needs_key: This machine is not let in without a key either.
        is_dql: Its use by this machine is written down too, where a file is named for it.
    """

    def __init__(
        self, app: ASGIApp, services: Services, *, is_write: bool = False, needs_key: bool = False, is_dql: bool = False
    ) -> None:
        self._app = app
        self._services = services
        self._is_write = is_write
        self._needs_key = needs_key
        self._is_dql = is_dql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = collect(scope["headers"])
        approach = access.approach_of(scope.get("client"), headers)
        if scope["method"] == "OPTIONS":
            await (await self._preflight(approach))(scope, receive, send)
            return
        is_write = self._is_write and scope["method"] not in _SAFE_METHODS
        admission = await admit(self._services, headers, approach, is_write=is_write, needs_key=self._needs_key)
        if admission.refusal is not None:
            is_noted = self._write_down(scope, admission.key, "refused")
            answer = _refusal(admission.refusal, approach) if is_noted else _unwritten()
            await answer(scope, receive, send)
            return
        scope[KEY] = admission.key
        await self._app(scope, receive, self._watched(scope, admission.key, approach, receive, send))

    async def _preflight(self, approach: access.Approach) -> Response:
        """The answer to a browser that asks what a page may send."""
        try:
            if not await self._services.database.has_admin_key():
                check_approach(approach)
        except GraphwrightError as error:
            return _refusal(error, approach)
        return preflight(approach.origin or "*")

    def _watched(
        self, scope: Scope, key: ApiKey | None, approach: access.Approach, receive: Receive, send: Send
    ) -> Send:
        """Sends on: the answer to a key's request when it is written down, with the header that lets a page read it."""
        # Whoever is let in may also read the answer: no page asks, or one of this machine, or one that has a key.
        own_origin = approach.origin or "*"
        is_unwritten = False

        async def send_on(message: Message) -> None:
            nonlocal is_unwritten
            if is_unwritten:
                return
            if message["type"] == "http.response.start":
                status = message["status"]
                outcome = "answered" if status < 400 else "refused" if status < 500 else "failed"
                if not self._write_down(scope, key, scope.get(OUTCOME, outcome)):
                    is_unwritten = True
                    await _unwritten()(scope, receive, send)
                    return
                answer_headers = MutableHeaders(scope=message)
                answer_headers["access-control-allow-origin"] = own_origin
                answer_headers.add_vary_header("Origin")
            await send(message)

        return send_on

    def _write_down(self, scope: Scope, key: ApiKey | None, result: str) -> bool:
        def use() -> Use:
            words = scope.get(NOTE) or OperationWords(kind=scope["method"], name=None, fields=())
            key_id = None if key is None else key.id
            return Use(key_id=key_id, endpoint=scope["path"], operation=words, peer=peer_of(scope), result=result)

        return write_down(self._services, key, use, is_dql=self._is_dql)


def _unwritten() -> Response:
    return Response(internal_error_body(), 500, media_type=JSON_MEDIA_TYPE)


def _refusal(error: GraphwrightError, approach: access.Approach) -> Response:
    if not isinstance(error, KeyRefused):
        return error_response(error, status_of(error))
    response = error_response(error, 401)
    for name, value in CHALLENGE:
        response.headers[name.decode()] = value.decode()
    response.headers["access-control-allow-origin"] = approach.origin or "*"
    return response


def preflight(origin: str = "*") -> Response:
    """The answer to a browser that asks before it lets a page send something.

    Args:
        origin: The page that may; `*`: every one.
    """
    response = Response(media_type="application/json")
    for name, value in _ANY_PAGE.for_preflight(None):
        response.headers[name.decode()] = value.decode()
    response.headers["access-control-allow-origin"] = origin
    return response
