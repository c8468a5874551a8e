"""Every other path: status 404 and what there is instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.options import Services

_AS_REFERENCE: Final = "404 page not found\n"


async def not_found(paths: Sequence[str], services: Services, request: Request) -> Response:
    """The endpoints by name; under `--strict-dgraph` the plain text of the reference."""
    if services.is_strict:
        return Response(_AS_REFERENCE, 404, media_type="text/plain")
    message = f"there is nothing at {request.scope['path'][:200]}; the endpoints are {', '.join(paths)}"
    error = {"message": message, "extensions": {"code": "NOT_FOUND"}}
    return Response(orjson.dumps({"errors": [error]}), 404, media_type=JSON_MEDIA_TYPE)
