"""What a text that passes a test must hold, for texts that no index finds: those with a language.

A database looks for it before it calls the test (`TextTest.holds`). Does not know: the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, Final

from graphwright.bind.slots import Slots
from graphwright.ir.nodes import Condition, Param, TextTest
from graphwright.search.term import tokenize_terms

_parts_max: Final = 4
"""Parts that are looked for in one text."""


def holding(slots: Slots, condition: Condition, compute: Callable[[list[Any]], Sequence[str]]) -> Condition:
    """A test with the parts of which a passing text holds one; as it is where there are many, or none can be said."""
    if not isinstance(condition, TextTest):
        return condition
    found = slots.extra(lambda values: list(compute(values)))
    count = slots.guard(found, _usable)
    parts = (Param(slot=found, convert=itemgetter(place), label="part") for place in range(count))
    return replace(condition, holds=tuple(parts))


def _usable(parts: list[str]) -> int:
    """How many parts there are, if a database can look for them: letters of ASCII are the same everywhere."""
    return len(parts) if len(parts) <= _parts_max and all(part and part.isascii() for part in parts) else 0


def words_of_match(text: str, *, needs_all: bool) -> list[str]:
    """Words of which any text that passes has one."""
    words = tokenize_terms(text)
    return sorted(words, key=len)[-1:] if needs_all else words
