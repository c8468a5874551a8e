"""What changes in fields that are computed elsewhere, and in the types that these need.

In: two APIs. Out: (action, name, text) of each change, for `difference.py`. Does not know: stored fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from graphwright.model.api import ApiSchema

RemoteChange = tuple[Literal["added", "removed", "changed"], str, str]


def remote_changes(old: ApiSchema, new: ApiSchema) -> Iterator[RemoteChange]:
    """The changes, in the order of the new schema, removals behind."""
    yield from _of("type", old.remote_types, new.remote_types)
    yield from _of("union", old.remote_unions, new.remote_unions)
    yield from _of("input", old.inputs, new.inputs)
    yield from _of("field", _fields_of(old), _fields_of(new))
    for name, declared in new.types.items():
        before = old.types.get(name)
        if before is not None and before.entity_key != declared.entity_key:
            yield "changed", name, f"a federation finds {name} by {declared.entity_key or 'nothing'}"
        if before is not None and before.calls_lambda != declared.calls_lambda:
            yield "changed", name, f"the lambda server hears of other mutations of {name}"


def _fields_of(api: ApiSchema) -> Mapping[str, Any]:
    """`Type.field` to the remote field."""
    owners = {"Query": api.queries, "Mutation": api.mutations}
    owners |= {name: declared.remote_fields for name, declared in api.types.items()}
    return {f"{owner}.{name}": field for owner, fields in owners.items() for name, field in fields.items()}


def _of(word: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[RemoteChange]:
    for name, declared in new.items():
        if name not in old:
            yield "added", name, f"the remote {word} {name} is added"
        elif old[name] != declared:
            yield "changed", name, f"the remote {word} {name} changes"
    for name in old:
        if name not in new:
            yield "removed", name, f"the remote {word} {name} is removed"
