"""Conditions and sources that look into variables: `uid(x)`, `ge(val(x), 3)`, `eq(age, val(x))`.

In: functions whose target or argument is a variable. Out: IR. Does not know: other functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.functions.asking import listed
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.values import scalar_of, scalar_slot, uids_param, value_param, values_param
from graphwright.ir.nodes import And, ByUid, Comparison, Condition, Constant, Or, Param, Source, UidIn
from graphwright.ir.relations import (
    BetweenRelation,
    CompareFacetRelation,
    ComparePredicateWithRelation,
    CompareRelation,
    InRelation,
    OfRelations,
)
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.facets import asked_number
from graphwright.model.values import ValueKind

_comparisons: Final[Mapping[str, Comparison]] = {"eq": "eq", "le": "le", "lt": "lt", "ge": "ge", "gt": "gt"}


# ---- uid(x) ---------------------------------------------------------------------------------------


def uid_condition(binding: Binding, members: Sequence[syntax.UidMember]) -> Condition:
    """That a node is one of those named by uids and variables."""
    names, others = _split(members)
    if not names:
        return UidIn(uids=uids_param(binding, others))
    inside = InRelation(relations=names)
    return Or(parts=(inside, UidIn(uids=uids_param(binding, others)))) if others else inside


def uid_source(binding: Binding, members: Sequence[syntax.UidMember]) -> Source:
    """The nodes named by uids and variables."""
    names, others = _split(members)
    if not names:
        return ByUid(uids=uids_param(binding, others), node_type=None)
    return OfRelations(relations=names, uids=uids_param(binding, others) if others else None)


def _split(members: Sequence[syntax.UidMember]) -> tuple[tuple[str, ...], list[syntax.UidMember]]:
    names = dict.fromkeys(member.name for member in members if isinstance(member, syntax.UidVariable))
    return tuple(names), [member for member in members if not isinstance(member, syntax.UidVariable)]


# ---- val(x) ---------------------------------------------------------------------------------------


def value_condition(binding: Binding, call: syntax.FunctionCall, target: syntax.ValueOf) -> Condition:
    """A comparison of what a variable has for the node: `ge(val(x), 3)`."""
    name = target.variable
    kind = binding.definitions.kind(name, target)
    if binding.definitions.is_facet(name):
        return _facet_condition(binding, call, name)
    arguments = listed(call)
    if call.name == "between":
        _check_count(call, arguments, 2)
        if kind is None:
            return Constant(value=False)
        low, high = (value_param(binding, argument, kind) for argument in arguments)
        return BetweenRelation(relation=name, kind=kind, low=low, high=high)
    if call.name not in _comparisons:
        raise wrong(
            call, f"{call.name} cannot be asked of val({name:.40}); compare it by eq, le, lt, ge, gt or between"
        )
    if call.name != "eq" or len(arguments) == 1:
        _check_count(call, arguments, 1)
    if not arguments:
        raise wrong(call, "eq takes val(…) and one value or more")
    if kind is None:
        # A variable of nodes has no values.
        return Constant(value=False)
    if len(arguments) > 1:
        values = values_param(binding, arguments, kind)
        return CompareRelation(relation=name, kind=kind, operator="one of", value=values)
    value = value_param(binding, arguments[0], kind)
    return CompareRelation(relation=name, kind=kind, operator=_comparisons[call.name], value=value)


def _facet_condition(binding: Binding, call: syntax.FunctionCall, name: str) -> Condition:
    """A comparison of a facet that a variable holds: what kind it is of is known only where it stands."""
    arguments = listed(call)
    if call.name == "between":
        _check_count(call, arguments, 2)
        tests: list[tuple[Comparison, syntax.Argument]] = [("ge", arguments[0]), ("le", arguments[1])]
        return And(parts=tuple(_facet_test(binding, name, test, argument) for test, argument in tests))
    if call.name not in _comparisons:
        raise wrong(
            call, f"{call.name} cannot be asked of val({name:.40}); compare it by eq, le, lt, ge, gt or between"
        )
    if call.name != "eq" or not arguments:
        _check_count(call, arguments, 1)
    parts = tuple(_facet_test(binding, name, _comparisons[call.name], argument) for argument in arguments)
    return parts[0] if len(parts) == 1 else Or(parts=parts)


def _facet_test(binding: Binding, name: str, operator: Comparison, argument: syntax.Argument) -> CompareFacetRelation:
    slot = scalar_slot(binding, scalar_of(argument))
    return CompareFacetRelation(
        relation=name, operator=operator, asked=Param(slot=slot, convert=asked_number, label="facet")
    )


def _check_count(call: syntax.FunctionCall, arguments: Sequence[syntax.Argument], count: int) -> None:
    if len(arguments) != count:
        raise wrong(call, f"{call.name} takes val(…) and {count} value{'s' if count > 1 else ''}, not {len(arguments)}")


def predicate_condition(
    binding: Binding, call: syntax.FunctionCall, target: syntax.Predicate, predicate: Predicate
) -> Condition | None:
    """A comparison of a predicate with a variable's values: `eq(age, val(x))`; None: the call compares with others."""
    match call.arguments:
        case (syntax.ValueOf(variable=name) as value,) if call.name in _comparisons:
            kind = binding.definitions.kind(name, value)
        case _:
            return None
    if kind is None:
        return Constant(value=False)
    if not _comparable(kind, predicate.kind):
        raise wrong(
            value,
            f"{predicate.name} is of kind {predicate.kind} and val({name:.40}) of kind {kind}: they cannot be compared",
        )
    return ComparePredicateWithRelation(
        predicate=predicate.name, languages=target.languages, operator=_comparisons[call.name], relation=name
    )


def _comparable(one: ValueKind, other: ValueKind) -> bool:
    numbers = {ValueKind.INT, ValueKind.FLOAT}
    texts = {ValueKind.STRING, ValueKind.DEFAULT}
    return one is other or {one, other} <= numbers or {one, other} <= texts
