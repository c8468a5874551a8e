"""Answers as JSON text: data and errors put together without taking the data apart.

In: texts that the database wrote, errors. Out: bytes of a GraphQL answer. Does not know: HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graphwright import limits
from graphwright.errors import ErrorList, GraphwrightError, LimitError
from graphwright.ir.mutations import PayloadItem, PayloadNumber, PayloadText
from graphwright.ir.nodes import Nested, Query, TypeName
from graphwright.shape.nulls import missing_mark, propagate_nulls


def answer_text(data: str | None, errors: Sequence[GraphwrightError] = ()) -> bytes:
    """The whole answer; `data` is JSON text, None leaves it out."""
    if not errors:
        return b'{"data":' + (data or "null").encode() + b"}"
    listed = orjson.dumps([entry for error in errors for entry in error_entries(error)])
    if data is None:
        return b'{"errors":' + listed + b"}"
    return b'{"errors":' + listed + b',"data":' + data.encode() + b"}"


def check_answer_size(text: str) -> None:
    """Bounds what the database wrote for one answer, or for the payload of one mutation.

    Raises:
        LimitError: It is too large.
    """
    if len(text) > limits.answer_bytes_max:
        raise LimitError(
            f"the answer has {len(text)} characters, over the limit of {limits.answer_bytes_max} (answer_bytes_max); "
            "ask for less, or page by first and offset"
        )


def error_entries(error: GraphwrightError) -> list[dict[str, Any]]:
    """An error as entries of `errors`."""
    if isinstance(error, ErrorList):
        return [entry for inner in error.errors for entry in error_entries(inner)]
    return [error.as_graphql()]


def finish_query(
    text: str, query: Query, failed: Mapping[str, GraphwrightError], order: Sequence[str]
) -> tuple[str, list[GraphwrightError]]:
    """The data of a query and its errors: violations worked out, failed roots null in their places."""
    errors: list[GraphwrightError] = []
    if missing_mark in text:
        data, errors = propagate_nulls(text, query)
        text = orjson.dumps(data).decode()
    if failed:
        data = orjson.loads(text)
        text = orjson.dumps({key: data.get(key) for key in order if key in data or key in failed}).decode()
        errors += failed.values()
    return text, errors


def payload_text(
    items: Sequence[PayloadItem], count: int, message: str, nodes: str | None, query: Query | None
) -> tuple[str, list[GraphwrightError]]:
    """A mutation's payload as JSON text.

    Args:
        nodes: The object that the payload's selections gave.
    """
    errors: list[GraphwrightError] = []
    members: dict[str, Any] = {}
    if nodes is not None and query is not None:
        if missing_mark in nodes:
            members, errors = propagate_nulls(nodes, query)
        else:
            members = {key: orjson.Fragment(part) for key, part in _split_members(nodes, query)}
    answer: dict[str, Any] = {}
    for item in items:
        match item:
            case PayloadNumber(key=key):
                answer[key] = count
            case PayloadText(key=key):
                answer[key] = message
            case TypeName(key=key, candidates=candidates):
                answer[key] = candidates[0][0]
            case Nested(key=key):
                answer[key] = members[key]
    return orjson.dumps(answer).decode(), errors


def _split_members(text: str, query: Query) -> list[tuple[str, str]]:
    """The members of an object whose keys are known, without decoding their values.

    A payload has mostly one selection: then the text between its key and the closing brace is it.
    """
    if len(query.roots) == 1:
        key = query.roots[0].key
        return [(key, text[len(orjson.dumps(key)) + 2 : -1])]
    return [(key, orjson.dumps(value).decode()) for key, value in orjson.loads(text).items()]
