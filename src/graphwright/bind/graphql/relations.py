"""Filters on related nodes: `{director: {name: {eq: …}}}`, `{starring: {some: {…}, count: {ge: 3}}}`.

Does not know: what the filters of the other type say (`filters.py` hands over a function).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Leaf, LeafList, Many, Null, Tree
from graphwright.ir.nodes import And, Comparison, Condition, Constant, Not, Param, Related, RelatedCount
from graphwright.model.api import ApiField

BindInner = Callable[[Tree], Condition | None]
comparisons: Final[dict[str, Comparison]] = {"eq": "eq", "lt": "lt", "le": "le", "gt": "gt", "ge": "ge"}


def bind_relation(binding: Binding, field: ApiField, tree: Fields, bind_inner: BindInner) -> list[Condition]:
    """What a filter asks of the nodes that a field refers to; an empty one asks that there is one."""
    if not field.is_list:
        return [_some(field, bind_inner(tree))]
    conditions: list[Condition] = []
    for name, member in tree.members.items():
        if isinstance(member, Null):
            continue
        if name == "count":
            assert isinstance(member, Fields), "validation made sure of an object"
            conditions += [_count(binding, field, operator, value) for operator, value in member.members.items()]
            continue
        inner = bind_inner(member)
        match name:
            case "some":
                conditions.append(_some(field, inner))
            case "none":
                conditions.append(Not(part=_some(field, inner)))
            case _:
                # An empty filter lets every node pass, which is something to say: `not` turns it round.
                none_fails = Constant(value=True) if inner is None else Not(part=_some(field, Not(part=inner)))
                conditions.append(none_fails)
    return conditions


def _some(field: ApiField, condition: Condition | None) -> Condition:
    return Related(predicate=field.predicate, node_type=field.type_name, condition=condition)


def _count(binding: Binding, field: ApiField, operator: str, tree: Tree) -> Condition:
    match tree:
        case Null():
            return Constant(value=False)
        case Leaf() | Fixed():
            return _compared(field, comparisons[operator], binding.param(tree, _whole, "count"))
        case Fields(members=members):
            low, high = members["min"], members["max"]
            assert isinstance(low, Leaf | Fixed)
            assert isinstance(high, Leaf | Fixed)
            return And(
                parts=(
                    _compared(field, "ge", binding.param(low, _whole, "count")),
                    _compared(field, "le", binding.param(high, _whole, "count")),
                )
            )
        case Many() | LeafList():
            return _compared(field, "one of", binding.list_param(tree, _whole, "counts"))


def _compared(field: ApiField, operator: Comparison | Literal["one of"], value: Param) -> Condition:
    return RelatedCount(
        predicate=field.predicate, node_type=field.type_name, condition=None, operator=operator, value=value
    )


def _whole(value: object) -> object:
    return value
