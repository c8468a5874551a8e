"""Middleware: what an endpoint raises becomes an answer.

Errors of users have status 200 like the reference's, but where nothing was read or the store failed; bugs
of ours are logged with their traceback and answered with status 500, never with their text.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphwright.errors import GraphwrightError, StoreError
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response, internal_error_body, status_of
from graphwright.server.logs import logger
from graphwright.server.request_body import BodyTooLarge, ClientGone
from graphwright.server.request_counts import OUTCOME


class Failures:
    """Wraps all endpoints but `/graphql`.

    Args:
        code_for_all: Asked at an error for the code of all of them; None: each has its own.
    """

    def __init__(self, app: ASGIApp, code_for_all: Callable[[], str | None] | None = None) -> None:
        self._app = app
        self._code_for_all = code_for_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_started = False

        async def watched_send(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except ClientGone:
            return
        except GraphwrightError as error:
            scope[OUTCOME] = "refused"
            status = status_of(error) if isinstance(error, BodyTooLarge | StoreError) else 200
            code = self._code_for_all() if self._code_for_all is not None else None
            await error_response(error, status, code)(scope, receive, send)
        except Exception:
            logger().exception("request failed", path=scope["path"])
            if has_started:
                raise  # half an answer is out: only closing the connection can tell the client
            await Response(internal_error_body(), 500, media_type=JSON_MEDIA_TYPE)(scope, receive, send)
