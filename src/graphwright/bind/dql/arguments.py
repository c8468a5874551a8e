"""Modifiers → order and page: `(orderasc: name, first: 10, offset: $o, after: 0x1)`.

Does not know: filters, selections.
"""

from __future__ import annotations

from typing import assert_never

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import after_param, read_any_integer
from graphwright.ir.nodes import OrderBy, Page, Param
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind

# ---- order ----------------------------------------------------------------------------------------


def bind_order(binding: Binding, keys: tuple[syntax.OrderKey, ...]) -> tuple[OrderBy, ...]:
    """The keys of an order.

    Raises:
        ValidationError: A key is unknown or has no order.
    """
    orders: list[OrderBy] = []
    for key in keys:
        order = _order_key(binding, key)
        if len(keys) > 1 and order.relation is not None:
            raise wrong(key, f"an order by val({order.relation:.40}) stands alone; remove the other keys")
        if any((order.predicate, order.languages) == (other.predicate, other.languages) for other in orders):
            raise wrong(key, f"{order.predicate:.60} is ordered by twice; remove one")
        orders.append(order)
    return tuple(orders)


def ordered_by(keys: tuple[syntax.OrderKey, ...]) -> tuple[str, ...]:
    """The variables by which an order goes: as in the reference, a node without a value of theirs is left out."""
    return tuple(key.key.variable for key in keys if isinstance(key.key, syntax.ValueOf))


def _order_key(binding: Binding, key: syntax.OrderKey) -> OrderBy:
    if isinstance(key.key, syntax.ValueOf):
        name = key.key.variable
        kind = binding.definitions.kind(name, key.key)
        if kind is None:
            raise wrong(key, f"{name:.40} holds nodes and no values, so nothing can be ordered by it")
        if kind in (ValueKind.BOOL, ValueKind.GEO, ValueKind.VECTOR, ValueKind.PASSWORD):
            raise wrong(key, f"val({name:.40}) is of kind {kind}, which has no order")
        return OrderBy(predicate="", is_descending=key.is_descending, relation=name)
    target = _order_target(binding, key, key.key)
    predicate = binding.predicate(target)
    if predicate is None:
        raise wrong(key, f"nothing is known by the name {target.name:.60}, so nothing can be ordered by it")
    _check_sortable(key, predicate)
    return OrderBy(
        predicate=predicate.name, is_descending=key.is_descending, languages=target.languages, is_collated=True
    )


def _order_target(
    binding: Binding, key: syntax.OrderKey, target: syntax.Predicate | syntax.QueryVariable
) -> syntax.Predicate:
    match target:
        case syntax.Predicate():
            return target
        case syntax.QueryVariable():
            # The reference takes a variable here and then ignores it.
            name, _, language = str(binding.guard(binding.slot_of(target), str)).partition("@")
            languages = (language,) if language else ()
            return syntax.Predicate(position=key.position, name=name, is_reverse=False, languages=languages)
    assert_never(target)


def _check_sortable(key: syntax.OrderKey, predicate: Predicate) -> None:
    if predicate.kind is ValueKind.UID:
        raise wrong(key, f"{predicate.name} leads to nodes, which have no order; order by what those nodes have")
    if predicate.is_list:
        raise wrong(key, f"{predicate.name} is a list and has no order; order by a single value")
    if predicate.kind is ValueKind.BOOL:
        raise wrong(key, f"{predicate.name} is true or false, which have no order; use a filter")
    if predicate.kind in (ValueKind.GEO, ValueKind.VECTOR):
        raise wrong(key, f"{predicate.name} is of type {predicate.kind}, which has no order")


# ---- page -----------------------------------------------------------------------------------------


def bind_page(binding: Binding, modifiers: syntax.Modifiers, *, is_single: bool) -> Page | None:
    """The part of the rows that is asked for; None for all.

    Args:
        is_single: There is at most one row, so that `first` says nothing.
    """
    first, last = _limit(binding, modifiers)
    if is_single:
        first, last = None, None
    offset = None
    # As the reference: a negative `first` counts from the end and leaves `offset` out.
    if modifiers.offset is not None and last is None:
        offset = Param(
            slot=_integer_slot(binding, modifiers.offset), convert=placed(_to_offset, modifiers.offset), label="offset"
        )
    after = None if modifiers.after is None else after_param(binding, modifiers.after)
    random = None if is_single else _random(binding, modifiers)
    if first is None and last is None and offset is None and after is None and random is None:
        return None
    return Page(first=first, last=last, offset=offset, after=after, random=random)


def _random(binding: Binding, modifiers: syntax.Modifiers) -> Param | None:
    """So many rows, drawn; 0 and below draw nothing, and leave all."""
    node = modifiers.random
    if node is None:
        return None
    slot = _integer_slot(binding, node)
    if binding.guard(slot, placed(_first_class, node)) != "first":
        return None
    return Param(slot=slot, convert=placed(_to_page_size, node), label="drawn rows")


def _limit(binding: Binding, modifiers: syntax.Modifiers) -> tuple[Param | None, Param | None]:
    """`first` as a number of first or of last rows; 0 is no limit."""
    node = modifiers.first
    if node is None:
        return None, None
    slot = _integer_slot(binding, node)
    kind = binding.guard(slot, placed(_first_class, node))
    if kind == "all":
        return None, None
    param = Param(slot=slot, convert=placed(_to_page_size, node), label="page size")
    if kind == "first":
        return param, None
    if modifiers.order:
        raise wrong(
            node, "a negative first cannot be combined with an order; turn the order round and take the first ones"
        )
    return None, param


def _integer_slot(binding: Binding, node: syntax.IntegerLiteral | syntax.QueryVariable) -> int:
    if isinstance(node, syntax.IntegerLiteral):
        return binding.literal_slot(node, str(node.value))
    return binding.slot_of(node)


def _first_class(text: str) -> str:
    number = read_any_integer(text)
    return "all" if number == 0 else "first" if number > 0 else "last"


def _to_page_size(text: str) -> int:
    # The least 64-bit integer has no positive counterpart.
    return min(abs(read_any_integer(text)), 2**63 - 1)


def _to_offset(text: str) -> int:
    return max(read_any_integer(text), 0)
