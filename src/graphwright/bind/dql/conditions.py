"""Functions → conditions and root sources: `eq(name, "x")`, `@filter(a AND NOT b)`, `func: has(genre)`.

What nobody has (an unknown predicate or type) finds nothing and is no error, as in the reference. `functions/` has what
each function means. Does not know: orders, pages, selections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final, assert_never

from graphwright.bind.dql.binding import Binding, types_predicate
from graphwright.bind.dql.functions.asking import Asked, listed
from graphwright.bind.dql.functions.comparing import bind_between, bind_equality, bind_inequality
from graphwright.bind.dql.functions.counting import bind_count
from graphwright.bind.dql.functions.lengths import bind_length
from graphwright.bind.dql.functions.nearest import bind_similar
from graphwright.bind.dql.functions.reaching import bind_has, bind_uid_in
from graphwright.bind.dql.functions.searching import bind_match, bind_regexp, bind_words
from graphwright.bind.dql.functions.shapes import bind_shape
from graphwright.bind.dql.functions.types import bind_types, is_of_types, type_name
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.terms import bind_terms
from graphwright.bind.dql.values import uids_param
from graphwright.bind.dql.variable_conditions import predicate_condition, uid_condition, uid_source, value_condition
from graphwright.ir.nodes import And, ByUid, Condition, Constant, HasType, OfType, Or, Source, Where
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import suggest
from graphwright.records import dataclass

nobody: Final = Constant(value=False)


# ---- filters --------------------------------------------------------------------------------------


def bind_filter(binding: Binding, node: syntax.Filter) -> Condition:
    """The condition that a filter means.

    Raises:
        LimitError: It has too many terms.
        NotSupportedYet, ValidationError: A function is not supported, or used wrongly.
    """
    return bind_terms(node, partial(_bind_function, binding))


def _bind_function(binding: Binding, function: syntax.Function) -> Condition:
    match function:
        case syntax.UidSet(members=members):
            return uid_condition(binding, members)
        case syntax.TypeFunction():
            return HasType(node_type=type_name(binding, function.type_name))
        case syntax.FunctionCall():
            return bind_call(binding, function)
    assert_never(function)


# ---- functions ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Function:
    """What a function means, and what it takes besides what it is asked of.

    Attributes:
        values: How many values; None: one or more.
        has_options: It takes named arguments too.
        takes_each_language: Of `name@.` it looks at the untagged value and at those in every language, as in the
            reference, not only at the one that would be shown.
    """

    bind: Callable[[Asked], Condition]
    values: int | None = 1
    has_options: bool = False
    takes_each_language: bool = False


_functions: Final[Mapping[str, _Function]] = {
    "eq": _Function(bind=bind_equality, values=None, takes_each_language=True),
    "le": _Function(bind=bind_inequality, takes_each_language=True),
    "lt": _Function(bind=bind_inequality, takes_each_language=True),
    "ge": _Function(bind=bind_inequality, takes_each_language=True),
    "gt": _Function(bind=bind_inequality, takes_each_language=True),
    "between": _Function(bind=bind_between, values=2, takes_each_language=True),
    "has": _Function(bind=bind_has, values=0),
    "uid_in": _Function(bind=bind_uid_in, values=None),
    "anyofterms": _Function(bind=bind_words, takes_each_language=True),
    "allofterms": _Function(bind=bind_words, takes_each_language=True),
    "anyoftext": _Function(bind=bind_words),
    "alloftext": _Function(bind=bind_words),
    "ngram": _Function(bind=bind_words),
    "regexp": _Function(bind=bind_regexp, takes_each_language=True),
    "match": _Function(bind=bind_match, values=2, takes_each_language=True),
    "near": _Function(bind=bind_shape, values=2),
    "within": _Function(bind=bind_shape),
    "contains": _Function(bind=bind_shape),
    "intersects": _Function(bind=bind_shape),
    "similar_to": _Function(bind=bind_similar, values=2, has_options=True),
}

function_names: Final = frozenset({*_functions, "type", "uid"})


def bind_call(binding: Binding, call: syntax.FunctionCall, *, is_root: bool = False) -> Condition:
    """The condition of one function, by what it is asked of.

    Raises:
        NotSupportedYet, ValidationError: It is not supported, or used wrongly.
    """
    function = _known(call)
    match call.target:
        case syntax.Predicate() as target:
            return _of_predicate(binding, function, call, target, is_root=is_root)
        case syntax.CountOf() as target:
            return bind_count(binding, call, target, is_root=is_root)
        case syntax.ValueOf() as target:
            return value_condition(binding, call, target)
        case syntax.LengthOf() as target:
            return bind_length(binding, call, target, is_root=is_root)
    assert_never(call.target)


def _known(call: syntax.FunctionCall) -> _Function:
    function = _functions.get(call.name)
    if function is None:
        if call.name == "checkpwd":
            raise wrong(call, "checkpwd is no condition; ask for it as a field: checkpwd(secret, …)")
        raise wrong(call, f"there is no function {call.name:.40}; {suggest(call.name, function_names)}")
    if call.options and not function.has_options:
        raise wrong(call.options[0], f"{call.name} takes no argument {call.options[0].name:.40}; remove it")
    return function


def _of_predicate(
    binding: Binding, function: _Function, call: syntax.FunctionCall, target: syntax.Predicate, *, is_root: bool
) -> Condition:
    _check_arguments(binding, function, call)
    if target.name == types_predicate and not target.is_reverse:
        return bind_types(binding, call)
    predicate = binding.asked_predicate(target)
    if predicate is None:
        return nobody
    targets = [target]
    if target.languages == (".",) and function.takes_each_language:
        targets = [replace(target, languages=()), replace(target, languages=("*",))]
    parts: list[Condition] = []
    for each in targets:
        asked = Asked(binding=binding, call=call, target=each, predicate=predicate, is_root=is_root)
        parts.append(predicate_condition(binding, call, each, predicate) or function.bind(asked))
    return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))


def _check_arguments(binding: Binding, function: _Function, call: syntax.FunctionCall) -> None:
    """What can be said without the predicate: how many values there are, and that variables are declared."""
    for argument in listed(call):
        if isinstance(argument, syntax.QueryVariable):
            binding.slot_of(argument)
    count, expected = len(call.arguments), function.values
    if expected is None:
        if count == 0:
            raise wrong(call, f"{call.name} takes a predicate and one value or more")
    elif count != expected:
        values = "no value" if expected == 0 else "one value" if expected == 1 else f"{expected} values"
        raise wrong(call, f"{call.name} takes a predicate and {values}, not {count}")


# ---- roots ----------------------------------------------------------------------------------------


def bind_root(binding: Binding, function: syntax.Function) -> Source:
    """The nodes that a block begins with."""
    match function:
        case syntax.UidSet(members=members):
            return uid_source(binding, members)
        case syntax.TypeFunction(type_name=name):
            return _found(binding, is_of_types(binding, [type_name(binding, name)]))
        case syntax.FunctionCall():
            return _found(binding, bind_call(binding, function, is_root=True))
    assert_never(function)


def _found(binding: Binding, condition: Condition) -> Source:
    match condition:
        case HasType(node_type=name):
            return OfType(node_type=name)
        case Constant(value=False):
            return ByUid(uids=uids_param(binding, ()), node_type=None)
        case And(parts=parts) if nobody in parts:
            return ByUid(uids=uids_param(binding, ()), node_type=None)
        case _:
            return Where(condition=condition)
