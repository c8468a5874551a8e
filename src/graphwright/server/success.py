"""The answer of the reference to administrative requests that worked."""

from __future__ import annotations

from typing import Any, Final

import orjson
from starlette.responses import Response

from graphwright.server.error_answers import JSON_MEDIA_TYPE

_DATA: Final = {"code": "Success", "message": "Done"}
_DONE: Final = orjson.dumps({"data": _DATA})


def done(extensions: dict[str, Any] | None = None) -> Response:
    body = _DONE if extensions is None else orjson.dumps({"data": _DATA, "extensions": extensions})
    return Response(body, media_type=JSON_MEDIA_TYPE)
