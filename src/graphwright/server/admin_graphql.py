"""`/admin`: the admin API in GraphQL."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.execute import words_of
from graphwright.model.keys import ApiKey
from graphwright.server.admin_requests import answer_graphql, read_graphql
from graphwright.server.options import Services
from graphwright.server.scope_notes import KEY, NOTE


async def admin_graphql(services: Services, request: Request) -> Response:
    """GET for queries, POST for all operations; errors have status 200 as in the reference."""
    asked = await read_graphql(services, request)
    key: ApiKey | None = request.scope.get(KEY)
    if key is not None:
        asked.may_write = not key.is_read_only
        request.scope[NOTE] = words_of(asked)
    return await answer_graphql(services, request, asked)
