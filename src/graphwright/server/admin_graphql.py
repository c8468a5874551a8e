"""`/admin`: the admin API in GraphQL."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.context import AdminContext
from graphwright.admin.execute import execute_admin, words_of
from graphwright.errors import RequestError
from graphwright.model.keys import ApiKey
from graphwright.server.administrative import KEY
from graphwright.server.audit import NOTE
from graphwright.server.envelope import from_body, from_query_string
from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.headers import collect
from graphwright.server.media_types import body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.request_counts import OUTCOME


async def admin_graphql(services: Services, request: Request) -> Response:
    """GET for queries, POST for all operations; errors have status 200 as in the reference."""
    headers = collect(request.headers.raw)
    match request.method:
        case "POST":
            body = await read_body(request.receive, headers, services.options.body_bytes_max)
            graphql_request = from_body(body_kind(headers.get(b"content-type")), body)
        case "GET":
            graphql_request = from_query_string(request.scope["query_string"])
        case method:
            raise RequestError(f"{method} is not a method of /admin; use POST, or GET for queries")
    key: ApiKey | None = request.scope.get(KEY)
    if key is not None:
        graphql_request.may_write = not key.is_read_only
        request.scope[NOTE] = words_of(graphql_request)
    context = AdminContext(database=services.database, address=services.options.address)
    answer = await execute_admin(graphql_request, context)
    if not answer.was_executed:
        request.scope[OUTCOME] = "refused"
    return Response(answer.body, media_type=JSON_MEDIA_TYPE)
