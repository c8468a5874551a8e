"""Values of a request, in JSON or as GraphQL literals, made into plain Python values of their declared type.

Out: dicts, lists, str, int, float, bool, None; enum values and DateTimes stay text. Raises `RequestError`, with the
path of the value for variables. A variable without a value counts as null wherever it stands, as in the reference
system.
"""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from graphql.language import ast

from .api import Api, ListOf, NonNull, TypeReference
from .values import INT64_MAXIMUM, INT64_MINIMUM, INT_MAXIMUM, INT_MINIMUM

Path = tuple[str | int, ...]


class RequestError(Exception):
    """The request as a whole is refused: the answer has errors and no data."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


_RANGES: Final = {"Int": (INT_MINIMUM, INT_MAXIMUM), "Int64": (INT64_MINIMUM, INT64_MAXIMUM)}


def from_json(api: Api, value: Any, reference: TypeReference, path: Path) -> Any:
    """A value of the variables of a request."""
    if isinstance(reference, NonNull):
        if value is None:
            raise RequestError("cannot be null", path)
        return from_json(api, value, reference.of, path)
    if value is None:
        return None
    if isinstance(reference, ListOf):
        if not isinstance(value, list):
            return [from_json(api, value, reference.of, path)]
        return [from_json(api, element, reference.of, (*path, index)) for index, element in enumerate(value)]
    if reference.name in api.inputs:
        if not isinstance(value, dict):
            raise RequestError(f"must be a {reference.name}", path)
        return _object_from_json(api, value, reference.name, path)
    if reference.name in api.enums:
        return _enum(api, value, reference.name, path)
    return _scalar(value, reference.name, path)


def _object_from_json(api: Api, value: dict[str, Any], name: str, path: Path) -> dict[str, Any]:
    fields = api.inputs[name]
    for key in value:
        if key not in fields:
            raise RequestError("unknown field", (*path, key))
    for key, reference in fields.items():
        if isinstance(reference, NonNull) and key not in value:
            raise RequestError("must be defined", (*path, key))
    _check_operators(api, name, len(value))
    return {key: from_json(api, element, fields[key], (*path, key)) for key, element in value.items()}


def from_literal(api: Api, node: ast.ValueNode, reference: TypeReference, variables: Mapping[str, Any] | None) -> Any:
    """A literal. Without `variables` (validation) the variables in it are passed over."""
    if isinstance(node, ast.VariableNode):
        value = None if variables is None else variables.get(node.name.value)
        if value is None and variables is not None and isinstance(reference, NonNull):
            raise RequestError(f"variable {node.name.value} cannot be null")
        return value
    if isinstance(reference, NonNull):
        if isinstance(node, ast.NullValueNode):
            raise RequestError("a value is required, found null")
        return from_literal(api, node, reference.of, variables)
    if isinstance(node, ast.NullValueNode):
        return None
    if isinstance(reference, ListOf):
        elements = node.values if isinstance(node, ast.ListValueNode) else (node,)
        return [from_literal(api, element, reference.of, variables) for element in elements]
    if reference.name in api.inputs:
        return _object_from_literal(api, node, reference.name, variables)
    return _scalar_from_literal(api, node, reference.name)


def _object_from_literal(
    api: Api, node: ast.ValueNode, name: str, variables: Mapping[str, Any] | None
) -> dict[str, Any]:
    if not isinstance(node, ast.ObjectValueNode):
        raise RequestError(f"expected {name}")
    given = {each.name.value: each.value for each in node.fields or ()}
    fields = api.inputs[name]
    if len(given) != len(node.fields or ()):
        raise RequestError(f"a field is given twice in {name}")
    for key in given:
        if key not in fields:
            raise RequestError(f"field {key} is not defined by {name}")
    for key, reference in fields.items():
        if isinstance(reference, NonNull) and key not in given:
            raise RequestError(f"field {name}.{key} is required")
    _check_operators(api, name, len(given))
    return {key: from_literal(api, value, fields[key], variables) for key, value in given.items()}


def _scalar_from_literal(api: Api, node: ast.ValueNode, name: str) -> Any:
    if name in api.enums:
        if not isinstance(node, ast.EnumValueNode):
            raise RequestError(f"expected a value of {name}")
        return _enum(api, node.value, name, ())
    if isinstance(node, ast.IntValueNode):
        return _scalar(int(node.value), name, ())
    if isinstance(node, ast.FloatValueNode):
        return _scalar(float(node.value), name, ())
    if isinstance(node, (ast.StringValueNode, ast.BooleanValueNode)):
        return _scalar(node.value, name, ())
    raise RequestError(f"expected a value of {name}")


def _check_operators(api: Api, name: str, count: int) -> None:
    if name in api.conditions and count > 1:
        raise RequestError(f"{name} takes one operator, found {count}")


def _enum(api: Api, value: Any, name: str, path: Path) -> str:
    if not isinstance(value, str) or value not in api.enums[name]:
        raise RequestError(f"{value} is not a value of {name}", path)
    return value


def _scalar(value: Any, name: str, path: Path) -> Any:
    if name == "Int64" and isinstance(value, str) and re.fullmatch(r"-?\d+", value, re.ASCII):
        value = int(value)
    if name in _RANGES and type(value) is int:
        minimum, maximum = _RANGES[name]
        if not minimum <= value <= maximum:
            raise RequestError(f"{value} is out of range for {name}", path)
        return value
    if name == "Float" and type(value) in (int, float) and math.isfinite(value):
        return float(value)
    if name == "Boolean" and isinstance(value, bool):
        return value
    if name in ("String", "DateTime") and isinstance(value, str):
        return value
    if name == "ID" and (isinstance(value, str) or type(value) is int):
        return str(value)
    raise RequestError(f"cannot use {value!r} as {name}", path)
