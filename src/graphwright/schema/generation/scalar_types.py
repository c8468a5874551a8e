"""Coercion of the scalars that GraphQL does not have: Int64 and DateTime.

Out: `scalar_coercions`, by name. A DateTime is any string here: whether it names a point in time is found
when it is used, as in the reference. Does not know: stored forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import ConstValueNode, GraphQLError, IntValueNode, StringValueNode

from graphwright.model.values import int64_max, int64_min


def coerce_int64(value: object) -> int:
    """A whole number in range, given as a number or as its digits."""
    if isinstance(value, str):
        value = _number_of(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise GraphQLError(f"Int64 cannot represent {value!r:.100}: write a whole number.")
    if not int64_min <= value <= int64_max:
        raise GraphQLError(f"Int64 cannot represent {value}: it has 64 bits, {int64_min} to {int64_max}.")
    return value


def _number_of(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise GraphQLError(f'Int64 cannot represent "{digits[:100]}": write a whole number.') from None


def coerce_int64_literal(node: ConstValueNode, _variables: object = None) -> int:
    """As `coerce_int64`, from a literal."""
    if not isinstance(node, IntValueNode | StringValueNode):
        raise GraphQLError("Int64 takes a whole number, or a string of its digits.", node)
    try:
        return coerce_int64(node.value)
    except GraphQLError as error:
        raise GraphQLError(error.message, node) from None


def coerce_datetime(value: object) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise GraphQLError(f"DateTime cannot represent {value!r:.100}: write a string such as 2006-01-02T15:04:05Z.")
    return value


def coerce_datetime_literal(node: ConstValueNode, _variables: object = None) -> str:
    """As `coerce_datetime`, from a literal."""
    if not isinstance(node, StringValueNode):
        raise GraphQLError("DateTime takes a string such as 2006-01-02T15:04:05Z.", node)
    return node.value


scalar_coercions: Final[Mapping[str, Mapping[str, Callable[..., Any]]]] = {
    name: {
        "coerce_input_value": from_json,
        "coerce_input_literal": from_literal,
        # The names before graphql-core 3.3, which some of its utilities still ask.
        "parse_value": from_json,
        "parse_literal": from_literal,
    }
    for name, from_json, from_literal in (
        ("Int64", coerce_int64, coerce_int64_literal),
        ("DateTime", coerce_datetime, coerce_datetime_literal),
    )
}
"""By scalar, the attributes of `GraphQLScalarType` that coerce JSON values and literals."""
