"""`/health`: the state of this server as a JSON list, like Dgraph's; open to everybody."""

from __future__ import annotations

from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.health import node_state
from graphwright.errors import StoreError
from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.options import Services

_OPEN: Final = {"access-control-allow-origin": "*"}
"""Any page may read it, such as a dashboard served from elsewhere."""


async def health(services: Services, _request: Request) -> Response:
    """One element, this server. Status 503 when its store does not answer, and until it serves all that it will."""
    try:
        state = services.database.health()
    except StoreError as error:
        return _refusal(services, "unhealthy", error.message)
    if services.awaited:
        return _refusal(services, "starting", f"{', '.join(sorted(services.awaited))} will be served in a moment")
    entry = node_state(state, services.options.address)
    return Response(
        orjson.dumps([entry | {"unfinished_loads": list(state.unfinished_loads)}]),
        headers=_OPEN,
        media_type=JSON_MEDIA_TYPE,
    )


def _refusal(services: Services, status: str, message: str) -> Response:
    entry = {"instance": "alpha", "address": services.options.address, "status": status, "message": message}
    return Response(orjson.dumps([entry]), 503, headers=_OPEN, media_type=JSON_MEDIA_TYPE)
