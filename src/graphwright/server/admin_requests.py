"""What the endpoints share that speak GraphQL with administrators: a request out of HTTP, an answer into it.

Does not know: which schema is asked, who may ask.
"""

from __future__ import annotations

from graphql import GraphQLSchema
from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.context import AdminContext
from graphwright.admin.execute import execute_admin
from graphwright.admin.operations import ADMIN_SCHEMA
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import RequestError
from graphwright.server.envelope import from_body, from_query_string
from graphwright.server.error_answers import JSON_MEDIA_TYPE
from graphwright.server.headers import collect
from graphwright.server.media_types import body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.scope_notes import OUTCOME


async def read_graphql(services: Services, request: Request) -> GraphqlRequest:
    """The GraphQL request of a GET or POST.

    Raises:
        RequestError: It is neither, or what it brings is no GraphQL request.
    """
    match request.method:
        case "POST":
            headers = collect(request.headers.raw)
            body = await read_body(request.receive, headers, services.options.body_bytes_max)
            return from_body(body_kind(headers.get(b"content-type")), body)
        case "GET":
            return from_query_string(request.scope["query_string"])
        case method:
            raise RequestError(f"{method} is not a method of {request.url.path}; use POST, or GET for queries")


async def answer_graphql(
    services: Services, request: Request, asked: GraphqlRequest, schema: GraphQLSchema = ADMIN_SCHEMA
) -> Response:
    """The answer, with status 200 whatever is wrong with the query, as in the reference."""
    context = AdminContext(database=services.database, address=services.options.address)
    answer = await execute_admin(asked, context, schema)
    if not answer.was_executed:
        request.scope[OUTCOME] = "refused"
    return Response(answer.body, media_type=JSON_MEDIA_TYPE)
