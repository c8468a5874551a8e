"""`/graphql`: GraphQL over HTTP as a raw ASGI application, for it is the path that must be short.

In: GET, POST and OPTIONS in ASGI messages. Out: the engine's answer with its media type, status,
cross-origin and position headers. Does not know: GraphQL, rules, storage.

Under `application/json` every answer has status 200, errors included, as the reference; under
`application/graphql-response+json` requests that were not executed have the status of their error. A key that is not
good, or is missing where one is needed, is 401 under both.
"""

from __future__ import annotations

import time
from typing import Any, Final

from starlette.types import Receive, Scope, Send

from graphwright.auth.jwks import KeysMissing
from graphwright.auth.keys import KeyRefused
from graphwright.engine.requests import Answer, CallerOutdated, GraphqlRequest
from graphwright.errors import GraphwrightError, RequestError
from graphwright.model.caller import Caller
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.records import dataclass
from graphwright.server.api_keys import CHALLENGE, enforces_rules, has_key_header, secret_in
from graphwright.server.audit import Use, peer_of
from graphwright.server.content_encoding import accepts_gzip, pack
from graphwright.server.cross_origin import ANY_ORIGIN, Header
from graphwright.server.envelope import MediaTypeRefused, from_body, from_query_string
from graphwright.server.error_answers import error_body, internal_error_body, status_of
from graphwright.server.headers import Headers, collect, position_of
from graphwright.server.identity import caller_by_token, caller_with_keys, identify
from graphwright.server.logs import logger
from graphwright.server.media_types import GRAPHQL_RESPONSE, JSON, AnswerKind, answer_kind, body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import BodyTooLarge, ClientGone, read_body
from graphwright.server.schema_view import SchemaView, SchemaViews

_JSON_HEADER: Final = (b"content-type", JSON)
_GRAPHQL_RESPONSE_HEADER: Final = (b"content-type", GRAPHQL_RESPONSE)
_GZIP: Final = (b"content-encoding", b"gzip")
_VARY_POST: Final = (b"vary", b"Accept-Encoding")
_VARY_GET: Final = (b"vary", b"Accept, Accept-Encoding")
_CLOSE: Final = ((b"connection", b"close"),)
_ALLOW: Final = ((b"allow", b"GET, POST, OPTIONS"),)


class MethodRefused(RequestError):
    """A method that GraphQL over HTTP does not use."""


@dataclass(slots=True)
class _Reply:
    """What to send: `status` is that of the form with statuses, or of both; `headers` come beside the usual ones."""

    body: bytes
    outcome: str = "answered"
    status: int = 200
    headers: tuple[Header, ...] = ()
    keeps_status: bool = False


