"""`/alter`: drops everything, or all data; schemas in DQL come later.

Takes the JSON of Dgraph's `api.Operation`, in both spellings of its members (`drop_all`, `dropAll`).
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from graphwright.engine.requests import OperationWords
from graphwright.errors import NotSupportedYet, RequestError
from graphwright.server.audit import NOTE
from graphwright.server.envelope import json_object
from graphwright.server.error_answers import error_response
from graphwright.server.headers import collect
from graphwright.server.options import Services
from graphwright.server.request_body import read_body
from graphwright.server.success import done

_MEMBERS: Final = {
    "drop_all": "drop_all",
    "dropAll": "drop_all",
    "drop_op": "drop_op",
    "dropOp": "drop_op",
    "drop_attr": "drop_attr",
    "dropAttr": "drop_attr",
    "drop_value": "drop_value",
    "dropValue": "drop_value",
    "schema": "schema",
    "run_in_background": "run_in_background",
    "runInBackground": "run_in_background",
}


async def alter(services: Services, request: Request) -> Response:
    """POST or PUT of an operation."""
    if request.method not in {"POST", "PUT"}:
        return error_response(RequestError(f"Invalid method {request.method}: POST to /alter"), 400)
    body = await read_body(request.receive, collect(request.headers.raw), services.options.body_bytes_max)
    if not body.lstrip().startswith(b"{"):
        raise NotSupportedYet("schemas in DQL are not supported yet; POST a GraphQL schema to /admin/schema")
    asked = _operation(json_object(body))
    request.scope[NOTE] = OperationWords(kind="alter", name=None, fields=tuple(asked))
    match asked:
        case {"drop_all": True} | {"drop_op": "ALL"}:
            await asyncio.to_thread(services.database.drop_all)
        case {"drop_op": "DATA"}:
            await asyncio.to_thread(services.database.drop_data)
        case operation if operation.keys() & {"schema", "drop_attr", "drop_op"}:
            raise NotSupportedYet(
                'of /alter only {"drop_all": true} and {"drop_op": "DATA"} are supported yet; '
                "POST a GraphQL schema to /admin/schema"
            )
        case _:
            raise RequestError('the operation does nothing; send {"drop_all": true} or {"drop_op": "DATA"}')
    return done()


def _operation(document: dict[str, Any]) -> dict[str, Any]:
    """The members in one spelling, without those that are empty, and exactly one thing to do."""
    if unknown := document.keys() - _MEMBERS.keys():
        raise RequestError(f"{min(unknown)} is not a member of an alter operation")
    operation = {_MEMBERS[name]: value for name, value in document.items() if value}
    if not isinstance(operation.get("drop_all", True), bool):
        raise RequestError("drop_all must be true or false")
    if "drop_all" in operation and operation.keys() & {"schema", "drop_op", "drop_attr"}:
        raise RequestError("drop_all stands alone; send the other operation by itself")
    return operation
