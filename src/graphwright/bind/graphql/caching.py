"""`@cacheControl(maxAge:)` of a query: for how long its answer may be kept.

In: an operation's syntax, the request's variables. Out: seconds. Does not know: headers, answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphql import IntValueNode, OperationDefinitionNode, ValueNode, VariableNode

from graphwright.records import dataclass

cache_control: Final = "cacheControl"


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheAge:
    """The argument of the directive.

    Attributes:
        constant: Its value in the text, or the default of its variable.
        variable: The variable that has it.
    """

    constant: int | None
    variable: str | None = None

    def seconds(self, variables: Mapping[str, Any] | None) -> int | None:
        """The value for a request; None where there is none to go by."""
        value = self.constant
        if self.variable is not None and variables is not None:
            value = variables.get(self.variable, value)
        return value if type(value) is int and value >= 0 else None


def cache_age_of(operation: OperationDefinitionNode) -> CacheAge | None:
    """The directive of an operation; None without it."""
    for directive in operation.directives or ():
        if directive.name.value == cache_control:
            [argument] = directive.arguments or ()
            return _read(argument.value, operation)
    return None


def _read(value: ValueNode, operation: OperationDefinitionNode) -> CacheAge:
    if not isinstance(value, VariableNode):
        return CacheAge(constant=_constant(value))
    name = value.name.value
    definitions = [d for d in operation.variable_definitions or () if d.variable.name.value == name]
    default = definitions[0].default_value if definitions else None
    return CacheAge(constant=_constant(default), variable=name)


def _constant(value: ValueNode | None) -> int | None:
    return int(value.value) if isinstance(value, IntValueNode) else None
