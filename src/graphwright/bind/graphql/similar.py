"""`querySimilarXById` and `querySimilarXByEmbedding` → selections of the nearest.

Does not know: how the nearest are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, get_named_type

from graphwright.bind.graphql.filters import bind_filter
from graphwright.bind.graphql.trees import Fixed, Leaf, LeafList, Many, Tree, null
from graphwright.ir.nodes import Nearest, Nested, OfType, Param, Select
from graphwright.model.api import ApiType
from graphwright.model.vectors import check_count, coerce_vector
from graphwright.schema.bindings import SimilarRoot

if TYPE_CHECKING:
    from graphql import FieldNode

    from graphwright.bind.graphql.selections import Selecting

_own_arguments = frozenset({"by", "topK", "vector", "ef", "distance_threshold", "filter"})


def bind_similar(
    selecting: Selecting, key: str, root: SimilarRoot, definition: GraphQLField, nodes: list[FieldNode]
) -> Nested:
    """The selection of a root field; `ef` widens a search by an index, which may miss some."""
    api_type = selecting.api.types[root.type_name]
    arguments = selecting.arguments(definition, nodes[0])
    by, count, threshold, effort = (arguments.get(name, null) for name in ("by", "topK", "distance_threshold", "ef"))
    assert isinstance(by, Fixed)
    assert isinstance(count, Leaf)
    embedding = api_type.fields[str(by.value)]
    assert embedding.metric is not None, "the enum names embeddings only"
    parent = get_named_type(definition.type)
    assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
    source = Nearest(
        predicate=embedding.predicate,
        node_type=api_type.node_type,
        metric=embedding.metric,
        asked=_asked(selecting, api_type, arguments, nodes[0].name.value),
        count=selecting.binding.param(count, _count, "topK"),
        threshold=selecting.binding.param(threshold, float, "distance") if isinstance(threshold, Leaf) else None,
        effort=selecting.binding.param(effort, int, "ef") if isinstance(effort, Leaf) else None,
        filters_first=root.filters_first,
    )
    select = Select(
        source=source,
        api_type=api_type.name,
        condition=bind_filter(selecting.binding, api_type, arguments.get("filter", null)),
        output=selecting.outputs(parent, nodes, 1),
    )
    return Nested(key=key, select=select)


def _count(value: Any) -> int:
    # Asked here already, so that an error is the root field's own whatever the database does.
    check_count(int(value))
    return int(value)


def _asked(selecting: Selecting, api_type: ApiType, arguments: Mapping[str, Tree], name: str) -> Param | Select:
    """The vector given, or the node that has it."""
    vector = arguments.get("vector")
    if vector is not None:
        assert isinstance(vector, Many | LeafList | Leaf)
        numbers = selecting.binding.list_param(vector, float, "vector")

        def to_vector(values: Any) -> bytes:
            return coerce_vector(numbers.convert(values))

        return replace(numbers, convert=to_vector)
    given = {name: tree for name, tree in arguments.items() if name not in _own_arguments or name in api_type.fields}
    return Select(
        source=OfType(node_type=api_type.node_type),
        api_type=api_type.name,
        condition=selecting.identity(api_type, given, name),
        is_single=True,
    )
