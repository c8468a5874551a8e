"""The values that `@default` gives to fields which a mutation does not mention.

In: a type and what an input names, null included: an explicit null suppresses a default. Out: stored values.
Does not know: whether the node is new.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Literal

from graphwright.model.api import ApiType
from graphwright.model.values import StoredValue, coerce_value
from graphwright.schema.defaults import now_text


def present_moment() -> str:
    """The time that `$now` stands for: one and the same in all of a mutation."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def default_values(
    api_type: ApiType, mentioned: Collection[str], operation: Literal["add", "update"], now: str
) -> dict[str, StoredValue]:
    """Field name to the value that an operation gives it."""
    found: dict[str, StoredValue] = {}
    for member in api_type.fields.values():
        text = member.default_on_add if operation == "add" else member.default_on_update
        if text is not None and member.name not in mentioned:
            found[member.name] = coerce_value(member.kind, now if text == now_text else text)
    return found
