"""`/query`: DQL. It passes `@auth` rules as in the reference, so it is an administrative endpoint."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from graphwright.errors import NotSupportedYet, RequestError
from graphwright.model.caller import trusted
from graphwright.server.envelope import json_object, text_of
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response
from graphwright.server.headers import collect, position_of
from graphwright.server.media_types import BodyKind, body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.request_counts import OUTCOME

_NOT_YET: Final = frozenset({"startTs", "hash", "respFormat", "debug", "timeout"})


async def dql_query(services: Services, request: Request) -> Response:
    """POST of a query, as text or as JSON with variables; errors have status 200 as in the reference."""
    if request.method != "POST":
        return error_response(RequestError(f"Invalid method {request.method}: POST to /query"), 400)
    if refused := request.query_params.keys() & _NOT_YET:
        raise NotSupportedYet(f"the parameter {min(refused)} of /query is not supported yet")
    headers = collect(request.headers.raw)
    body = await read_body(request.receive, headers, services.options.body_bytes_max)
    text, variables = _query(body_kind(headers.get(b"content-type")), body)
    answer = await services.database.execute_dql(text, variables, trusted, position=position_of(headers))
    if not answer.was_executed:
        request.scope[OUTCOME] = "refused"
    return Response(answer.body, media_type=JSON_MEDIA_TYPE)


def _query(kind: BodyKind, body: bytes) -> tuple[str, dict[str, str] | None]:
    match kind:
        case BodyKind.DQL:
            return text_of(body), None
        case BodyKind.JSON:
            return _of_members(json_object(body))
        case _:
            raise RequestError("the Content-Type of a DQL query must be application/dql or application/json")


def _of_members(document: dict[str, Any]) -> tuple[str, dict[str, str] | None]:
    text, variables = document.get("query"), document.get("variables")
    if not isinstance(text, str):
        raise RequestError("the request needs a member query, a string")
    if variables is None:
        return text, None
    if not isinstance(variables, dict) or not all(isinstance(value, str) for value in variables.values()):
        raise RequestError("variables must be an object whose values are strings; DQL reads their types from the query")
    return text, variables
