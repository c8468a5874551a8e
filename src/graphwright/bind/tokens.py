"""Asked texts → tokens, for conditions of either language. Does not know: the conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphwright.search.kinds import index_kinds
from graphwright.search.structure import Tokens


def tokens_of(kind: str) -> Callable[[Any], list[str]]:
    """From a text to its tokens, the longest first: the planner lets that one drive."""
    structure = index_kinds[kind].structure
    assert isinstance(structure, Tokens)

    def tokenize(value: Any) -> list[str]:
        return sorted(structure.tokenize(value), key=lambda token: (-len(token), token))

    return tokenize
