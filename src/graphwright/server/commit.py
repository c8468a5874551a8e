"""`/commit`: ends a transaction of DQL, for good (`?abort=true` gives it up)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.engine.requests import OperationWords
from graphwright.errors import RequestError
from graphwright.server.dql_answers import Stopwatch, abort_body, commit_body
from graphwright.server.dql_bodies import transaction_of
from graphwright.server.dql_parameters import read_parameters
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.scope_notes import NOTE, headers_of


async def commit(services: Services, request: Request) -> Response:
    """POST with `startTs` of the transaction; errors have status 200 as in the reference."""
    if request.method != "POST":
        return error_response(RequestError(f"Invalid method {request.method}: POST to /commit"), 400)
    body = await read_body(request.receive, headers_of(request.scope), services.options.body_bytes_max)
    stopwatch = Stopwatch()
    parameters = read_parameters(request)
    request.scope[NOTE] = OperationWords(kind="abort" if parameters.aborts else "commit", name=None, fields=())
    if not parameters.start_ts:
        raise RequestError("say in the parameter startTs which transaction ends, as its answers gave it in start_ts")
    keys, predicates = transaction_of(body)
    stopwatch.note_read()
    commit_ts = await services.database.end_dql(parameters.start_ts, keys, predicates, is_abort=parameters.aborts)
    stopwatch.note_run()
    if parameters.aborts:
        return Response(abort_body(), media_type=JSON_MEDIA_TYPE)
    position = {"x-graphwright-position": str(commit_ts)} if commit_ts else {}
    return Response(
        commit_body(parameters.start_ts, commit_ts, stopwatch), media_type=JSON_MEDIA_TYPE, headers=position
    )
