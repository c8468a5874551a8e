"""What `@default` of a field says: the values of fields that a mutation leaves out.

In: a directive, or a text of it. Out: the text as written, or the value at a time. Does not know: mutations.
"""

from __future__ import annotations

from typing import Final

from graphql import (
    BooleanValueNode,
    ConstValueNode,
    EnumValueNode,
    FloatValueNode,
    IntValueNode,
    ObjectValueNode,
    StringValueNode,
)

from graphwright.schema.declarations import DirectiveUse

now_text: Final = "$now"
"""A default that means the time of the mutation."""


def default_text(use: DirectiveUse | None, operation: str) -> str | None:
    """The default that `add` or `update` gives, as written; as in the reference also without quotes."""
    node = default_node(use, operation)
    if isinstance(node, BooleanValueNode):
        return "true" if node.value else "false"
    if isinstance(node, StringValueNode | EnumValueNode | IntValueNode | FloatValueNode):
        return node.value
    return None


def default_node(use: DirectiveUse | None, operation: str) -> ConstValueNode | None:
    """Where it is written."""
    given = None if use is None else use.arguments.get(operation)
    if not isinstance(given, ObjectValueNode):
        return None
    return next((field.value for field in given.fields if field.name.value == "value"), None)
