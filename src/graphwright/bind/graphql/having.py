"""`having` of groups → conditions on aggregates.

The connectives are those of filters: what stands side by side must all hold, `or` beside it is an alternative to all of
it, empty parts say nothing. Does not know: what is grouped by.
"""

from __future__ import annotations

from typing import Final

from graphql import GraphQLObjectType

from graphwright import limits
from graphwright.bind.graphql.filters import value_converter
from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Leaf, LeafList, Many, Null, Tree
from graphwright.errors import LimitError
from graphwright.ir.groups import (
    Aggregated,
    Having,
    HavingAll,
    HavingAny,
    HavingCompare,
    HavingNone,
    HavingNot,
    HavingOneOf,
)
from graphwright.ir.nodes import Comparison
from graphwright.model.values import ValueKind
from graphwright.schema.bindings import AggregateCount, AggregateOf

_comparisons: Final[dict[str, Comparison]] = {"eq": "eq", "lt": "lt", "le": "le", "gt": "gt", "ge": "ge"}


def aggregated(parent: GraphQLObjectType, name: str) -> Aggregated:
    """What a field of a group's type is an aggregate of."""
    match parent.fields[name].extensions["binding"]:
        case AggregateCount():
            return Aggregated(function="count")
        case AggregateOf(field=value, function=function):
            return Aggregated(function=function, predicate=value.predicate, languages=value.languages)
    raise AssertionError(f"{parent.name}.{name} has no binding")


def bind_having(binding: Binding, parent: GraphQLObjectType, tree: Tree, depth: int = 0) -> Having | None:
    """The condition that a `having` means; None when it says nothing.

    Args:
        parent: The type of a group.
    """
    if isinstance(tree, Null):
        return None
    if depth > limits.filter_depth_max:
        raise LimitError(f"`having` nests deeper than {limits.filter_depth_max} (filter_depth_max)")
    assert isinstance(tree, Fields), "validation made sure of an object"
    required: list[Having] = []
    alternatives: tuple[Having, ...] = ()
    for name, member in tree.members.items():
        if isinstance(member, Null):
            continue
        if name in ("and", "or", "not"):
            items = member.items if isinstance(member, Many) else (member,)
            bound = (bind_having(binding, parent, item, depth + 1) for item in items)
            parts = tuple(part for part in bound if part is not None)
            if name == "or":
                alternatives = parts
            else:
                required += [HavingNot(part=part) for part in parts] if name == "not" else parts
        else:
            required += _tests(binding, parent, name, member)
    made = _joined(required, alternatives)
    if depth == 0 and (count := _count_tests(made)) > limits.filter_terms_max:
        raise LimitError(
            f"a `having` with {count} comparisons is over the limit of {limits.filter_terms_max} (filter_terms_max)"
        )
    return made


def _count_tests(having: Having | None) -> int:
    match having:
        case HavingAll(parts=parts) | HavingAny(parts=parts):
            return sum(_count_tests(part) for part in parts)
        case HavingNot(part=part):
            return _count_tests(part)
        case _:
            return 1


def _joined(required: list[Having], alternatives: tuple[Having, ...]) -> Having | None:
    if required:
        both = required[0] if len(required) == 1 else HavingAll(parts=tuple(required))
        alternatives = (both, *alternatives)
    if not alternatives:
        return None
    return alternatives[0] if len(alternatives) == 1 else HavingAny(parts=alternatives)


def _tests(binding: Binding, parent: GraphQLObjectType, name: str, tree: Tree) -> list[Having]:
    """The operators of one aggregate."""
    assert isinstance(tree, Fields), "validation made sure of an object"
    of = aggregated(parent, name)
    convert = value_converter(_kind(parent, name))
    made: list[Having] = []
    for operator, value in tree.members.items():
        match value:
            case Null():
                made.append(HavingNone())
            case Fields(members=members):
                ends = (("ge", members.get("min")), ("le", members.get("max")))
                made += [
                    HavingCompare(of=of, operator=_comparisons[end], value=binding.param(leaf, convert, name))
                    for end, leaf in ends
                    if isinstance(leaf, Leaf | Fixed)
                ]
            case Many() | LeafList():
                made.append(HavingOneOf(of=of, values=binding.list_param(value, convert, f"{name} values")))
            case _ if operator == "in":
                made.append(HavingOneOf(of=of, values=binding.list_param(value, convert, f"{name} values")))
            case _:
                made.append(
                    HavingCompare(of=of, operator=_comparisons[operator], value=binding.param(value, convert, name))
                )
    return made


def _kind(parent: GraphQLObjectType, name: str) -> ValueKind:
    match parent.fields[name].extensions["binding"]:
        case AggregateOf(function="avg"):
            return ValueKind.FLOAT
        case AggregateOf(field=value):
            return value.kind
        case _:
            return ValueKind.INT
