"""`/ui/keywords`: the words of DQL that Dgraph's console completes."""

from __future__ import annotations

from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.options import Services

_NAMES: Final = {
    "function": (
        "eq le lt ge gt between has type uid uid_in allofterms anyofterms alloftext anyoftext regexp match near within "
        "contains intersects similar_to checkpwd count val len min max sum avg math expand shortest"
    ),
    "directive": "@filter @cascade @normalize @ignorereflex @groupby @recurse @facets @if",
    "keyword": (
        "query mutation upsert fragment schema var func first offset after orderasc orderdesc as and or not set delete "
        "from to numpaths depth minweight maxweight loop dgraph.type"
    ),
}
_BODY: Final = orjson.dumps(
    {"keywords": [{"type": kind, "name": name} for kind, names in _NAMES.items() for name in names.split()]}
)


async def keywords(_services: Services, _request: Request) -> Response:
    """The list, always the same."""
    return Response(_BODY, media_type=JSON_MEDIA_TYPE)
