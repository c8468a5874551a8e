"""Where in ASGI's scope the parts of the server leave word for one another."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

OUTCOME: Final = "graphwright.outcome"
"""How a request went, when the status does not say it: most errors have status 200."""
NOTE: Final = "graphwright.operation"
"""What an endpoint was asked for, as `OperationWords`; for the audit log."""
KEY: Final = "graphwright.key"
"""The `ApiKey` that an endpoint was asked with."""


def outcome_of(response: Response) -> str:
    """How a request went, where nobody has said it otherwise (`OUTCOME`)."""
    status = response.status_code
    return "answered" if status < 400 else "refused" if status < 500 else "failed"
