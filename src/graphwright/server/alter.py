"""`/alter`: changes what predicates and types there are, by a schema in DQL, or drops some or all.

Takes a schema as it is, or the JSON of Dgraph's `api.Operation`, in both spellings of its members (`drop_all`,
`dropAll`).
"""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from graphwright.engine.requests import OperationWords
from graphwright.errors import RequestError
from graphwright.model.dql_requests import DqlAlter
from graphwright.server.dql_alters import MEMBERS, alter_of
from graphwright.server.envelope import json_object, text_of
from graphwright.server.error_answers import error_response
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.scope_notes import NOTE, headers_of
from graphwright.server.success import done


async def alter(services: Services, request: Request) -> Response:
    """POST or PUT of an operation."""
    if request.method not in {"POST", "PUT"}:
        return error_response(RequestError(f"Invalid method {request.method}: POST to /alter"), 400)
    body = await read_body(request.receive, headers_of(request.scope), services.options.body_bytes_max)
    asked, words = _operation(body, is_strict=services.is_strict)
    request.scope[NOTE] = words
    await asyncio.to_thread(services.database.alter_dql, asked)
    return done()


def _operation(body: bytes, *, is_strict: bool) -> tuple[DqlAlter, OperationWords]:
    """What is asked for: JSON, or the text of a schema, which never begins with a brace."""
    if not body.lstrip().startswith(b"{"):
        text = text_of(body)
        if not text.strip():
            raise RequestError('the body is empty; send a schema in DQL, or {"drop_all": true} or another drop')
        return DqlAlter(schema=text), OperationWords(kind="alter", name=None, fields=("schema",))
    document = json_object(body)
    fields = tuple(MEMBERS.get(name, name) for name, value in document.items() if value)
    return alter_of(document, is_strict=is_strict), OperationWords(kind="alter", name=None, fields=fields)
