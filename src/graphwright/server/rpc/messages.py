"""Messages of `api.Dgraph` ↔ values of the engine. Pure.

In: `api.Request`, `RunDQLRequest`, `Operation`. Out: `DqlRequest`, `DqlAlter`; back: `api.Response`. Does not know:
calls, what a query means.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydgraph.proto import api_pb2 as api

from graphwright.errors import NotSupportedYet, RequestError
from graphwright.lang.mutation_texts import split_mutation_text
from graphwright.lang.quads import Literal, NodeReference, Quad, Star
from graphwright.lang.rdf import format_quad
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlMutation, DqlRequest
from graphwright.server.dql_alters import alter_of
from graphwright.server.dql_answers import Stopwatch
from graphwright.server.dql_bodies import is_mutation_text

_STAR = "_STAR_ALL"
"""How Dgraph's clients spell `*` in a quad that is a message."""


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
    return "\n".join([*lines, *(format_quad(_quad(quad)) for quad in quads)])


def _quad(message: api.NQuad) -> Quad:
    """A quad that came as a message. The value's member says its type, as a datatype does in a text."""
    if message.facets:
        raise NotSupportedYet("facets in quads that are messages are not supported yet; send set_nquads")
    return Quad(
        subject=NodeReference(name=message.subject),
        predicate=Star() if message.predicate == _STAR else message.predicate,
        object=NodeReference(name=message.object_id) if message.object_id else _value(message.object_value),
        language=message.lang,
    )


def _value(message: api.Value) -> Literal | Star:
    match message.WhichOneof("val"):
        case "default_val":
            return Star() if message.default_val == _STAR else Literal(text=message.default_val)
        case "str_val":
            return Literal(text=message.str_val, datatype="string")
        case "int_val":
            return Literal(text=str(message.int_val), datatype="int")
        case "double_val":
            return Literal(text=repr(message.double_val), datatype="float")
        case "bool_val":
            return Literal(text=str(message.bool_val).lower(), datatype="boolean")
        case "password_val":
            return Literal(text=message.password_val, datatype="password")
        case None:
            raise RequestError("a quad has neither object_id nor object_value")
        case kind:
            raise NotSupportedYet(f"{kind} in quads that are messages is not supported yet; send set_nquads")
