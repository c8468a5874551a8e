"""Where in ASGI's scope the parts of the server leave word for one another."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.types import Scope

from graphwright.server.headers import Headers

OUTCOME: Final = "graphwright.outcome"
"""How a request went, when the status does not say it: most errors have status 200."""
NOTE: Final = "graphwright.operation"
"""What an endpoint was asked for, as `OperationWords`; for the audit log."""
KEY: Final = "graphwright.key"
"""The `ApiKey` that an endpoint was asked with."""
HEADERS: Final = "graphwright.headers"
"""The request's headers, collected."""


def outcome_of(scope: Scope, response: Response) -> str:
    """How a request went: as somebody said (`OUTCOME`), else as the status tells."""
    status = response.status_code
    return scope.get(OUTCOME) or ("answered" if status < 400 else "refused" if status < 500 else "failed")


def headers_of(scope: Scope) -> Headers:
    """The headers of a request to an `EndpointApplication`."""
    headers: Headers = scope[HEADERS]
    return headers
