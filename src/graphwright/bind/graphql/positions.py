"""Where in its text the field stands that a path of an answer leads to.

In: a document's syntax, an operation, a path of response keys and list indexes. Out: line and column.
For errors of execution: plans are shared by texts, positions are not. Does not know: types, values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graphwright.bind.graphql.selections import Position, position_of


def position_at(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode], path: Sequence[str | int]
) -> Position:
    """The place of the field at a path; of the last field on the way to it that is in the text."""
    sets, found = [operation.selection_set], None
    for key in path:
        if isinstance(key, int):
            continue
        fields = [field for selection_set in sets for field in _fields(selection_set, key, fragments, set())]
        if not fields:
            break
        found = fields[0]
        sets = [field.selection_set for field in fields if field.selection_set is not None]
    return {} if found is None else position_of(found)


def _fields(
    selection_set: SelectionSetNode, key: str, fragments: Mapping[str, FragmentDefinitionNode], seen: set[str]
) -> list[FieldNode]:
    """The fields with a response key; those in fragments on any type."""
    found: list[FieldNode] = []
    for node in selection_set.selections:
        match node:
            case FieldNode():
                if (node.alias or node.name).value == key:
                    found.append(node)
            case InlineFragmentNode(selection_set=inner):
                found += _fields(inner, key, fragments, seen)
            case FragmentSpreadNode():
                name = node.name.value
                if name not in seen:
                    seen.add(name)
                    found += _fields(fragments[name].selection_set, key, fragments, seen)
    return found
