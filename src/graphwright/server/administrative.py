"""Middleware: lets only administrators through: by an admin key, or, while there is none, by the rule of `access.py`.

Also answers what browsers ask before a page may send something (CORS preflight), and writes down every use of a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphwright.auth.keys import KeyRefused
from graphwright.engine.requests import OperationWords
from graphwright.errors import AccessError, GraphwrightError
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.server import access
from graphwright.server.api_keys import CHALLENGE, check_good, enforces_rules, key_in
from graphwright.server.audit import NOTE, Use, peer_of
from graphwright.server.cross_origin import cross_origin
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response, internal_error_body, status_of
from graphwright.server.headers import Headers, collect
from graphwright.server.logs import logger
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
    """

    def __init__(self, app: ASGIApp, services: Services, *, is_write: bool = False, needs_key: bool = False) -> None:
        self._app = app
        self._services = services
        self._is_write = is_write
        self._needs_key = needs_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = collect(scope["headers"])
        approach = access.approach_of(scope.get("client"), headers)
        key: ApiKey | None = None
        try:
            if scope["method"] == "OPTIONS":
                if not await self._services.database.has_admin_key():
                    _check_approach(approach)
                await _preflight(approach)(scope, receive, send)
                return
            key = await self._key(headers)
            if enforces_rules(headers):
                # No user administers, and DQL would pass the rules all the same.
                raise AccessError("X-Auth-Enforce is for /graphql only: administrative requests pass all rules")
            if key is None:
                await self._check_without_key(approach)
            else:
                self._check_key(key, scope)
        except GraphwrightError as error:
            key = error.key if isinstance(error, KeyRefused) else key
            refusal = _refusal(error, approach) if self._write_down(scope, key, "refused") else _unwritten()
            await refusal(scope, receive, send)
            return
        scope[KEY] = key
        await self._app(scope, receive, self._watched(scope, key, approach, receive, send))

    async def _key(self, headers: Headers) -> ApiKey | None:
        services = self._services
        api = services.database.catalog.api
        settings = api.authorization if api else None
        token_header = settings.header.lower().encode("latin-1", "replace") if settings else None
        return await key_in(services.database, headers, token_header, is_strict=services.is_strict)

    async def _check_without_key(self, approach: access.Approach) -> None:
        if self._needs_key or await self._services.database.has_admin_key():
            raise KeyRefused("administrative requests need an admin key: send it as Authorization: Bearer gwa_…")
        _check_approach(approach)

    def _check_key(self, key: ApiKey, scope: Scope) -> None:
        check_good(key)
        if key.kind is not KeyKind.ADMIN:
            raise AccessError("administrative requests need an admin key, and this is a client's")
        if key.is_read_only and self._is_write and scope["method"] not in _SAFE_METHODS:
            raise AccessError("this key may only read; change the store with a key that may write")

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
        """Notes the use of an admin key; whether that could be done."""
        if key is None or key.kind is not KeyKind.ADMIN:
            return True
        words = scope.get(NOTE) or OperationWords(kind=scope["method"], name=None, fields=())
        use = Use(key_id=key.id, endpoint=scope["path"], operation=words, peer=peer_of(scope), result=result)
        try:
            self._services.audit.record(use)
        except OSError:
            logger().exception("the audit log cannot be written")
            return False
        return True


def _unwritten() -> Response:
    return Response(internal_error_body(), 500, media_type=JSON_MEDIA_TYPE)


def _check_approach(approach: access.Approach) -> None:
    if reason := access.refusal(approach):
        raise AccessError(f"administrative requests are served only to this machine, and {reason}")


def _refusal(error: GraphwrightError, approach: access.Approach) -> Response:
    if not isinstance(error, KeyRefused):
        return error_response(error, status_of(error))
    response = error_response(error, 401)
    for name, value in CHALLENGE:
        response.headers[name.decode()] = value.decode()
    response.headers["access-control-allow-origin"] = approach.origin or "*"
    return response


def _preflight(approach: access.Approach) -> Response:
    response = Response(media_type="application/json")
    for name, value in _ANY_PAGE.for_preflight(None):
        response.headers[name.decode()] = value.decode()
    response.headers["access-control-allow-origin"] = approach.origin or "*"
    return response
