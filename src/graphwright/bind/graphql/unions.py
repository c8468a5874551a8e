"""Filters of union fields → conditions.

`memberTypes` keeps nodes of these types; a member's filter asks only nodes of that member, so that without
`memberTypes` the other members stay in, as in the reference. Does not know: fields of union type.
"""

from __future__ import annotations

from graphwright.bind.graphql.filters import bind_filter, nothing
from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Many, Null, Tree, null
from graphwright.ir.nodes import And, Condition, HasType, Or
from graphwright.model.api import ApiType, ApiUnion
from graphwright.schema.generation.names import member_field_name


def bind_union_filter(binding: Binding, union: ApiUnion, tree: Tree) -> Condition | None:
    """The condition that the filter of a union field means; None when it says nothing."""
    if isinstance(tree, Null):
        return None
    assert isinstance(tree, Fields), "validation made sure of an object"
    chosen = _chosen(union, tree.members.get("memberTypes", null))
    parts = []
    is_said = len(chosen) < len(union.members)
    for name in chosen:
        member = binding.api.types[name]
        condition = bind_filter(binding, member, tree.members.get(member_field_name(name, "Filter"), null))
        is_said = is_said or condition is not None
        parts.append(_of_member(member, condition))
    if not parts:
        return nothing
    if not is_said:
        return None
    return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))


def _chosen(union: ApiUnion, tree: Tree) -> tuple[str, ...]:
    """The members named, in the order of the schema; all when none are asked for."""
    if isinstance(tree, Null):
        return union.members
    items = tree.items if isinstance(tree, Many) else (tree,)
    named = {item.value for item in items if isinstance(item, Fixed)}
    return tuple(member for member in union.members if member in named)


def _of_member(member: ApiType, condition: Condition | None) -> Condition:
    belongs = HasType(node_type=member.node_type)
    return belongs if condition is None else And(parts=(belongs, condition))
