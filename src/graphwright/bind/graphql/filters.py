"""Filter and order arguments → conditions and order keys.

The connectives are Dgraph's: `{a, or: b}` is a OR b; `{a, b, or: c}` is (a AND b) OR c; empty parts
say nothing. Does not know: where the values come from (`trees.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from graphwright import limits
from graphwright.bind.graphql.related_orders import bind_order_by
from graphwright.bind.graphql.relations import bind_relation, comparisons
from graphwright.bind.graphql.shapes import bind_shape_filter
from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Leaf, LeafList, Many, Null, Tree, Whole
from graphwright.bind.texts import text_operators
from graphwright.errors import InputError, LimitError, ValidationError
from graphwright.ir.nodes import (
    And,
    Between,
    Compare,
    Condition,
    Constant,
    HasValue,
    Not,
    OneOf,
    Or,
    OrderBy,
    Param,
    Related,
    UidIn,
)
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.model.datetimes import DateTime
from graphwright.model.uids import parse_uid, uid_or_none_such
from graphwright.model.values import ValueKind, coercions

nothing: Final = Constant(value=False)


def bind_filter(binding: Binding, api_type: ApiType, tree: Tree, depth: int = 0) -> Condition | None:
    """The condition that a filter argument means; None when it says nothing."""
    if isinstance(tree, Null):
        return None
    if depth > limits.filter_depth_max:
        raise LimitError(f"filters nest deeper than {limits.filter_depth_max} (filter_depth_max)")
    if depth == 0 and (count := _count_terms(tree)) > limits.filter_terms_max:
        raise LimitError(
            f"a filter with {count} comparisons is over the limit of {limits.filter_terms_max} (filter_terms_max)"
        )
    assert isinstance(tree, Fields), "validation made sure of an object"
    required: list[Condition] = []
    alternatives: Condition | None = None
    for name, member in tree.members.items():
        if isinstance(member, Null):
            continue
        if name in ("and", "or") and name not in api_type.fields:
            parts = [bind_filter(binding, api_type, item, depth + 1) for item in _items(member)]
            present = [part for part in parts if part is not None]
            if name == "and":
                required += present
            elif present:
                alternatives = present[0] if len(present) == 1 else Or(parts=tuple(present))
        elif name == "not" and name not in api_type.fields:
            part = bind_filter(binding, api_type, member, depth + 1)
            if part is not None:
                required.append(Not(part=part))
        else:
            required += _bind_member(binding, api_type, name, member, depth)
    return _join(required, alternatives)


def _join(required: list[Condition], alternatives: Condition | None) -> Condition | None:
    if not required:
        return alternatives
    joined = required[0] if len(required) == 1 else And(parts=tuple(required))
    return joined if alternatives is None else Or(parts=(joined, alternatives))


def _count_terms(tree: Tree) -> int:
    """The comparisons in a filter; a list of values is one."""
    match tree:
        case Whole():
            return 1
        case Fields(members=members):
            return sum(_count_terms(member) for member in members.values())
        case Many(items=items):
            return max(1, sum(_count_terms(item) for item in items if isinstance(item, Fields)))
        case _:
            return 1


def _items(tree: Tree) -> tuple[Tree, ...]:
    return tree.items if isinstance(tree, Many) else (tree,)


def _bind_member(binding: Binding, api_type: ApiType, name: str, tree: Tree, depth: int) -> list[Condition]:
    field = api_type.fields.get(name)
    if name == "has" and field is None:
        return [_bind_has(api_type, item) for item in _items(tree)]
    assert field is not None, f"{api_type.name} has no field {name}; validation lets none through"
    if field.role is Role.ID:
        assert isinstance(tree, Many | LeafList | Leaf)
        # The reference passes over what is no ID: it finds nothing.
        read = uid_or_none_such if binding.types.is_strict else parse_uid
        return [UidIn(uids=binding.list_param(tree, read, "uids"))]
    if field.role is Role.REFERENCE:
        assert isinstance(tree, Fields), "validation made sure of an object"
        target = binding.api.types[field.type_name]
        return bind_relation(binding, field, tree, lambda inner: bind_filter(binding, target, inner, depth + 1))
    if isinstance(tree, Fixed):
        return [_compare(binding, field, "eq", tree)]
    assert isinstance(tree, Fields), "validation made sure of an object"
    if len(tree.members) > 1 and len(field.searches) < 2:
        raise ValidationError(
            f"the filter of {name} takes one operator, not {len(tree.members)} ({', '.join(tree.members)}); "
            "join several by `and`"
        )
    return [_bind_operator(binding, field, operator, value) for operator, value in tree.members.items()]


def _bind_has(api_type: ApiType, tree: Tree) -> Condition:
    if isinstance(tree, Null):
        return Constant(value=True)
    assert isinstance(tree, Fixed)
    field = api_type.fields[str(tree.value)]
    if field.role is Role.REFERENCE:
        # Not HasValue: the rules of the type at the other end must have their say.
        return Related(predicate=field.predicate, node_type=field.type_name, condition=None)
    return HasValue(predicate=field.predicate, languages=field.languages)


def _bind_operator(binding: Binding, field: ApiField, operator: str, tree: Tree) -> Condition:
    if isinstance(tree, Null):
        return nothing
    return _operators[operator](binding, field, operator, tree)


def _compare(binding: Binding, field: ApiField, operator: str, tree: Tree) -> Condition:
    if isinstance(tree, LeafList):  # a claim, in a rule: any of its values
        if operator != "eq":
            raise InputError(f"a claim that is a list cannot be compared by {operator} of {field.name}")
        return _one_of(binding, field, operator, tree)
    assert isinstance(tree, Leaf | Fixed)
    return Compare(
        predicate=field.predicate,
        operator=comparisons[operator],
        value=_value(binding, field, tree),
        languages=field.languages,
    )


def _one_of(binding: Binding, field: ApiField, _operator: str, tree: Tree) -> Condition:
    assert isinstance(tree, Many | LeafList | Leaf | Fixed)
    values = binding.list_param(tree, value_converter(field.kind), f"{field.kind} values")
    return OneOf(predicate=field.predicate, values=values, languages=field.languages)


def _between(binding: Binding, field: ApiField, _operator: str, tree: Tree) -> Condition:
    if not isinstance(tree, Fields):
        raise ValidationError(f"the operator between of {field.name} takes an object with min and max")
    low, high = tree.members.get("min", Null()), tree.members.get("max", Null())
    if isinstance(low, Null) or isinstance(high, Null):
        return nothing
    assert isinstance(low, Leaf | Fixed)
    assert isinstance(high, Leaf | Fixed)
    return Between(
        predicate=field.predicate,
        low=_value(binding, field, low),
        high=_value(binding, field, high),
        languages=field.languages,
    )


def _text(binding: Binding, field: ApiField, operator: str, tree: Tree) -> Condition:
    assert isinstance(tree, Leaf | Fixed)
    return text_operators[operator](binding, binding.slot(tree), field.predicate, field.languages)


_operators: Final[dict[str, Callable[[Binding, ApiField, str, Tree], Condition]]] = {
    "eq": _compare,
    "lt": _compare,
    "le": _compare,
    "gt": _compare,
    "ge": _compare,
    "in": _one_of,
    "between": _between,
    **dict.fromkeys(text_operators, _text),
    "near": bind_shape_filter,
    "within": bind_shape_filter,
    "contains": bind_shape_filter,
    "intersects": bind_shape_filter,
}


def _value(binding: Binding, field: ApiField, tree: Leaf | Fixed) -> Param:
    return binding.param(tree, value_converter(field.kind), str(field.kind))


def value_converter(kind: ValueKind) -> Callable[[Any], Any]:
    """From a value as GraphQL gives it to the one that columns are compared with."""
    return _datetime_key if kind is ValueKind.DATETIME else coercions[kind]


def _datetime_key(value: Any) -> str:
    stored = coercions[ValueKind.DATETIME](value)
    assert isinstance(stored, DateTime)
    return stored.key


def bind_order(api: ApiSchema, api_type: ApiType, tree: Tree) -> tuple[OrderBy, ...]:
    """The keys of an order argument: asc or desc of a field, then another order; or a list of what to order by."""
    if isinstance(tree, Fields) and not isinstance(tree.members.get("by", Null()), Null):
        if any(not isinstance(member, Null) for name, member in tree.members.items() if name != "by"):
            raise ValidationError("an order has either `by` or `asc`, `desc` and `then`")
        return bind_order_by(api, api_type, tree.members["by"])
    keys: list[OrderBy] = []
    while isinstance(tree, Fields):
        # Given both, asc wins, as in the reference.
        direction = next((name for name in ("asc", "desc") if isinstance(tree.members.get(name), Fixed)), None)
        if direction is not None:
            chosen = tree.members[direction]
            assert isinstance(chosen, Fixed)
            field = api_type.fields[str(chosen.value)]
            keys.append(
                OrderBy(predicate=field.predicate, is_descending=direction == "desc", languages=field.languages)
            )
        tree = tree.members.get("then", Null())
        if len(keys) > limits.filter_depth_max:
            raise LimitError(f"an order has more than {limits.filter_depth_max} keys (filter_depth_max)")
    return tuple(dict.fromkeys(keys))


def first_class(value: Any) -> str:
    """What a page size does to the plan: none or 0 is no limit, a negative one takes the last."""
    if value is None or value == 0:
        return "all"
    return "first" if value > 0 else "last"


def to_page_size(value: int) -> int:
    return abs(value)


def to_offset(value: int) -> int:
    """A negative offset is none, as in the reference."""
    return max(value, 0)


def refuse_last_with_order() -> InputError:
    """The reference's rule: the end of an order is not known without counting."""
    return InputError(
        "a negative `first` cannot be combined with `order`; turn the order round and take the first ones"
    )
