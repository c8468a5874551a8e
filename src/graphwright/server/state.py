"""`/state`: what Dgraph's console asks about the cluster. Here one group with one member serves every predicate."""

from __future__ import annotations

import time
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.options import Services

_GROUP: Final = 1


async def state(services: Services, _request: Request) -> Response:
    """A membership state, with the members that consoles read."""
    health = services.database.health()
    member = {
        "id": "1",
        "groupId": _GROUP,
        "addr": services.options.address,
        "leader": True,
        "amDead": False,
        "lastUpdate": str(int(time.time())),
    }
    tablets = {f"0-{name}": _tablet(name) for name in sorted(services.database.catalog.predicates)}
    document = {
        "counter": str(health.catalog_version),
        "groups": {str(_GROUP): {"members": {"1": member}, "tablets": tablets}},
        "zeros": {},
        "removed": [],
    }
    return Response(orjson.dumps(document), media_type=JSON_MEDIA_TYPE)


def _tablet(predicate: str) -> dict[str, Any]:
    return {"groupId": _GROUP, "predicate": f"0-{predicate}"}
