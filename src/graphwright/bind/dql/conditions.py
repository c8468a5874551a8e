"""Functions → conditions and root sources: `eq(name, "x")`, `@filter(a AND NOT b)`, `func: has(genre)`.

What nobody has (an unknown predicate or type) finds nothing and is no error, as in the reference.
Does not know: orders, pages, selections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, assert_never

from graphwright import limits
from graphwright.bind.dql.binding import Binding, types_predicate
from graphwright.bind.dql.refusals import not_yet, wrong
from graphwright.bind.dql.values import scalar_of, scalar_slot, uids_param, value_param, values_param
from graphwright.bind.tokens import has_tokens
from graphwright.errors import LimitError
from graphwright.ir.nodes import (
    And,
    Between,
    ByUid,
    Compare,
    Comparison,
    Condition,
    Constant,
    HasType,
    HasValue,
    Not,
    OfType,
    OneOf,
    Or,
    Param,
    Source,
    UidIn,
    Where,
)
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import suggest
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind

nobody: Final = Constant(value=False)


# ---- filters --------------------------------------------------------------------------------------


def bind_filter(binding: Binding, node: syntax.Filter) -> Condition:
    """The condition that a filter means.

    Raises:
        LimitError: It has too many terms.
        NotSupportedYet, ValidationError: A function is not supported, or used wrongly.
    """
    if _count_terms(node) > limits.filter_terms_max:
        raise LimitError(
            f"a filter has more than {limits.filter_terms_max} terms (filter_terms_max)",
            line=node.line,
            column=node.column,
        )
    return _bind_term(binding, node)


def _count_terms(node: syntax.Filter) -> int:
    match node:
        case syntax.And(operands=operands) | syntax.Or(operands=operands):
            return sum(_count_terms(operand) for operand in operands)
        case syntax.Not(operand=operand):
            return _count_terms(operand)
        case _:
            return 1


def _bind_term(binding: Binding, node: syntax.Filter) -> Condition:
    match node:
        case syntax.And(operands=operands):
            return And(parts=tuple(_bind_term(binding, operand) for operand in operands))
        case syntax.Or(operands=operands):
            return Or(parts=tuple(_bind_term(binding, operand) for operand in operands))
        case syntax.Not(operand=operand):
            return Not(part=_bind_term(binding, operand))
        case syntax.UidSet(members=members):
            return UidIn(uids=uids_param(binding, members))
        case syntax.TypeFunction():
            return HasType(node_type=_type_name(binding, node.type_name))
        case syntax.FunctionCall():
            return _bind_call(binding, node)
    assert_never(node)


def _bind_call(binding: Binding, call: syntax.FunctionCall) -> Condition:
    target = _target(call)
    if target.name == types_predicate:
        return HasType(node_type=_type_asked(binding, call, target))
    predicate = binding.predicate(target)
    _check_arguments(binding, call)
    return nobody if predicate is None else _functions[call.name](binding, call, target, predicate)


def _target(call: syntax.FunctionCall) -> syntax.Predicate:
    """What a known function asks about."""
    if call.name not in _functions:
        if call.name in _later_functions:
            raise not_yet(call, f"the function {call.name}")
        raise wrong(call, f"there is no function {call.name:.40}; {suggest(call.name, {*_functions, 'uid', 'type'})}")
    if call.options:
        raise wrong(call.options[0], f"{call.name} takes no argument {call.options[0].name:.40}; remove it")
    match call.target:
        case syntax.Predicate() as predicate:
            return predicate
        case syntax.CountOf():
            raise not_yet(call.target, "count(…) in a function")
        case syntax.ValueOf():
            raise not_yet(call.target, "val(…), a value variable,")
        case syntax.LengthOf():
            raise not_yet(call.target, "len(…)")
    assert_never(call.target)


def _type_name(binding: Binding, node: syntax.Word | syntax.StringLiteral | syntax.QueryVariable) -> str:
    match node:
        case syntax.Word(text=name) | syntax.StringLiteral(value=name):
            return name
        case syntax.QueryVariable():
            return str(binding.guard(binding.slot_of(node), str))
    assert_never(node)


def _type_asked(binding: Binding, call: syntax.FunctionCall, target: syntax.Predicate) -> str:
    """`eq(dgraph.type, "Film")` says the same as `type(Film)`."""
    if call.name != "eq" or len(call.arguments) != 1 or target.is_reverse:
        raise not_yet(call, f"this use of {types_predicate}", "write type(Film)")
    match call.arguments[0]:
        case syntax.StringLiteral() | syntax.Word() | syntax.QueryVariable() as name:
            return _type_name(binding, name)
        case other:
            raise wrong(other, "the name of a type is a text; write type(Film)")


# ---- functions ------------------------------------------------------------------------------------


def _has(_binding: Binding, _call: syntax.FunctionCall, target: syntax.Predicate, predicate: Predicate) -> HasValue:
    return HasValue(predicate=predicate.name, languages=target.languages)


def _equality(
    binding: Binding, call: syntax.FunctionCall, target: syntax.Predicate, predicate: Predicate
) -> Compare | OneOf:
    _check_values(call, predicate)
    arguments = _listed(call)
    if len(arguments) > 1:
        values = values_param(binding, arguments, predicate.kind)
        return OneOf(predicate=predicate.name, values=values, languages=target.languages)
    return _comparison("eq", predicate, target, value_param(binding, arguments[0], predicate.kind))


def _listed(call: syntax.FunctionCall) -> tuple[syntax.Argument, ...]:
    """`eq(name, "a", "b")` and `eq(name, ["a", "b"])` say the same."""
    if len(call.arguments) == 1 and isinstance(call.arguments[0], syntax.ListLiteral):
        return call.arguments[0].values
    return call.arguments


def _inequality(
    binding: Binding, call: syntax.FunctionCall, target: syntax.Predicate, predicate: Predicate
) -> Condition:
    _check_ordered(call, predicate)
    value = value_param(binding, call.arguments[0], predicate.kind)
    return _comparison(_comparisons[call.name], predicate, target, value)


def _between(binding: Binding, call: syntax.FunctionCall, target: syntax.Predicate, predicate: Predicate) -> Condition:
    _check_ordered(call, predicate)
    low, high = (value_param(binding, argument, predicate.kind) for argument in call.arguments)
    return Between(predicate=predicate.name, low=low, high=high, languages=target.languages)


def _comparison(operator: Comparison, predicate: Predicate, target: syntax.Predicate, value: Param) -> Compare:
    return Compare(predicate=predicate.name, operator=operator, value=value, languages=target.languages)


def _terms(binding: Binding, call: syntax.FunctionCall, target: syntax.Predicate, predicate: Predicate) -> Condition:
    if target.languages:
        raise not_yet(call, f"{call.name} on values with a language")
    if predicate.index("term") is None:
        raise wrong(call, f"{predicate.name} has no index term, which {call.name} needs; add @search(by: [term])")
    slot = scalar_slot(binding, scalar_of(call.arguments[0]))
    return has_tokens(binding, slot, predicate.name, "term", "all" if call.name == "allofterms" else "any")


_functions: Final[Mapping[str, Callable[[Binding, syntax.FunctionCall, syntax.Predicate, Predicate], Condition]]] = {
    "eq": _equality,
    "le": _inequality,
    "lt": _inequality,
    "ge": _inequality,
    "gt": _inequality,
    "between": _between,
    "has": _has,
    "anyofterms": _terms,
    "allofterms": _terms,
}
_comparisons: Final[Mapping[str, Comparison]] = {"le": "le", "lt": "lt", "ge": "ge", "gt": "gt"}
_argument_counts: Final = {"has": 0, "between": 2}
_later_functions: Final = frozenset(
    {
        "alloftext",
        "anyoftext",
        "checkpwd",
        "contains",
        "intersects",
        "match",
        "near",
        "ngram",
        "regexp",
        "similar_to",
        "uid_in",
        "within",
    }
)


def _check_arguments(binding: Binding, call: syntax.FunctionCall) -> None:
    """What can be said without the predicate: how many values, of which forms, variables declared."""
    for argument in _listed(call):
        scalar = scalar_of(argument)
        if isinstance(scalar, syntax.QueryVariable):
            binding.slot_of(scalar)
    count = len(call.arguments)
    if call.name == "eq":
        if count == 0:
            raise wrong(call, "eq takes a predicate and one value or more")
        return
    expected = _argument_counts.get(call.name, 1)
    if count != expected:
        values = "no value" if expected == 0 else "one value" if expected == 1 else f"{expected} values"
        raise wrong(call, f"{call.name} takes a predicate and {values}, not {count}")


def _check_values(call: syntax.FunctionCall, predicate: Predicate) -> None:
    if predicate.kind is ValueKind.UID:
        raise wrong(call, f"{predicate.name} leads to nodes and has no values; compare what those nodes have")


def _check_ordered(call: syntax.FunctionCall, predicate: Predicate) -> None:
    _check_values(call, predicate)
    if predicate.kind is ValueKind.BOOL:
        raise wrong(call, f"{predicate.name} is true or false, which have no order; use eq")


# ---- roots ----------------------------------------------------------------------------------------


def bind_root(binding: Binding, function: syntax.Function) -> Source:
    """The nodes that a block begins with."""
    match function:
        case syntax.UidSet(members=members):
            return ByUid(uids=uids_param(binding, members), node_type=None)
        case syntax.TypeFunction(type_name=name):
            return _of_type(binding, _type_name(binding, name))
        case syntax.FunctionCall():
            return _bind_root_call(binding, function)
    assert_never(function)


def _of_type(binding: Binding, name: str) -> Source:
    return OfType(node_type=name) if name in binding.catalog.node_types else _nothing(binding)


def _nothing(binding: Binding) -> Source:
    return ByUid(uids=uids_param(binding, ()), node_type=None)


def _bind_root_call(binding: Binding, call: syntax.FunctionCall) -> Source:
    target = _target(call)
    if call.name not in ("eq", "has"):
        raise not_yet(call, f"the function {call.name} at the root", "begin with eq, has, type or uid and use @filter")
    if target.name == types_predicate:
        return _of_type(binding, _type_asked(binding, call, target))
    predicate = binding.predicate(target)
    _check_arguments(binding, call)
    if predicate is None:
        return _nothing(binding)
    if call.name == "has":
        return Where(condition=_has(binding, call, target, predicate))
    condition = _equality(binding, call, target, predicate)
    # The reference's rule: a query begins with an index; afterwards anything can be filtered.
    if not predicate.indexes and not any(scope.predicate == predicate.name for scope in binding.catalog.key_scopes):
        advice = "add @search, or begin with has or type and use @filter"
        raise wrong(call, f"{predicate.name} has no index to begin with; {advice}")
    return Where(condition=condition)
