"""The service `api.Dgraph`: each call decoded, asked of `Database`, encoded.

In: calls of Dgraph's clients. Out: their answers, or a status that says what is wrong. Every call that sees data is let
in by `admission.py` and written down, as over HTTP. Does not know: sockets, processes, what a query means.

Logins and namespaces answer as a server without access control lists; they become real with the admin API.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, NoReturn, TypeVar

import grpc.aio
from grpc import StatusCode
from pydgraph.proto import api_pb2 as api
from pydgraph.proto.api_pb2_grpc import DgraphServicer

from graphwright import limits
from graphwright.engine.requests import OperationWords
from graphwright.errors import GraphwrightError, LimitError, NotSupportedYet, RequestError, StoreError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlRequest
from graphwright.server.admission import admit, write_down
from graphwright.server.audit import Use
from graphwright.server.dql_answers import Stopwatch
from graphwright.server.dql_bodies import is_mutation_text
from graphwright.server.headers import Headers, position_of
from graphwright.server.logs import logger
from graphwright.server.options import Services
from graphwright.server.rpc.callers import address_of, approach_of_call, headers_of
from graphwright.server.rpc.messages import alter_of_message, request_of, request_of_text, response_of
from graphwright.server.rpc.statuses import INTERNAL_ERROR, message_of, status_of
from graphwright.version import __version__

Reply = TypeVar("Reply")
_Context = grpc.aio.ServicerContext[Any, Any]
_NO_LOGINS: Final = (
    "this server has no logins: access control lists are not enabled. Connect without logging in, "
    "with an admin key as authorization metadata where one is needed"
)
_ONE_NAMESPACE: Final = "this server has one namespace, 0; others are not supported yet"
_THREAD_BYTES: Final = 256 * 1024
_NO_SNAPSHOTS: Final = "snapshots are not streamed to this server yet; load data with `graphwright bulk`"


class DgraphService(DgraphServicer):
    """All calls of `api.Dgraph`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._database = services.database
        self._running: set[asyncio.Future[Any]] = set()

    async def Query(self, message: api.Request, context: _Context) -> api.Response:  # noqa: N802 -- as the protocol has it
        async def run(headers: Headers) -> api.Response:
            stopwatch = Stopwatch()
            request = await _made(request_of, message, timeout_s=_time_left(context), position=position_of(headers))
            return await self._run(request, stopwatch)

        changes = bool(message.mutations)
        kind = "query" if not changes else "upsert" if message.query else "mutation"
        return await self._answer("Query", context, _words(kind), run, is_write=changes)

    async def RunDQL(self, message: api.RunDQLRequest, context: _Context) -> api.Response:  # noqa: N802 -- as above
        async def run(headers: Headers) -> api.Response:
            stopwatch = Stopwatch()
            left_s, position = _time_left(context), position_of(headers)
            request = await _made(request_of_text, message, timeout_s=left_s, position=position)
            if request.mutations and (request.is_read_only or request.is_best_effort):
                raise RequestError("a text that changes something cannot run read-only")
            return await self._run(request, stopwatch)

        is_write = is_mutation_text(message.dql_query)
        kind = "mutation" if is_write else "query"
        return await self._answer("RunDQL", context, _words(kind), run, is_write=is_write)

    async def Alter(self, message: api.Operation, context: _Context) -> api.Payload:  # noqa: N802 -- as above
        async def run(_: Headers) -> api.Payload:
            alter = alter_of_message(message, is_strict=self._services.is_strict)
            await asyncio.to_thread(self._database.alter_dql, alter)
            return api.Payload()

        words = _words("alter", *(field.name for field, _ in message.ListFields()))
        return await self._answer("Alter", context, words, run, is_write=True)

    async def CommitOrAbort(self, message: api.TxnContext, context: _Context) -> api.TxnContext:  # noqa: N802 -- as above
        async def run(_: Headers) -> api.TxnContext:
            if not message.start_ts:
                raise RequestError("start_ts must say which transaction ends")
            commit_ts = await self._database.end_dql(
                message.start_ts, tuple(message.keys), tuple(message.preds), is_abort=message.aborted
            )
            return api.TxnContext(start_ts=message.start_ts, commit_ts=commit_ts, aborted=message.aborted)

        words = _words("abort" if message.aborted else "commit")
        return await self._answer("CommitOrAbort", context, words, run, is_write=True)

    async def AllocateIDs(  # noqa: N802 -- as above
        self, message: api.AllocateIDsRequest, context: _Context
    ) -> api.AllocateIDsResponse:
        async def run(_: Headers) -> api.AllocateIDsResponse:
            if message.lease_type != api.UID:
                raise NotSupportedYet("only uids are allocated; namespaces and timestamps are not handed out yet")
            if not 0 < message.how_many <= limits.uids_allocated_max:
                raise LimitError(
                    f"how_many must be from 1 to {limits.uids_allocated_max:,} (limits.uids_allocated_max)"
                )
            leased = await self._database.lease_uids(message.how_many)
            return api.AllocateIDsResponse(start=leased.start, end=leased.stop - 1)

        return await self._answer("AllocateIDs", context, _words("allocate"), run, is_write=True)

    async def ListNamespaces(  # noqa: N802 -- as above
        self, _message: api.ListNamespacesRequest, context: _Context
    ) -> api.ListNamespacesResponse:
        async def run(_: Headers) -> api.ListNamespacesResponse:
            return api.ListNamespacesResponse(namespaces={0: api.Namespace(id=0)})

        return await self._answer("ListNamespaces", context, _words("namespaces"), run, is_write=False)

    async def CheckVersion(self, _message: api.Check, _context: _Context) -> api.Version:  # noqa: N802 -- as above
        """Open to everybody, as `/health` is."""
        return api.Version(tag=__version__)

    async def Login(self, _message: api.LoginRequest, context: _Context) -> api.Response:  # noqa: N802 -- as above
        await context.abort(StatusCode.UNIMPLEMENTED, _NO_LOGINS)

    async def CreateNamespace(  # noqa: N802 -- as above
        self, _message: api.CreateNamespaceRequest, context: _Context
    ) -> api.CreateNamespaceResponse:
        await self._refuse("CreateNamespace", context, _ONE_NAMESPACE)

    async def DropNamespace(  # noqa: N802 -- as above
        self, _message: api.DropNamespaceRequest, context: _Context
    ) -> api.DropNamespaceResponse:
        await self._refuse("DropNamespace", context, _ONE_NAMESPACE)

    async def UpdateExtSnapshotStreamingState(  # noqa: N802 -- as above
        self, _message: api.UpdateExtSnapshotStreamingStateRequest, context: _Context
    ) -> api.UpdateExtSnapshotStreamingStateResponse:
        await self._refuse("UpdateExtSnapshotStreamingState", context, _NO_SNAPSHOTS)

    async def StreamExtSnapshot(  # noqa: N802 -- as above
        self, _messages: object, context: _Context
    ) -> api.StreamExtSnapshotResponse:
        await self._refuse("StreamExtSnapshot", context, _NO_SNAPSHOTS)

    async def _run(self, request: DqlRequest, stopwatch: Stopwatch) -> api.Response:
        stopwatch.note_read()
        answer = await self._database.run_dql(request, trusted)
        stopwatch.note_run()
        return response_of(request, answer, stopwatch)

    async def _refuse(self, method: str, context: _Context, reason: str) -> NoReturn:
        async def run(_: Headers) -> NoReturn:
            raise NotSupportedYet(reason)

        await self._answer(method, context, _words(method), run, is_write=True)
        raise AssertionError("the call was ended with a status")

    async def _answer(
        self,
        method: str,
        context: _Context,
        words: OperationWords,
        run: Callable[[Headers], Awaitable[Reply]],
        *,
        is_write: bool,
    ) -> Reply:
        """Lets a call in, runs it, writes it down; ends it with a status where one of these fails."""
        started = time.perf_counter()
        headers = headers_of(context.invocation_metadata() or ())
        peer = context.peer()
        admission = await admit(self._services, headers, approach_of_call(peer, headers), is_write=is_write)
        key = admission.key
        outcome = "refused"

        def use() -> Use:
            return Use(
                key_id=None if key is None else key.id,
                endpoint=f"/api.Dgraph/{method}",
                operation=words,
                peer=address_of(peer),
                result=outcome,
            )

        async def carry_out() -> Reply | GraphwrightError | None:
            nonlocal outcome
            reply: Reply | GraphwrightError | None = admission.refusal
            if reply is None:
                reply = await _outcome_of(run, headers, method)
            if not isinstance(reply, GraphwrightError):
                outcome = "failed" if reply is None else "answered"
            elif isinstance(reply, StoreError):
                outcome = "failed"
            self._services.counters.record("grpc", outcome, started)
            return reply if write_down(self._services, key, use, is_dql=True) else None

        # A client that goes away leaves what was begun to its end, as over HTTP: it is written, and written down.
        task = asyncio.ensure_future(carry_out())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        reply = await asyncio.shield(task)
        if isinstance(reply, GraphwrightError):
            await context.abort(status_of(reply), message_of(reply))
        if reply is None:
            await context.abort(StatusCode.INTERNAL, INTERNAL_ERROR)
        return reply


async def _outcome_of(
    run: Callable[[Headers], Awaitable[Reply]], headers: Headers, method: str
) -> Reply | GraphwrightError | None:
    """What a call gave: its reply, what is wrong with it, or None for a bug of ours."""
    try:
        return await run(headers)
    except GraphwrightError as error:
        return error
    except Exception:  # noqa: BLE001 -- whatever it is, the client hears no text of it
        logger().exception("call failed", method=method)
        return None


async def _made(make: Callable[..., DqlRequest], message: api.Request | api.RunDQLRequest, **more: Any) -> DqlRequest:
    """The request in a message; a large one is taken apart on a thread, so that the others do not wait."""
    if message.ByteSize() < _THREAD_BYTES:
        return make(message, **more)
    return await asyncio.to_thread(make, message, **more)


def _words(kind: str, *fields: str) -> OperationWords:
    return OperationWords(kind=kind, name=None, fields=fields)


def _time_left(context: _Context) -> float | None:
    """Seconds until the client gives up; None: it waits."""
    left: float | None = context.time_remaining()
    return left
