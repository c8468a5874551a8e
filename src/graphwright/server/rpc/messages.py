"""Messages of `api.Dgraph` ↔ values of the engine. Pure.

In: `api.Request`, `RunDQLRequest`, `Operation`. Out: `DqlRequest`, `DqlAlter`; back: `api.Response`. Does not know:
calls, what a query means.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydgraph.proto import api_pb2 as api

from graphwright.errors import RequestError
from graphwright.lang.rdf import format_quad
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlMutation, DqlRequest
from graphwright.server.dql_alters import alter_of
from graphwright.server.dql_answers import Stopwatch
from graphwright.server.dql_bodies import is_mutation_text
from graphwright.server.rpc.quads import quad_of


def request_of(message: api.Request, *, timeout_s: float | None, position: int) -> DqlRequest:
    """A call of `Query`: a query, mutations, or an upsert.

    Raises:
        RequestError, NotSupportedYet: A part of it cannot be carried out.
    """
    return DqlRequest(
        query=message.query,
        variables=dict(message.vars),
        mutations=tuple(_mutation(each) for each in message.mutations),
        start_ts=message.start_ts,
        commits=message.commit_now or any(each.commit_now for each in message.mutations),
        is_read_only=message.read_only,
        is_best_effort=message.best_effort,
        answer_format="rdf" if message.resp_format == api.Request.RDF else "json",
        timeout_s=timeout_s,
        position=position,
    )


def request_of_text(message: api.RunDQLRequest, *, timeout_s: float | None, position: int) -> DqlRequest:
    """A call of `RunDQL`: a text of any kind; what it changes is committed with it.

    Raises:
        ParseError: The text of a mutation cannot be taken apart.
    """
    query: str = message.dql_query
    mutations: tuple[DqlMutation, ...] = ()
    if is_mutation_text(query):
        from graphwright.lang.mutation_texts import split_mutation_text  # noqa: PLC0415 -- DQL loads when it is used

        texts = split_mutation_text(query)
        query, mutations = texts.query, texts.mutations
    return DqlRequest(
        query=query,
        variables=dict(message.vars),
        mutations=mutations,
        commits=bool(mutations),
        is_read_only=message.read_only,
        is_best_effort=message.best_effort,
        answer_format="rdf" if message.resp_format == api.Request.RDF else "json",
        timeout_s=timeout_s,
        position=position,
    )


def alter_of_message(message: api.Operation, *, is_strict: bool) -> DqlAlter:
    """A call of `Alter`.

    Raises:
        RequestError: It does nothing, or several things.
    """
    members = {field.name: value for field, value in message.ListFields()}
    return alter_of(members, is_strict=is_strict)


def response_of(request: DqlRequest, answer: DqlAnswer, stopwatch: Stopwatch) -> api.Response:
    """The answer to `Query` and `RunDQL`."""
    data = answer.data or b""
    is_rdf = request.answer_format == "rdf"
    return api.Response(
        json=b"" if is_rdf else data,
        rdf=data if is_rdf else b"",
        uids=answer.uids,
        txn=api.TxnContext(
            start_ts=answer.start_ts, commit_ts=answer.commit_ts, keys=answer.keys, preds=answer.predicates
        ),
        latency=api.Latency(**stopwatch.latency()),
    )


def _mutation(message: api.Mutation) -> DqlMutation:
    return DqlMutation(
        set_rdf=_rdf(message.set_nquads, message.set),
        delete_rdf=_rdf(message.del_nquads, getattr(message, "del")),  # a word of Python
        set_json=message.set_json,
        delete_json=message.delete_json,
        condition=message.cond,
    )


def _rdf(text: bytes, quads: Iterable[api.NQuad]) -> str:
    try:
        lines = [text.decode("utf-8")] if text else []
    except UnicodeDecodeError as error:
        raise RequestError(f"the N-Quads are not UTF-8: {error.reason} at byte {error.start}") from error
    return "\n".join([*lines, *(format_quad(quad_of(quad)) for quad in quads)])
