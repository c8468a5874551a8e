"""What stands before administrative endpoints: lets only administrators through, as `admission.py` decides.

Also answers what browsers ask before a page may send something (CORS preflight), and writes down every use of a key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.types import Scope

from graphwright.auth.keys import KeyRefused
from graphwright.engine.requests import OperationWords
from graphwright.errors import GraphwrightError
from graphwright.model.keys import ApiKey
from graphwright.server import access
from graphwright.server.admission import admit, check_approach, write_down
from graphwright.server.api_keys import CHALLENGE
from graphwright.server.audit import Use, peer_of
from graphwright.server.cross_origin import cross_origin
from graphwright.server.error_answers import error_response, internal_error_response, status_of
from graphwright.server.headers import Headers
from graphwright.server.scope_notes import KEY, NOTE, outcome_of

if TYPE_CHECKING:
    from graphwright.server.options import Services

_ANY_PAGE: Final = cross_origin(None)
_SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
_VARY: Final = (b"vary", b"Origin")


class AdministrativeAccess:
    """Stands before an administrative endpoint.

    Args:
        is_write: A read-only key may only GET.
        needs_key: This machine is not let in without a key either.
        is_dql: Its use by this machine is written down too, where a file is named for it.
    """

    def __init__(
        self, services: Services, *, is_write: bool = False, needs_key: bool = False, is_dql: bool = False
    ) -> None:
        self._services = services
        self._is_write = is_write
        self._needs_key = needs_key
        self._is_dql = is_dql

    async def respond(self, scope: Scope, headers: Headers, respond: Callable[[], Awaitable[Response]]) -> Response:
        """The response of the endpoint, or that to somebody who is not let in.

        Args:
            respond: Asks the endpoint.
        """
        approach = access.approach_of(scope.get("client"), headers)
        if scope["method"] == "OPTIONS":
            return await self._preflight(approach)
        is_write = self._is_write and scope["method"] not in _SAFE_METHODS
        admission = await admit(self._services, headers, approach, is_write=is_write, needs_key=self._needs_key)
        if admission.refusal is not None:
            is_noted = self._write_down(scope, admission.key, "refused")
            return _refusal(admission.refusal, approach) if is_noted else internal_error_response()
        scope[KEY] = admission.key
        response = await respond()
        if not self._write_down(scope, admission.key, outcome_of(scope, response)):
            response = internal_error_response()
        # Whoever is let in may also read the answer: no page asks, or one of this machine, or one that has a key.
        origin = b"*" if approach.origin is None else approach.origin.encode("latin-1")
        response.raw_headers += ((b"access-control-allow-origin", origin), _VARY)
        return response

    async def _preflight(self, approach: access.Approach) -> Response:
        """The answer to a browser that asks what a page may send."""
        try:
            if not await self._services.database.has_admin_key():
                check_approach(approach)
        except GraphwrightError as error:
            return _refusal(error, approach)
        return preflight(approach.origin or "*")

    def _write_down(self, scope: Scope, key: ApiKey | None, result: str) -> bool:
        def use() -> Use:
            words = scope.get(NOTE) or OperationWords(kind=scope["method"], name=None, fields=())
            key_id = None if key is None else key.id
            return Use(key_id=key_id, endpoint=scope["path"], operation=words, peer=peer_of(scope), result=result)

        return write_down(self._services, key, use, is_dql=self._is_dql)


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
