"""How much a request asks of introspection, which graphql-core answers in the event loop.

In: an operation's syntax, valid. Out: nothing, or `LimitError`. Does not know: the schema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graphwright import limits
from graphwright.errors import LimitError


def check_introspection(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode], roots: Collection[str]
) -> None:
    """Counts the fields below the introspection fields, which are `roots`, fragments expanded.

    Raises:
        LimitError: There are too many.
    """
    asked = (f for f in _fields(operation.selection_set, fragments) if f.name.value in roots)
    inner = (f for root in asked for f in _all_fields(root, fragments))
    if next(islice(inner, limits.query_fields_max, None), None) is not None:
        raise LimitError(
            f"the request asks introspection for more than {limits.query_fields_max} fields (query_fields_max); "
            "ask in several requests"
        )


def _all_fields(field: FieldNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    yield field
    if field.selection_set is not None:
        for inner in _fields(field.selection_set, fragments):
            yield from _all_fields(inner, fragments)


def _fields(selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    for node in selection_set.selections:
        match node:
            case FieldNode():
                yield node
            case InlineFragmentNode(selection_set=inner):
                yield from _fields(inner, fragments)
            case FragmentSpreadNode():
                yield from _fields(fragments[node.name.value].selection_set, fragments)
