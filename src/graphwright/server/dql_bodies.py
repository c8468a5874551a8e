"""The bodies of DQL requests: of `/query` a text with variables, of `/mutate` mutations and their query. Pure.

In: bytes and the kind that they have. Out: parts of a `DqlRequest`, or `RequestError`. Does not know: what a query or
an N-Quad is; `lang/` takes upsert blocks apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import orjson

from graphwright.errors import RequestError
from graphwright.model.dql_requests import DqlMutation
from graphwright.server.envelope import json_object, text_of
from graphwright.server.media_types import BodyKind

_GAP: Final = r"(?:\s|#[^\n]*+)*+"
_MUTATION: Final = re.compile(rf"{_GAP}(?:upsert\b|\{{{_GAP}(?:set|delete){_GAP}\{{)")
_PARTS: Final = ("set", "delete", "cond")


def query_of(kind: BodyKind, body: bytes) -> tuple[str, Mapping[str, str]]:
    """The text of a query and the values of its variables.

    Raises:
        RequestError: The body is not what its media type says.
    """
    match kind:
        case BodyKind.DQL:
            return text_of(body), {}
        case BodyKind.JSON:
            return _query_of_members(json_object(body))
        case _:
            raise RequestError("the Content-Type of a DQL query must be application/dql or application/json")


def mutations_of(kind: BodyKind, body: bytes) -> tuple[str, tuple[DqlMutation, ...]]:
    """The query of an upsert, empty for a plain mutation, and the mutations.

    Raises:
        ParseError, RequestError: The body is not what its media type says.
    """
    match kind:
        case BodyKind.RDF:
            from graphwright.lang.mutation_texts import split_mutation_text  # noqa: PLC0415 -- DQL loads when it is used

            texts = split_mutation_text(text_of(body))
            return texts.query, texts.mutations
        case BodyKind.JSON:
            return _of_json(json_object(body))
        case _:
            raise RequestError("the Content-Type of a mutation must be application/rdf or application/json")


def is_mutation_text(text: str) -> bool:
    """Whether a text of DQL changes something: `upsert { … }`, `{ set { … } }` or `{ delete { … } }`."""
    return _MUTATION.match(text) is not None


def transaction_of(body: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys and predicates that a client has collected: `{"keys": […], "preds": […]}`, a bare list of keys, or nothing.

    Raises:
        RequestError: The body is none of these.
    """
    if not body.strip():
        return (), ()
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"the body is not valid JSON: {error.msg}", line=error.lineno, column=error.colno) from error
    if isinstance(document, list):
        document = {"keys": document}
    if not isinstance(document, dict):
        raise RequestError('the body of a commit must be {"keys": […], "preds": […]}')
    return _texts(document, "keys"), _texts(document, "preds")


def _texts(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    texts = document.get(name) or ()
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise RequestError(f"{name} of a transaction must be a list of strings, as answers gave them")
    return tuple(texts)


def _query_of_members(document: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
    text, variables = document.get("query"), document.get("variables")
    if not isinstance(text, str):
        raise RequestError("the request needs a member query, a string")
    if variables is None:
        return text, {}
    if not isinstance(variables, dict) or not all(isinstance(value, str) for value in variables.values()):
        raise RequestError("variables must be an object whose values are strings; DQL reads their types from the query")
    return text, variables


def _of_json(document: Mapping[str, Any]) -> tuple[str, tuple[DqlMutation, ...]]:
    """`set`, `delete` and `cond` of one mutation, or `mutations` with several such; unknown members mean nothing."""
    query = document.get("query") or ""
    if not isinstance(query, str):
        raise RequestError("query of an upsert must be a string, the text between the braces of query included")
    given = document.get("mutations") or []
    if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
        raise RequestError('mutations must be a list of objects such as {"set": […], "cond": "@if(…)"}')
    entries = [document, *given]
    return query, tuple(mutation for entry in entries if (mutation := _mutation(entry)) is not None)


def _mutation(entry: Mapping[str, Any]) -> DqlMutation | None:
    set_json, delete_json, condition = (entry.get(name) for name in _PARTS)
    if condition is not None and not isinstance(condition, str):
        raise RequestError("cond of a mutation must be a string such as @if(eq(len(v), 0))")
    if set_json is None and delete_json is None:
        return None
    return DqlMutation(set_json=_encoded(set_json), delete_json=_encoded(delete_json), condition=condition or "")


def _encoded(value: Any) -> bytes:
    return b"" if value is None else orjson.dumps(value)
