"""Filters on related nodes: `{director: {name: {eq: …}}}`, `{starring: {some: {…}, count: {ge: 3}}}`.

Does not know: what the filters of the other type say (`filters.py` hands over a function).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Leaf, LeafList, Many, Null, Tree
from graphwright.errors import InputError
from graphwright.ir.nodes import And, Comparison, Condition, Constant, Not, Or, Param, Related, RelatedCount
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
                # An empty filter lets every node pass.
                conditions += [] if inner is None else [Not(part=_some(field, Not(part=inner)))]
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
        case Many(items=items):
            given = [item for item in items if isinstance(item, Leaf | Fixed)]
            if not given:
                return Constant(value=False)
            return Or(parts=tuple(_compared(field, "eq", binding.param(item, _whole, "count")) for item in given))
        case LeafList():
            raise InputError(f"count of {field.name}: write the list `in` into the query; a variable cannot hold it")


def _compared(field: ApiField, operator: Comparison, value: Param) -> Condition:
    return RelatedCount(
        predicate=field.predicate, node_type=field.type_name, condition=None, operator=operator, value=value
    )


def _whole(value: object) -> object:
    return value