class GraphqlEndpoint:
    """The ASGI application behind `/graphql`."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._has_replica = services.database.has_replica
        self._counters = services.counters
        self._body_bytes_max = services.options.body_bytes_max
        self._views = SchemaViews(services.database, is_strict=services.options.is_strict)
        self._denies_anonymous = services.options.denies_anonymous
        self._audit = services.audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers = collect(scope["headers"])
        view = self._views.current()
        if scope["method"] == "OPTIONS":
            await _send_preflight(send, view, headers)
            return
        request, key = None, None
        try:
            if scope["method"] == "POST":
                kind = body_kind(headers.get(b"content-type"))
                request = from_body(kind, await read_body(receive, headers, self._body_bytes_max))
            else:
                request = _request_of_get(scope)
            _take_wishes(request, headers, view, has_replica=self._has_replica)
            # Most requests have no key, and pay for looking only.
            if self._denies_anonymous or _sends_key(headers, view):
                caller, key = await self._identify(headers, view)
                request.may_write = key is None or not key.is_read_only
            else:
                try:
                    caller = caller_by_token(headers, view)
                except KeysMissing as missing:
                    caller = await caller_with_keys(missing, headers, view)
            answer = self._database.answer_at_once(request, caller)
            if answer is None:
                answer = await self._answer(request, caller, headers)
            is_own = caller.is_trusted or self._denies_anonymous
            reply = _reply_of(answer, caller, is_own=is_own, is_strict=view.is_strict)
        except ClientGone:
            return
        except GraphwrightError as error:
            reply = _refused(error)
            key = error.key if isinstance(error, KeyRefused) else key
        except Exception:  # noqa: BLE001 -- a bug of ours: the client learns that much, the log the rest
            logger().exception("request failed", endpoint="graphql")
            reply = _Reply(internal_error_body(), "failed", 500)
        if key is not None and key.kind is KeyKind.ADMIN:
            reply = self._written_down(scope, headers, request, key, reply)
        is_packed = b"accept-encoding" in headers and accepts_gzip(headers[b"accept-encoding"])
        if is_packed:
            reply.body = await pack(reply.body)
        await send(_head(scope, headers, view, reply, is_packed=is_packed))
        await send({"type": "http.response.body", "body": reply.body})
        self._counters.record("graphql", reply.outcome, started)

    async def _answer(self, request: GraphqlRequest, caller: Caller, headers: Headers) -> Answer:
        try:
            return await self._database.execute_graphql(request, caller)
        except CallerOutdated:  # by an alter in another process
            caller, _ = await self._identify(headers, self._views.current())
            return await self._database.execute_graphql(request, caller)

    async def _identify(self, headers: Headers, view: SchemaView) -> tuple[Caller, ApiKey | None]:
        return await identify(self._database, headers, view, denies_anonymous=self._denies_anonymous)

    def _written_down(
        self, scope: Scope, headers: Headers, request: GraphqlRequest | None, key: ApiKey, reply: _Reply
    ) -> _Reply:
        """The reply, once the use of an admin key stands in the audit log; without that there is none."""
        use = Use(
            key_id=key.id,
            endpoint="/graphql",
            operation=None if request is None else self._database.describe_operation(request),
            peer=peer_of(scope),
            result=reply.outcome,
            enforces=enforces_rules(headers),
        )
        try:
            self._audit.record(use)
        except OSError:
            logger().exception("the audit log cannot be written")
            return _Reply(internal_error_body(), "failed", 500)
        return reply


def _sends_key(headers: Headers, view: SchemaView) -> bool:
    return has_key_header(headers) and secret_in(headers, view.token_header, is_strict=view.is_strict) is not None


def _take_wishes(request: GraphqlRequest, headers: Headers, view: SchemaView, *, has_replica: bool) -> None:
    if has_replica and b"x-graphwright-position" in headers:
        request.position = position_of(headers)
    is_asked = b"x-graphwright-transaction" in headers or b"x-graphwright-dry-run" in headers
    if is_asked and not view.is_strict:
        request.is_transaction = headers.get(b"x-graphwright-transaction", b"").lower() == b"true"
        request.is_dry_run = headers.get(b"x-graphwright-dry-run", b"").lower() == b"true"


def _request_of_get(scope: Scope) -> GraphqlRequest:
    if scope["method"] != "GET":
        raise MethodRefused(f"{scope['method']} is not a method of /graphql; use POST, or GET for queries")
    return from_query_string(scope["query_string"])


def _reply_of(answer: Answer, caller: Caller, *, is_own: bool, is_strict: bool) -> _Reply:
    """What to send; `is_own`: not everybody is answered so, whatever the rules."""
    if not answer.was_executed:
        return _Reply(answer.body, "refused", 400)
    if answer.cache_s is not None:
        # What somebody may see by a token is not for caches that others share; the reference lets them.
        is_private = is_own or (caller.claims and not is_strict)
        scope = b"private" if is_private else b"public"
        return _Reply(answer.body, headers=((b"cache-control", b"%b,max-age=%d" % (scope, answer.cache_s)),))
    if answer.position is None or is_strict:
        return _Reply(answer.body)
    return _Reply(answer.body, headers=_position_headers(answer.position))


def _refused(error: GraphwrightError) -> _Reply:
    match error:
        case KeyRefused():
            return _Reply(error_body(error), "refused", 401, CHALLENGE, keeps_status=True)
        case BodyTooLarge():
            return _Reply(error_body(error), "refused", 413, _CLOSE)
        case MethodRefused():
            return _Reply(error_body(error), "refused", 405, _ALLOW)
        case MediaTypeRefused():
            return _Reply(error_body(error), "refused", 415)
        case _:
            return _Reply(error_body(error), "refused", status_of(error))


def _position_headers(position: int) -> tuple[Header, ...]:
    return (
        (b"x-graphwright-position", b"%d" % position),
        (b"access-control-expose-headers", b"X-Graphwright-Position"),
    )


def _head(scope: Scope, headers: Headers, view: SchemaView, reply: _Reply, *, is_packed: bool) -> dict[str, Any]:
    """Status and headers, as a message."""
    is_json = answer_kind(headers.get(b"accept")) is AnswerKind.JSON
    origins = view.cross_origin
    answer_headers = [
        _JSON_HEADER if is_json else _GRAPHQL_RESPONSE_HEADER,
        _VARY_GET if scope["method"] == "GET" else _VARY_POST,
        *(ANY_ORIGIN if origins.origins is None else origins.for_answer(headers.get(b"origin"))),
        (b"content-length", b"%d" % len(reply.body)),
    ]
    if reply.headers:
        answer_headers += reply.headers
    if is_packed:
        answer_headers.append(_GZIP)
    status = 200 if is_json and reply.outcome == "refused" and not reply.keeps_status else reply.status
    return {"type": "http.response.start", "status": status, "headers": answer_headers}


async def _send_preflight(send: Send, view: SchemaView, headers: Headers) -> None:
    answer_headers = [_JSON_HEADER, (b"content-length", b"0"), *view.cross_origin.for_preflight(headers.get(b"origin"))]
    await send({"type": "http.response.start", "status": 200, "headers": answer_headers})
    await send({"type": "http.response.body", "body": b""})
