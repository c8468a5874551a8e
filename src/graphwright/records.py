"""`dataclass` as the standard library has it, but a class with slots is made ten times as fast.

The standard one compiles up to six functions for each class, 0.4 ms. We have over five hundred classes, which was a
quarter of the time in which a server starts. Here a function is compiled when it is first called, which for most is
never; what is the same for all classes is written once. Any other dataclass is left to the standard library; `fields`,
`replace` and `asdict` know ours as their own. Who inherits from a frozen one of ours takes this `dataclass` too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Final

__all__ = ["dataclass"]

_FACTORY: Final = object()
"""In the place of a value that a factory makes."""


def _dataclass(
    *, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type[Any]], type[Any]]:
    """As `dataclasses.dataclass`, with those of its parameters that we use."""
    if not slots or order:
        return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only, eq=eq, order=order)
    collect = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    return lambda written: _complete(collect(_documented(written)), is_frozen=frozen, has_equality=eq)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _documented(written: type[Any]) -> type[Any]:
    """A class without a docstring gets one, which the standard library would make of its signature, slowly."""
    if written.__doc__ is None:
        written.__doc__ = written.__name__
    return written


def _complete(made: type[Any], *, is_frozen: bool, has_equality: bool) -> type[Any]:
    """Gives a class that has its fields and slots all that a dataclass has."""
    initializer = partial(_initializer, sets_slots=is_frozen)
    functions: dict[str, Callable[..., Any] | None] = {"__init__": _compiled_later(made, "__init__", initializer)}
    functions["__repr__"] = _represent
    if is_frozen:
        functions |= {"__getstate__": _state, "__setstate__": _restore}
    if has_equality:
        functions["__eq__"] = _compiled_later(made, "__eq__", _equality)
        functions["__hash__"] = _compiled_later(made, "__hash__", _hash) if is_frozen else None
    own = made.__dict__
    if "__eq__" in own and own.get("__hash__") is None and is_frozen and has_equality:
        del made.__hash__  # Python has set it to None, and nobody else
    for name, function in functions.items():
        if name not in own:
            setattr(made, name, function)
    if is_frozen:
        made.__setattr__ = _refuse_to_set  # type: ignore[assignment]
        made.__delattr__ = _refuse_to_delete  # type: ignore[assignment]
    return made


def _compiled_later(
    made: type[Any], name: str, compiled: Callable[[type[Any]], Callable[..., Any]]
) -> Callable[..., Any]:
    """A function that puts the compiled one into its place when it is first called."""

    def first(*arguments: Any, **keywords: Any) -> Any:
        function = compiled(made)
        function.__qualname__ = f"{made.__qualname__}.{name}"
        setattr(made, name, function)
        return function(*arguments, **keywords)

    return first


def _initializer(made: type[Any], *, sets_slots: bool) -> Callable[..., None]:
    """`sets_slots`: by their descriptors, in two thirds of the time of `object.__setattr__`."""
    given: dict[str, Any] = {"FACTORY": _FACTORY}
    parameters: list[str] = []
    keywords: list[str] = []
    lines: list[str] = []
    for field in dataclasses.fields(made):
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            given[f"make_{name}"] = field.default_factory
            value = f"make_{name}() if {name} is FACTORY else {name}" if field.init else f"make_{name}()"
        elif field.default is not dataclasses.MISSING:
            given[f"default_{name}"] = field.default
            value = name if field.init else f"default_{name}"
        elif not field.init:
            continue  # `__post_init__` sets it
        if field.init:
            (keywords if field.kw_only else parameters).append(_parameter(field))
        if sets_slots:
            given[f"set_{name}"] = getattr(made, name).__set__
        lines.append(f"set_{name}(self, {value})" if sets_slots else f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    signature = ", ".join(["self", *parameters, *(["*", *keywords] if keywords else [])])
    return _compiled(signature, lines or ["pass"], given)


def _equality(made: type[Any]) -> Callable[[Any, object], bool]:
    test = f"{_values('self', made)} == {_values('other', made)}"
    return _compiled("self, other", [f"return {test} if other.__class__ is self.__class__ else NotImplemented"], {})


def _hash(made: type[Any]) -> Callable[[Any], int]:
    return _compiled("self", [f"return hash({_values('self', made)})"], {})


def _values(name: str, made: type[Any]) -> str:
    """The tuple of what is compared."""
    return f"({''.join(f'{name}.{field.name}, ' for field in dataclasses.fields(made) if field.compare)})"


def _compiled(signature: str, lines: list[str], given: dict[str, Any]) -> Callable[..., Any]:
    """A function of this text, which sees what is given."""
    body = "".join(f"  {line}\n" for line in lines)
    scope: dict[str, Any] = {}
    # As the standard library does it. Names of fields, which Python has read already, are all that is in the text.
    exec(f"def around({', '.join(given)}):\n def function({signature}):\n{body} return function", scope)  # noqa: S102
    function: Callable[..., Any] = scope["around"](**given)
    return function


def _parameter(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is not dataclasses.MISSING:
        return f"{field.name}=FACTORY"
    return field.name if field.default is dataclasses.MISSING else f"{field.name}=default_{field.name}"


def _refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 -- as Python calls it
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:  # noqa: ARG001 -- as above
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


@recursive_repr()
def _represent(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
