"""`/permissions` and `/simple/v1/<namespace>/permissions`: the permission schema, for administrators with a key."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.execute import words_of
from graphwright.admin.permission_queries import permission_queries
from graphwright.errors import GraphwrightError
from graphwright.server.admin_requests import answer_graphql, read_graphql
from graphwright.server.error_answers import error_response, status_of
from graphwright.server.not_found import not_found
from graphwright.server.options import Services
from graphwright.server.scope_notes import NOTE, OUTCOME


async def permissions(services: Services, request: Request) -> Response:
    """GET and POST of permission queries; errors of a query have status 200, as on `/admin`."""
    if services.is_strict:  # the reference has nothing here
        return await not_found((), services, request)
    asked = await read_graphql(services, request)
    request.scope[NOTE] = words_of(asked)
    try:
        schema = permission_queries(services.database)
    except GraphwrightError as error:
        request.scope[OUTCOME] = "refused"
        return error_response(error, status_of(error))
    return await answer_graphql(services, request, asked, schema)
