"""Asked texts → conditions on tokens, for either language.

Does not know: what the text is asked of beyond its predicate and index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from graphwright.bind.slots import Slots
from graphwright.ir.nodes import Condition, Constant, HasTokens, Param
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import Tokens


def has_tokens(slots: Slots, slot: int, predicate: str, index: str, mode: Literal["all", "any"]) -> Condition:
    """That a value has all or any tokens of the text in a slot.

    Whether there are none, one or several is part of the plan: most searches are for one word, and their SQL is then a
    plain look-up.
    """
    tokenize = _tokens_of(index)
    return have_tokens(slots, slots.extra(lambda values: tokenize(values[slot])), predicate, index, mode)


def have_tokens(slots: Slots, tokens: int, predicate: str, index: str, mode: Literal["all", "any"]) -> Condition:
    """The same for the tokens in a slot, the first of which had best be the rarest."""
    count = slots.guard(tokens, _none_one_several)
    if count == 0:
        return Constant(value=False)
    return HasTokens(
        predicate=predicate,
        index=index,
        mode=mode,
        lead=Param(slot=tokens, convert=_first, label=f"{index} token"),
        tokens=Param(slot=tokens, convert=_all, label=f"{index} tokens") if count > 1 else None,
    )


def _tokens_of(kind: str) -> Callable[[Any], list[str]]:
    """From a text to its tokens, the longest first: the planner lets that one drive."""
    structure = index_kinds[kind].structure
    assert isinstance(structure, Tokens)

    def tokenize(value: Any) -> list[str]:
        tokens = structure.tokenize(value)
        return sorted(tokens, key=lambda token: (-len(token), token)) if len(tokens) > 1 else list(tokens)

    return tokenize


def _none_one_several(tokens: Sequence[str]) -> int:
    return min(len(tokens), 2)


def _first(tokens: Sequence[str]) -> str:
    return tokens[0]


def _all(tokens: Sequence[str]) -> Sequence[str]:
    return tokens
