"""Errors as JSON answers, and the HTTP status of each class of them. Pure.

In: `GraphwrightError`. Out: bodies, statuses. Does not know: which endpoint asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.responses import Response

from graphwright.errors import (
    AccessError,
    AuthenticationError,
    ErrorList,
    GraphwrightError,
    StoreBusyError,
    StoreError,
)
from graphwright.server.request_body import BodyTooLarge

JSON_MEDIA_TYPE: Final = "application/json"

_INTERNAL_ERROR: Final[Mapping[str, Any]] = {
    "message": "an error inside Graphwright; its log says what happened. Please report it",
    "extensions": {"code": "INTERNAL"},
}
_STATUSES: Final[tuple[tuple[type[GraphwrightError], int], ...]] = (
    (BodyTooLarge, 413),
    (AuthenticationError, 401),
    (AccessError, 403),
    (StoreBusyError, 503),
    (StoreError, 500),
)
"""The first class that fits; every other error is 400, the request being at fault."""


def status_of(error: GraphwrightError) -> int:
    """The HTTP status of an error, where the form of the answer uses statuses."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)


def error_body(error: GraphwrightError, code: str | None = None) -> bytes:
    """An answer with nothing but errors.

    Args:
        code: The code of all of them; None: each has its own.
    """
    errors = [entry.as_graphql() for entry in (error.errors if isinstance(error, ErrorList) else [error])]
    if code is not None:
        errors = [entry | {"extensions": {"code": code}} for entry in errors]
    return orjson.dumps({"errors": errors})


def internal_error_body() -> bytes:
    """The answer to a request that met a bug of ours."""
    return orjson.dumps({"errors": [_INTERNAL_ERROR]})


def error_response(error: GraphwrightError, status: int, code: str | None = None) -> Response:
    """An answer of the endpoints beside `/graphql`, which mostly have status 200 as in the reference."""
    # Of a body that is too large nobody has read the end, so the connection cannot be used again.
    headers = {"connection": "close"} if isinstance(error, BodyTooLarge) else None
    return Response(error_body(error, code), status, headers, JSON_MEDIA_TYPE)


def internal_error_response() -> Response:
    """The same as a response."""
    return Response(internal_error_body(), 500, media_type=JSON_MEDIA_TYPE)
