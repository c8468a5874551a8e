"""Groups as text, part of `dump.py`. Does not know: selections (`dump.py` hands over a function)."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from graphwright.ir.dump_parts import Lines, indented, labelled, shown_page, shown_param, shown_predicate
from graphwright.ir.groups import (
    Aggregated,
    GroupAggregate,
    GroupKey,
    GroupMember,
    GroupNode,
    GroupObject,
    GroupOrder,
    Groups,
    GroupValue,
    Having,
    HavingAll,
    HavingAny,
    HavingCompare,
    HavingNone,
    HavingNot,
    HavingOneOf,
    KeyPart,
)
from graphwright.ir.nodes import Select, TypeName


def dump_groups(groups: Groups, reached: str, dump_select: Callable[[Select], Lines]) -> Lines:
    """The lines of groups.

    Args:
        reached: The words for the selection of the nodes.
        dump_select: What is said of a selection below its own line.
    """
    yield f"{groups.key}: groups of {reached}"
    yield from indented(dump_select(groups.select))
    for number, key in enumerate(groups.by):
        yield f"  by {number}: {_group_key(key)}"
    if groups.having is not None:
        yield from indented(labelled("having", _having(groups.having)))
    if groups.order:
        yield f"  order {', '.join(_group_order(each) for each in groups.order)}"
    if groups.page is not None:
        yield f"  page {shown_page(groups.page)}"
    for output in groups.output:
        yield from indented(_group_member(output, dump_select))


def _group_key(key: GroupKey) -> str:
    path = "".join(f"{hop.predicate} / " for hop in key.along)
    value = "the node" if key.predicate is None else shown_predicate(key.predicate, key.languages)
    zone = "UTC" if key.zone is None else shown_param(key.zone)
    return f"{path}{value}{f', {key.bucket} in {zone}' if key.bucket else ''}"


def _having(having: Having) -> Lines:
    match having:
        case HavingAll(parts=parts) | HavingAny(parts=parts):
            yield "all of" if isinstance(having, HavingAll) else "any of"
            for part in parts:
                yield from indented(_having(part))
        case HavingNot(part=part):
            yield from labelled("not", _having(part))
        case HavingNone():
            yield "nothing"
        case HavingCompare(of=of, operator=operator, value=value):
            yield f"{_aggregated(of)} {operator} {shown_param(value)}"
        case HavingOneOf(of=of, values=values):
            yield f"{_aggregated(of)} one of {shown_param(values)}"
        case _:
            assert_never(having)


def _aggregated(of: Aggregated) -> str:
    return f"{of.function}{f' of {shown_predicate(of.predicate, of.languages)}' if of.predicate else ''}"


def _group_order(order: GroupOrder) -> str:
    by = order.by
    shown = _aggregated(by) if isinstance(by, Aggregated) else f"key {by.position}"
    if isinstance(by, KeyPart) and by.of_node is not None:
        shown += f" / {_group_key(by.of_node)}"
    return f"{shown}{' desc' if order.is_descending else ''}"


def _group_member(member: GroupMember | GroupAggregate, dump_select: Callable[[Select], Lines]) -> Lines:
    match member:
        case GroupAggregate(key=key, of=of):
            yield f"{key}: {_aggregated(of)}"
        case GroupValue(key=key, position=position):
            yield f"{key}: key {position}"
        case GroupNode(key=key, position=position, select=select):
            yield f"{key}: of the node of key {position}"
            yield from indented(dump_select(select))
        case GroupObject(key=key, members=members):
            yield f"{key}: keys"
            for inner in members:
                yield from indented(_group_member(inner, dump_select))
        case TypeName(key=key, candidates=candidates):
            yield f'{key}: "{candidates[0][0]}"'
        case _:
            assert_never(member)
