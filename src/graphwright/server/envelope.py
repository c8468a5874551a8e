"""The envelope of a GraphQL request taken off: JSON members or query parameters → `GraphqlRequest`. Pure.

In: a body and its kind, or a query string. Out: `GraphqlRequest`, or `RequestError`. Does not know: GraphQL.
As lenient as the reference: member names in any letter case, unknown members, text behind the JSON.
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson

from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import RequestError
from graphwright.server.media_types import BodyKind

_MEMBERS: Final = frozenset({"query", "variables", "operationName", "extensions"})
_FOLDED: Final = {name.lower(): name for name in _MEMBERS}
_PARAMETERS_MAX: Final = 50
_READER: Final = json.JSONDecoder()


class MediaTypeRefused(RequestError):
    """A body whose media type is not one of a GraphQL request."""


def from_body(kind: BodyKind, body: bytes) -> GraphqlRequest:
    """The request in a POST body.

    Raises:
        RequestError: The body is not what its media type says, or a member is of the wrong type.
    """
    if kind is BodyKind.JSON:
        return _from_members(json_object(body))
    if kind is BodyKind.GRAPHQL:
        return _checked(text_of(body), None, None, None)
    if kind is BodyKind.MALFORMED:
        raise MediaTypeRefused("say in Content-Type what the body is: application/json or application/graphql")
    raise MediaTypeRefused("the Content-Type of a GraphQL request must be application/json or application/graphql")


def from_query_string(query_string: bytes) -> GraphqlRequest:
    """The request in the parameters of a GET, which may not change anything.

    Raises:
        RequestError: `variables` or `extensions` is not a JSON object.
    """
    try:
        parameters = dict(
            parse_qsl(query_string.decode("latin-1"), keep_blank_values=True, max_num_fields=_PARAMETERS_MAX)
        )
    except ValueError as error:
        raise RequestError(f"the request has more than {_PARAMETERS_MAX} parameters") from error
    return _checked(
        parameters.get("query"),
        _parameter_object(parameters, "variables"),
        parameters.get("operationName"),
        _parameter_object(parameters, "extensions"),
        is_read_only=True,
    )


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object that a body begins with.

    Raises:
        RequestError: There is none.
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        document = _first_value(body, error)
    if not isinstance(document, dict):
        raise RequestError(f"the body must be a JSON object, not {_kind_of(document)}")
    return document


def text_of(body: bytes) -> str:
    """A body that is text.

    Raises:
        RequestError: It is not UTF-8.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"the body is not UTF-8: {error.reason} at byte {error.start}") from error


def _first_value(body: bytes, failure: orjson.JSONDecodeError) -> Any:
    """The value before whatever stands behind it; the failure itself if the JSON is broken before its end."""
    if not body.strip():
        raise RequestError("the body is empty; send a JSON object with a member query") from None
    try:
        text = body.decode("utf-8")
        start = len(text) - len(text.lstrip(" \t\r\n"))
        _, end = _READER.raw_decode(text, start)
        return orjson.loads(text[start:end])  # again, because json takes NaN and half surrogates
    except (ValueError, RecursionError):
        raise RequestError(
            f"the body is not valid JSON: {failure.msg}", line=failure.lineno, column=failure.colno
        ) from None


def _from_members(document: dict[str, Any]) -> GraphqlRequest:
    query, variables = document.get("query"), document.get("variables")
    if len(document) == 2 and type(query) is str and query and type(variables) is dict:
        return GraphqlRequest(query=query, variables=variables)  # nearly always
    if not document.keys() <= _MEMBERS:
        document = _unfolded(document)
        query, variables = document.get("query"), document.get("variables")
    operation, extensions = document.get("operationName"), document.get("extensions")
    if query is not None and not isinstance(query, str):
        raise RequestError(f"query must be a string, not {_kind_of(query)}")
    if variables is not None and not isinstance(variables, dict):
        raise RequestError(f"variables must be an object, not {_kind_of(variables)}")
    if operation is not None and not isinstance(operation, str):
        raise RequestError(f"operationName must be a string, not {_kind_of(operation)}")
    if extensions is not None and not isinstance(extensions, dict):
        raise RequestError(f"extensions must be an object, not {_kind_of(extensions)}")
    return _checked(query, variables, operation, extensions)


def _unfolded(document: dict[str, Any]) -> dict[str, Any]:
    """The members that we know, by their exact name or else by that name in another letter case."""
    folded = {_FOLDED[name.lower()]: value for name, value in document.items() if name.lower() in _FOLDED}
    return folded | {name: value for name, value in document.items() if name in _MEMBERS}


def _checked(
    query: str | None,
    variables: dict[str, Any] | None,
    operation: str | None,
    extensions: dict[str, Any] | None,
    *,
    is_read_only: bool = False,
) -> GraphqlRequest:
    # A persisted query may be named by its hash alone; the engine knows it or says that it does not.
    if not query and not (extensions and "persistedQuery" in extensions):
        raise RequestError("the request has no query; send it in the member query")
    return GraphqlRequest(
        query=query or "",
        variables=variables,
        operation_name=operation or None,
        extensions=extensions,
        is_read_only=is_read_only,
    )


def _parameter_object(parameters: dict[str, str], name: str) -> dict[str, Any] | None:
    text = parameters.get(name)
    if not text:
        return None
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"the parameter {name} is not valid JSON: {error.msg}") from error
    if value is not None and not isinstance(value, dict):
        raise RequestError(f"the parameter {name} must be a JSON object, not {_kind_of(value)}")
    return value


def _kind_of(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"
