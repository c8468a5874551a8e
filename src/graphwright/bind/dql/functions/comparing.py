"""`eq`, `le`, `lt`, `ge`, `gt`, `between` of a predicate's values → conditions.

As in the reference `eq` needs some index at the root and none in filters, and the others need one that orders wherever
there is one at all. Does not know: counts, variables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphwright.bind.dql.functions.asking import Asked
from graphwright.bind.dql.refusals import placed
from graphwright.bind.dql.values import converter, scalar_of, scalar_slot, value_param, values_param
from graphwright.bind.tokens import has_tokens
from graphwright.ir.nodes import And, Between, Compare, Comparison, Condition, Constant, OneOf, Or, Param
from graphwright.ir.values import BeginsWith
from graphwright.lang.dql import syntax
from graphwright.model.values import ValueKind
from graphwright.search.tokenizers import keeping_apart, sortable, tokenizer_of

_comparisons: Final[Mapping[str, Comparison]] = {"le": "le", "lt": "lt", "ge": "ge", "gt": "gt"}
_digest_characters: Final = 64
"""What the index sha256 looks at, as in the reference: these characters, and no value with fewer."""


def bind_equality(asked: Asked) -> Condition:
    """`eq(name, "a")`, `eq(name, ["a", "b"])`."""
    _check_equality(asked)
    predicate, arguments = asked.predicate, asked.arguments()
    if _is_by_digest(asked):
        parts = [part for argument in arguments if (part := _by_digest(asked, argument)) is not None]
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts)) if parts else Constant(value=False)
    if len(arguments) > 1:
        values = values_param(asked.binding, arguments, predicate.kind)
        return OneOf(predicate=predicate.name, values=values, languages=asked.languages)
    return _equal(asked, arguments[0])


def _equal(asked: Asked, argument: syntax.Argument) -> Condition:
    value = value_param(asked.binding, argument, asked.predicate.kind)
    equal = Compare(predicate=asked.predicate.name, operator="eq", value=value, languages=asked.languages)
    kinds = {index.kind for index in asked.predicate.indexes}
    if not asked.is_root or asked.languages or "term" not in kinds or kinds & keeping_apart:
        return equal
    # Texts that are equal have the same words, by which they are found; a text without words is looked for.
    slot = scalar_slot(asked.binding, scalar_of(argument))
    found = has_tokens(asked.binding, slot, asked.predicate.name, "term", "all")
    return equal if isinstance(found, Constant) else And(parts=(found, equal))


def _check_equality(asked: Asked) -> None:
    asked.need_value()
    kind, name = asked.predicate.kind, asked.predicate.name
    if kind is ValueKind.GEO:
        raise asked.wrong(f"{name} holds shapes, which eq does not compare; use near, within, contains or intersects")
    if kind is ValueKind.VECTOR:
        raise asked.wrong(f"{name} holds vectors, which eq does not compare; use similar_to")
    if asked.is_root:
        _need_any_index(asked)


def _need_any_index(asked: Asked) -> None:
    name, catalog = asked.predicate.name, asked.binding.catalog
    if not asked.predicate.indexes and not any(scope.predicate == name for scope in catalog.key_scopes):
        raise asked.wrong(
            f"{name} has no index to begin with; add @search in GraphQL, or @index in DQL, or begin with has or type "
            "and use @filter"
        )


def bind_inequality(asked: Asked) -> Condition:
    """`ge(age, 3)`."""
    _check_order(asked)
    return Compare(
        predicate=asked.predicate.name,
        operator=_comparisons[asked.call.name],
        value=value_param(asked.binding, asked.call.arguments[0], asked.predicate.kind),
        languages=asked.languages,
        is_collated=True,
    )


def bind_between(asked: Asked) -> Condition:
    """`between(age, 3, 5)`."""
    _check_order(asked)
    kind = asked.predicate.kind
    low, high = (value_param(asked.binding, argument, kind) for argument in asked.call.arguments)
    return Between(predicate=asked.predicate.name, low=low, high=high, languages=asked.languages, is_collated=True)


def _check_order(asked: Asked) -> None:
    asked.need_value()
    kind, name = asked.predicate.kind, asked.predicate.name
    if kind is ValueKind.BOOL:
        raise asked.wrong(f"{name} is true or false, which have no order; use eq")
    if kind in (ValueKind.GEO, ValueKind.VECTOR):
        raise asked.wrong(f"{name} is of type {kind}, which has no order")
    if asked.is_root:
        _need_any_index(asked)
    indexes = asked.predicate.indexes
    if indexes and not any(tokenizer_of(index.kind) in sortable for index in indexes):
        shown = ", ".join(index.kind for index in indexes)
        raise asked.wrong(f"{name} has no index that orders ({shown}), which {asked.call.name} needs; add exact")


# ---- sha256 ---------------------------------------------------------------------------------------


def _is_by_digest(asked: Asked) -> bool:
    kinds = {index.kind for index in asked.predicate.indexes}
    return "sha256" in kinds and not kinds & {"exact", "hash"} and not asked.languages


def _by_digest(asked: Asked, argument: syntax.Argument) -> Condition | None:
    """None: no value has this digest."""
    scalar = scalar_of(argument)
    slot = scalar_slot(asked.binding, scalar)
    if asked.binding.guard(slot, _is_short):
        return None
    convert = converter(asked.predicate.kind)

    def start(text: str) -> Any:
        return convert(text[:_digest_characters])

    return BeginsWith(
        predicate=asked.predicate.name, start=Param(slot=slot, convert=placed(start, scalar), label="start")
    )


def _is_short(text: str) -> bool:
    return len(text) < _digest_characters
