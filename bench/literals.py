"""GraphQL with variables to GraphQL with literals. Does not know: schemas, workloads."""

from __future__ import annotations

import re
from collections.abc import Mapping

import orjson

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Variables = Mapping[str, Json]

_DECLARATIONS = re.compile(r"^(query|mutation)\([^)]*\)")
_VARIABLE = re.compile(r"\$(\w+)")


def graphql_literal(value: Json) -> str:
    """A JSON value as a GraphQL literal: like JSON, but the keys of objects are bare names."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {graphql_literal(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(graphql_literal(member) for member in value) + "]"
    return orjson.dumps(value).decode()


def with_literals(text: str, variables: Variables) -> str:
    """An operation that starts with `query(…)` or `mutation(…)`, its variables replaced by literals.

    Raises:
        KeyError: The text uses a variable that has no value.
    """
    body = _DECLARATIONS.sub(r"\1", text)
    return _VARIABLE.sub(lambda match: graphql_literal(variables[match[1]]), body)
