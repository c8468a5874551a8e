"""`/probe/graphql`: whether GraphQL is served, and a number that grows with each change of the schema."""

from __future__ import annotations

from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graphwright.errors import StoreError
from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.options import Services

_OPEN: Final = {"access-control-allow-origin": "*"}
"""Any page may read it, such as a dashboard served from elsewhere."""


async def probe(services: Services, _request: Request) -> Response:
    """Status 503 when the store does not answer."""
    try:
        state = services.database.health()
    except StoreError:
        return Response(orjson.dumps({"status": "down"}), 503, headers=_OPEN, media_type=JSON_MEDIA_TYPE)
    answer = {"status": "up", "schemaUpdateCounter": state.schema_update_counter}
    return Response(orjson.dumps(answer), headers=_OPEN, media_type=JSON_MEDIA_TYPE)
