"""`/mutate`: mutations and upserts in DQL, as RDF or JSON. They pass `@auth` rules, so it is administrative."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graphwright.engine.requests import OperationWords
from graphwright.errors import RequestError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlRequest
from graphwright.server.dql_answers import Stopwatch, mutation_body
from graphwright.server.dql_bodies import mutations_of
from graphwright.server.dql_parameters import read_parameters
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response
from graphwright.server.headers import position_of
from graphwright.server.media_types import body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.scope_notes import NOTE, headers_of

_THREAD_BYTES: Final = 256 * 1024
"""Bodies from this size on (about a millisecond) are taken apart on a thread, so that the others do not wait."""


async def mutate(services: Services, request: Request) -> Response:
    """POST of `{ set { … } }`, `upsert { … }` or `{"set": …}`; errors have status 200 as in the reference."""
    if request.method != "POST":
        return error_response(RequestError(f"Invalid method {request.method}: POST to /mutate"), 400)
    headers = headers_of(request.scope)
    body = await read_body(request.receive, headers, services.options.body_bytes_max)
    stopwatch = Stopwatch()
    parameters = read_parameters(request)
    kind = body_kind(headers.get(b"content-type"))
    if len(body) < _THREAD_BYTES:
        query, mutations = mutations_of(kind, body)
    else:
        query, mutations = await asyncio.to_thread(mutations_of, kind, body)
    request.scope[NOTE] = OperationWords(kind="upsert" if query else "mutation", name=None, fields=())
    if not mutations and not query.strip():
        raise RequestError("empty request: the mutation neither sets nor deletes anything")
    asked = DqlRequest(
        query=query,
        mutations=mutations,
        start_ts=parameters.start_ts,
        commits=parameters.commits,
        timeout_s=parameters.timeout_s,
        position=position_of(headers),
    )
    stopwatch.note_read()
    answer = await services.database.run_dql(asked, trusted)
    stopwatch.note_run()
    position = {} if answer.position is None else {"x-graphwright-position": str(answer.position)}
    return Response(mutation_body(answer, stopwatch), media_type=JSON_MEDIA_TYPE, headers=position)
