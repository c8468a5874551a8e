"""The claims of a caller as variables of a rule's query.

In: a claim of a token, the type of a variable. Out: a coerced value, or None where the claim does not fit. Pure.
Does not know: tokens, rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from graphql import GraphQLInputType, GraphQLList, get_nullable_type

from graphwright.bind.graphql.inputs import InputTypes
from graphwright.errors import InputError

_types: Final = InputTypes()
_texts: Final = frozenset({"String", "ID"})


def claim_value(value: Any, type_: GraphQLInputType) -> Any:
    """A claim for a variable; None where it is missing, null or of another type.

    A number or a truth is a text where the variable is one, as in the reference, and a list of values stands for any
    of them where one is asked for.
    """
    declared: Any = get_nullable_type(type_)
    element: Any = get_nullable_type(declared.of_type) if isinstance(declared, GraphQLList) else declared
    try:
        if isinstance(value, list):
            return [_coerced(item, element) for item in value]
        return [_coerced(value, element)] if declared is not element else _coerced(value, element)
    except InputError:
        return None


def claim_shape(claims: Mapping[str, Any], name: str, type_: GraphQLInputType) -> Any:
    """What of a claim decides a plan: a truth is part of the plan itself, other claims are parameters of it."""
    value = claim_value(claims.get(name), type_)
    return value if value is None or isinstance(value, bool) else "list" if isinstance(value, list) else "one"


def _coerced(value: Any, type_: Any) -> Any:
    if value is None:
        raise InputError("a claim is null")
    if getattr(type_, "name", "") in _texts and isinstance(value, bool | int | float):
        value = orjson.dumps(value).decode()
    return _types.coercion(type_)(value, ())
