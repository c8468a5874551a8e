"""Input values: checking and coercing what variables bring, type by type.

Each input type of the generated schema is compiled once into two functions: one that coerces a whole
value, one that reads a value into leaves (which become SQL parameters) and a shape (which chooses
the plan). graphql-core does the same, value by value and 20 times slower; its results and ours agree.
Does not know: what the values are for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
)

from graphwright import limits
from graphwright.errors import InputError, LimitError
from graphwright.model.values import int64_max, int64_min

Path = tuple[str | int, ...]
Coerce = Callable[[Any, Path], Any]
_int32_min: Final = -(2**31)
_int32_max: Final = 2**31 - 1
_path_steps_max: Final = 2 * max(limits.mutation_depth_max, limits.filter_depth_max) + 10
"""Fields and positions on the way to a value; what is deeper would exhaust Python's stack somewhere behind here."""


def refuse(message: str, path: Path) -> InputError:
    """The error for a value at a path below a variable."""
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[2:])
    prefix = f"Variable ${path[1]}{shown}: " if path and path[0] == "variable" else ""
    return InputError(f"{prefix}{message}", path=path or None)


def _coerce_int(value: Any, path: Path) -> int:
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is not int:
        raise refuse(f"Int cannot represent non-integer value: {value!r:.60}.", path)
    if not _int32_min <= value <= _int32_max:
        raise refuse(f"Int cannot represent {value}: it is outside 32 bits; the type Int64 takes it.", path)
    return value


def _coerce_int64(value: Any, path: Path) -> int:
    if type(value) is str:
        try:
            value = int(value)
        except ValueError:
            raise refuse(f'Int64 cannot represent "{value[:60]}".', path) from None
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is not int:
        raise refuse(f"Int64 cannot represent non-integer value: {value!r:.60}.", path)
    if not int64_min <= value <= int64_max:
        raise refuse(f"Int64 cannot represent {value}: it is outside 64 bits.", path)
    return value


def _coerce_float(value: Any, path: Path) -> float:
    if type(value) not in (int, float):
        raise refuse(f"Float cannot represent non numeric value: {value!r:.60}.", path)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise refuse("Float cannot represent a number beyond 1.8e308.", path)
    return number


def _coerce_string(value: Any, path: Path) -> str:
    if type(value) is not str:
        # Without the value, which may be a password.
        raise refuse("String cannot represent a non string value.", path)
    return value


def _coerce_boolean(value: Any, path: Path) -> bool:
    if type(value) is not bool:
        raise refuse(f"Boolean cannot represent a non boolean value: {value!r:.60}.", path)
    return value


def _coerce_id(value: Any, path: Path) -> str:
    if type(value) is int:
        return str(value)
    if type(value) is not str:
        raise refuse(f"ID cannot represent value: {value!r:.60}.", path)
    return value


def _coerce_datetime(value: Any, path: Path) -> str:
    if type(value) is not str:
        raise refuse(f"DateTime is written as a string such as 2006-01-02T15:04:05Z, not as {value!r:.60}.", path)
    return value


def _coerce_any(value: Any, _path: Path) -> Any:
    """Anything at all: what a federation's gateway names entities by."""
    return value


scalar_coercions: Final[Mapping[str, Coerce]] = {
    "Int": _coerce_int,
    "Int64": _coerce_int64,
    "Float": _coerce_float,
    "String": _coerce_string,
    "Boolean": _coerce_boolean,
    "ID": _coerce_id,
    "DateTime": _coerce_datetime,
    "_Any": _coerce_any,
}


class InputTypes:
    """The compiled input types of one generated schema.

    Attributes:
        is_strict: Values mean what they mean to the reference.
    """

    def __init__(self, *, is_strict: bool = False) -> None:
        self.is_strict = is_strict
        self._coercions: dict[int, Coerce] = {}
        self._kept: list[GraphQLInputType] = []

    def coercion(self, type_: GraphQLInputType) -> Coerce:
        """The function that checks and coerces a whole value of a type."""
        present = self._coercions.get(id(type_))
        if present is None:
            self._kept.append(type_)  # so that its id stays its own
            present = self._coercions[id(type_)] = self._compile(type_)
        return present

    def _compile(self, type_: GraphQLInputType) -> Coerce:
        match type_:
            case GraphQLNonNull():
                return _required(self.coercion(type_.of_type))
            case GraphQLList():
                return _listed(self.coercion(type_.of_type))
            case GraphQLScalarType():
                return _nullable(scalar_coercions[type_.name])
            case GraphQLEnumType():
                return _nullable(_enum(type_))
            case GraphQLInputObjectType():
                return self._object(type_)
        raise AssertionError(f"{type_} is no input type")

    def _object(self, type_: GraphQLInputObjectType) -> Coerce:
        members: dict[str, Coerce] = {}
        required: list[str] = []

        def fill() -> None:
            for name, field in type_.fields.items():
                members[name] = self.coercion(field.type)
                if isinstance(field.type, GraphQLNonNull):
                    required.append(name)

        def coerce(value: Any, path: Path) -> Any:
            if value is None:
                return None
            _check_steps(path)
            if not members:
                fill()  # not before: input types refer to each other in circles
            if not isinstance(value, dict):
                raise refuse(f"Expected type {type_.name} to be an object.", path)
            result = {}
            for name, member in value.items():
                known = members.get(name)
                if known is None:
                    raise refuse(f'Field "{name}" is not defined by type {type_.name}.', (*path, name))
                result[name] = known(member, (*path, name))
            for name in required:
                if name not in result:
                    raise refuse(f"Field {name} of required type was not provided.", (*path, name))
            return result

        return coerce


def _check_steps(path: Path) -> None:
    if len(path) > _path_steps_max:
        raise LimitError(
            f"variables nest deeper than any input may (mutation_depth_max: {limits.mutation_depth_max}, "
            f"filter_depth_max: {limits.filter_depth_max})",
            path=path[:2],
        )


def _required(inner: Coerce) -> Coerce:
    def coerce(value: Any, path: Path) -> Any:
        if value is None:
            raise refuse("a required value is null.", path)
        return inner(value, path)

    return coerce


def _nullable(inner: Coerce) -> Coerce:
    def coerce(value: Any, path: Path) -> Any:
        return None if value is None else inner(value, path)

    return coerce


def _listed(inner: Coerce) -> Coerce:
    def coerce(value: Any, path: Path) -> Any:
        if value is None:
            return None
        if not isinstance(value, list):
            return [inner(value, path)]
        if len(value) > limits.list_values_max:
            raise LimitError(
                f"a list of {len(value)} values is over the limit of {limits.list_values_max} (list_values_max)",
                path=path or None,
            )
        return [inner(item, (*path, position)) for position, item in enumerate(value)]

    return coerce


def _enum(type_: GraphQLEnumType) -> Coerce:
    values = frozenset(type_.values)

    def coerce(value: Any, path: Path) -> Any:
        if not isinstance(value, str) or value not in values:
            raise refuse(f'Value "{value!s:.60}" does not exist in "{type_.name}" enum.', path)
        return value

    return coerce
