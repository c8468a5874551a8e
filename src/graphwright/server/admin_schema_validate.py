"""`/admin/schema/validate`: checks a schema and changes nothing."""

from __future__ import annotations

import asyncio
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graphwright.admin.update_gql_schema import refuse_empty
from graphwright.errors import GraphwrightError
from graphwright.server.admin_schema import schema_text_of
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response
from graphwright.server.options import Services
from graphwright.server.request_body import BodyTooLarge

_VALID: Final = orjson.dumps({"errors": [{"message": "Schema is valid", "extensions": {"code": "Success"}}]})
"""The reference says it as an error, and its clients look for this text."""


async def admin_schema_validate(services: Services, request: Request) -> Response:
    """Status 200 for a valid schema, 400 for one that is not."""
    try:
        text = await schema_text_of(request)
        refuse_empty(text)
        await asyncio.to_thread(services.database.validate_schema, text)
    except BodyTooLarge:
        raise
    except GraphwrightError as error:
        return error_response(error, 400)
    return Response(_VALID, media_type=JSON_MEDIA_TYPE)
