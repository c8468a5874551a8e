"""`eq(count(friend), 3)` and the other comparisons of how many edges, values or types a node has.

At the root the reference wants `@count`, and does not look for nodes that have nothing. Does not know: count(…) as a
field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from graphwright.bind.dql.binding import Binding, types_predicate
from graphwright.bind.dql.functions.asking import listed
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import read_integer, scalar_of, scalar_slot
from graphwright.errors import InputError
from graphwright.ir.nodes import And, Comparison, Condition, Constant, HasValue, Param, RelatedCount
from graphwright.ir.values import HasAnyType, HasCount
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind

_comparisons: Final[Mapping[str, Comparison]] = {"eq": "eq", "le": "le", "lt": "lt", "ge": "ge", "gt": "gt"}
_least_at_root: Final = {"eq": 1, "lt": 2, "le": 1, "gt": 0, "ge": 1, "between": 1}
"""Numbers below these ask for nodes that have nothing."""


def bind_count(
    binding: Binding, call: syntax.FunctionCall, target: syntax.CountOf, *, is_root: bool = False
) -> Condition:
    """The condition of a comparison of a count.

    Raises:
        ValidationError: The function cannot compare numbers, or the predicate is not counted.
    """
    if call.name not in _least_at_root:
        raise wrong(call, f"{call.name} does not compare numbers; of count(…) ask eq, le, lt, ge, gt or between")
    name = target.predicate
    is_types = name.name == types_predicate and not name.is_reverse
    predicate = None if is_types else binding.asked_predicate(name)
    numbers = _numbers(binding, call, is_root=is_root)
    if predicate is None and not is_types:
        return Constant(value=False)
    if is_root and predicate is not None and not predicate.is_counted:
        raise wrong(
            call,
            f"{predicate.name} has no @count, which count(…) needs at the root; add it to the predicate in the DQL "
            "schema, or begin with has or type and use @filter",
        )
    compared = _compared(call.name, predicate, name.languages, numbers)
    if is_root and call.name in ("lt", "le"):
        return And(parts=(compared, HasAnyType() if predicate is None else HasValue(predicate=predicate.name)))
    return compared


def _compared(name: str, predicate: Predicate | None, languages: tuple[str, ...], numbers: list[Param]) -> Condition:
    if name == "between":
        low, high = numbers
        ends = (_compare(predicate, languages, "ge", low), _compare(predicate, languages, "le", high))
        return And(parts=ends)
    operator: Any = "one of" if name == "eq" and numbers[0].label == "numbers" else _comparisons[name]
    return _compare(predicate, languages, operator, numbers[0])


def _compare(predicate: Predicate | None, languages: tuple[str, ...], operator: Any, value: Param) -> Condition:
    if predicate is not None and predicate.kind is ValueKind.UID:
        return RelatedCount(predicate=predicate.name, node_type=None, condition=None, operator=operator, value=value)
    name = None if predicate is None else predicate.name
    return HasCount(predicate=name, operator=operator, value=value, languages=languages)


def _numbers(binding: Binding, call: syntax.FunctionCall, *, is_root: bool) -> list[Param]:
    """The numbers compared with; several of `eq` are one parameter."""
    scalars = [scalar_of(argument) for argument in listed(call)]
    expected = 2 if call.name == "between" else 1
    if not scalars or (call.name != "eq" and len(scalars) != expected):
        shown = "one number" if expected == 1 else "two numbers"
        raise wrong(call, f"{call.name} takes count(…) and {shown}, not {len(scalars)}")
    reads = [placed(_reader(call.name, is_root=is_root), scalar) for scalar in scalars]
    slots = [scalar_slot(binding, scalar) for scalar in scalars]
    if call.name != "eq" or len(scalars) == 1:
        return [Param(slot=slot, convert=read, label="number") for slot, read in zip(slots, reads, strict=True)]
    slot = binding.extra(lambda values: [values[each] for each in slots])
    return [
        Param(
            slot=slot,
            convert=lambda texts: [read(text) for read, text in zip(reads, texts, strict=True)],
            label="numbers",
        )
    ]


def _reader(name: str, *, is_root: bool) -> Callable[[str], int]:
    least = _least_at_root[name]

    def read(text: str) -> int:
        number = read_integer(text)
        if is_root and number < least:
            raise InputError(
                f"{name}(count(…), {number}) asks for nodes that have nothing, which cannot be found at the root; "
                "begin with type or has and use @filter"
            )
        return number

    return read
