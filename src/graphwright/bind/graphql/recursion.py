"""`repliesTree` and `parentChain` → IR: what is reached by following one reference again and again.

Does not know: how it is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import FieldNode, GraphQLField, GraphQLInterfaceType, GraphQLObjectType, get_named_type

from graphwright import limits
from graphwright.bind.graphql.cascades import bind_cascade
from graphwright.bind.graphql.filters import bind_filter, bind_order
from graphwright.bind.graphql.trees import Fixed, Leaf, Tree, null
from graphwright.errors import InputError, LimitError
from graphwright.ir.nodes import Below, Depth, Nested, Output, Param, Parent, Same, Select
from graphwright.model.api import ApiField
from graphwright.schema.bindings import TreeDepth, TreeNode, TreeParent

if TYPE_CHECKING:
    from graphwright.bind.graphql.selections import Selecting


def bind_tree(
    selecting: Selecting, key: str, field: ApiField, definition: GraphQLField, nodes: list[FieldNode], depth: int
) -> Nested:
    """The elements of a tree or chain, each with what is asked of its node."""
    item = get_named_type(definition.type)
    assert isinstance(item, GraphQLObjectType)
    arguments = selecting.arguments(definition, nodes[0])
    target = selecting.api.types[field.type_name]
    sets = [node.selection_set for node in nodes if node.selection_set is not None]
    asked = selecting.collect(item, sets)
    select = Select(
        source=Below(predicate=field.predicate, depth=_depth(selecting, arguments.get("depth", null))),
        api_type=target.name,
        condition=bind_filter(selecting.binding, target, arguments.get("filter", null)),
        order=bind_order(selecting.api, target, arguments.get("order", null)),
        output=tuple(_member(selecting, item, name, fields, depth + 1) for name, fields in asked.items()),
        cascade=bind_cascade(selecting.binding, item, nodes),
    )
    return Nested(key=key, select=select, is_required=True, is_element_required=True)


def _depth(selecting: Selecting, tree: Tree) -> Param:
    if isinstance(tree, Leaf | Fixed):
        return selecting.binding.param(tree, to_depth, "depth")
    slot = selecting.binding.extra(lambda _: limits.tree_depth_default)
    return Param(slot=slot, convert=to_depth, label="default depth")


def to_depth(value: int) -> int:
    """A depth as it was asked for.

    Raises:
        InputError: It is none.
        LimitError: It is too deep.
    """
    if value < 1:
        raise InputError(f"`depth: {value}` reaches nothing; give 1 or more")
    if value > limits.tree_depth_max:
        raise LimitError(f"`depth: {value}` is over the limit of {limits.tree_depth_max} (tree_depth_max)")
    return value


def _member(selecting: Selecting, item: GraphQLObjectType, key: str, nodes: list[FieldNode], depth: int) -> Output:
    """A member of an element."""
    selecting.count(nodes[0])
    name = nodes[0].name.value
    if name == "__typename":
        return selecting.type_name(item.name, key)
    definition = item.fields[name]
    match definition.extensions["binding"]:
        case TreeDepth():
            return Depth(key=key)
        case TreeParent(field=field):
            return Parent(key=key, predicate=field.predicate or None, kind=field.kind)
        case TreeNode(type_name=type_name):
            parent = get_named_type(definition.type)
            assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
            select = Select(
                source=Same(),
                api_type=type_name,
                output=selecting.outputs(parent, nodes, depth + 1),
                is_single=True,
                cascade=bind_cascade(selecting.binding, parent, nodes),
            )
            return Nested(key=key, select=select)
    raise AssertionError(f"{item.name}.{name} has no binding")
