"""Errors with the place of a syntax node. Does not know: what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphwright.errors import GraphwrightError, NotSupportedYet, ValidationError
from graphwright.lang.dql import syntax


def not_yet(node: syntax.Node, construct: str, hint: str = "") -> NotSupportedYet:
    """A construct that the language has and this version has not."""
    advice = f"; {hint}" if hint else ""
    return NotSupportedYet(f"{construct} in DQL is not supported yet{advice}", line=node.line, column=node.column)


def wrong(node: syntax.Node, message: str) -> ValidationError:
    """A query that means nothing."""
    return ValidationError(message, line=node.line, column=node.column)


def placed(convert: Callable[[Any], Any], node: syntax.Node) -> Callable[[Any], Any]:
    """A conversion whose errors say where the value is used."""

    def convert_placed(value: Any) -> Any:
        try:
            return convert(value)
        except GraphwrightError as error:
            error.line, error.column = node.line, node.column
            raise

    return convert_placed
