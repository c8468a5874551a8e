"""Lists as PostgreSQL's arrays, in text: psycopg's own way looks at each element several times.

In: a list of values of one kind. Out: an array literal; the statement says of which type. Does not know: statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def array_text(values: Sequence[Any]) -> str:
    """The literal of a list; None is NULL."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return f"{{{repr(list(values))[1:-1]}}}"
    if kinds == {str}:
        everything = "".join(values)
        if '"' not in everything and "\\" not in everything:
            return '{"' + '","'.join(values) + '"}'
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if type(value) is int:
        return str(value)
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    assert isinstance(value, bytes), f"{type(value).__name__} is no value of an array"
    return f'"\\\\x{value.hex()}"'
