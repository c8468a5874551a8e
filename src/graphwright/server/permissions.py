"""`/permissions` and `/simple/v1/<namespace>/permissions`: the permission schema, for administrators with a key."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.context import AdminContext
from graphwright.admin.execute import execute_admin, words_of
from graphwright.admin.permission_queries import permission_queries
from graphwright.errors import GraphwrightError, RequestError
from graphwright.server.audit import NOTE
from graphwright.server.envelope import from_body, from_query_string
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response, status_of
from graphwright.server.headers import collect
from graphwright.server.media_types import body_kind
from graphwright.server.not_found import not_found
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.request_counts import OUTCOME


async def permissions(services: Services, request: Request) -> Response:
    """GET and POST of permission queries; errors of a query have status 200, as on `/admin`."""
    if services.is_strict:  # the reference has nothing here
        return await not_found((), services, request)
    headers = collect(request.headers.raw)
    match request.method:
        case "POST":
            body = await read_body(request.receive, headers, services.options.body_bytes_max)
            graphql_request = from_body(body_kind(headers.get(b"content-type")), body)
        case "GET":
            graphql_request = from_query_string(request.scope["query_string"])
        case method:
            raise RequestError(f"{method} is not a method of {request.url.path}; use POST or GET")
    request.scope[NOTE] = words_of(graphql_request)
    try:
        schema = permission_queries(services.database)
    except GraphwrightError as error:
        request.scope[OUTCOME] = "refused"
        return error_response(error, status_of(error))
    context = AdminContext(database=services.database, address=services.options.address)
    answer = await execute_admin(graphql_request, context, schema)
    if not answer.was_executed:
        request.scope[OUTCOME] = "refused"
    return Response(answer.body, media_type=JSON_MEDIA_TYPE)
