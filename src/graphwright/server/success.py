"""The answer of the reference to administrative requests that worked."""

from __future__ import annotations

from typing import Final

import orjson
from starlette.responses import Response

from graphwright.server.error_answers import JSON_MEDIA_TYPE

_DONE: Final = orjson.dumps({"data": {"code": "Success", "message": "Done"}})


def done() -> Response:
    return Response(_DONE, media_type=JSON_MEDIA_TYPE)
