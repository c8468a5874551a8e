"""`/query`: queries in DQL. They pass `@auth` rules as in the reference, so it is an administrative endpoint."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.engine.requests import OperationWords
from graphwright.errors import RequestError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlRequest
from graphwright.server.dql_answers import Stopwatch, query_body
from graphwright.server.dql_bodies import query_of
from graphwright.server.dql_parameters import read_parameters
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response
from graphwright.server.headers import position_of
from graphwright.server.media_types import body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.scope_notes import NOTE, headers_of

_WORDS = OperationWords(kind="query", name=None, fields=())


async def dql_query(services: Services, request: Request) -> Response:
    """POST of a query, as text or as JSON with variables; errors have status 200 as in the reference."""
    if request.method != "POST":
        return error_response(RequestError(f"Invalid method {request.method}: POST to /query"), 400)
    request.scope[NOTE] = _WORDS
    headers = headers_of(request.scope)
    body = await read_body(request.receive, headers, services.options.body_bytes_max)
    stopwatch = Stopwatch()
    parameters = read_parameters(request)
    text, variables = query_of(body_kind(headers.get(b"content-type")), body)
    asked = DqlRequest(
        query=text,
        variables=variables,
        start_ts=parameters.start_ts,
        is_read_only=parameters.is_read_only,
        is_best_effort=parameters.is_best_effort,
        answer_format=parameters.answer_format,
        timeout_s=parameters.timeout_s,
        shows_uids=parameters.shows_uids,
        position=position_of(headers),
    )
    stopwatch.note_read()
    answer = await services.database.run_dql(asked, trusted)
    stopwatch.note_run()
    return Response(query_body(answer, stopwatch, is_rdf=parameters.answer_format == "rdf"), media_type=JSON_MEDIA_TYPE)
