"""`/admin/schema`: the GraphQL schema as plain text."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright import limits
from graphwright.admin.update_gql_schema import apply_schema
from graphwright.errors import RequestError
from graphwright.server.envelope import text_of
from graphwright.server.error_answers import error_response
from graphwright.server.headers import collect
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.success import done


async def admin_schema(services: Services, request: Request) -> Response:
    """POST (or PUT) puts a schema into effect; GET shows it, which the reference refuses."""
    match request.method:
        case "POST" | "PUT":
            await apply_schema(services.database, await schema_text_of(request))
            return done()
        case "GET" | "HEAD" if not services.options.is_strict:
            return Response(services.database.schema_text(), media_type="text/plain")
        case method:
            return error_response(RequestError(f"Invalid method {method}: POST a schema to /admin/schema"), 400)


async def schema_text_of(request: Request) -> str:
    """The schema that is the body of a request."""
    return text_of(await read_body(request.receive, collect(request.headers.raw), limits.schema_bytes_max))
