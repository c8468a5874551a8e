"""`/admin/schema`: the GraphQL schema as plain text."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright import limits
from graphwright.admin.update_gql_schema import apply_schema
from graphwright.errors import RequestError
from graphwright.server.envelope import text_of
from graphwright.server.error_answers import error_response
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.scope_notes import headers_of
from graphwright.server.success import done


async def admin_schema(services: Services, request: Request) -> Response:
    """POST (or PUT) puts a schema into effect; GET shows it, which the reference refuses."""
    match request.method:
        case "POST" | "PUT":
            text = await schema_text_of(request)
            unsafe, pause = (_allows(services, request, name) for name in ("allowUnsafe", "allowPause"))
            report = await apply_schema(services.database, text, allow_unsafe=unsafe, allow_pause=pause)
            return done({"lost": list(report.lost)}) if unsafe else done()
        case "GET" | "HEAD" if not services.is_strict:
            return Response(services.database.schema_text(), media_type="text/plain")
        case method:
            return error_response(RequestError(f"Invalid method {method}: POST a schema to /admin/schema"), 400)


def _allows(services: Services, request: Request, name: str) -> bool:
    """Whether the URL asks for more than is done without being asked; the reference knows no such parameter.

    Raises:
        RequestError: Its value is neither true nor false.
    """
    given = "" if services.options.is_strict else request.query_params.get(name, "")
    if given not in {"", "true", "false"}:
        raise RequestError(f"{name} is true or false, not {given[:40]!r}")
    return given == "true"


async def schema_text_of(request: Request) -> str:
    """The schema that is the body of a request."""
    return text_of(await read_body(request.receive, headers_of(request.scope), limits.schema_bytes_max))
