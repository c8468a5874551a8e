"""The four structures that storage can build, and what an index kind declares of itself.

Does not know: tables, dialects, syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graphwright.model.values import StoredValue, ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BTree:
    """A native index over the value.

    Attributes:
        is_ordered: Also serves order, both ways (storage keeps a pair of indexes), and ranges.
    """

    is_ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A table (token, uid).

    Attributes:
        tokenize: Value to its tokens, without repetition; the same for stored and for asked values.
    """

    tokenize: Callable[[StoredValue], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexKind:
    """A value of `@search(by:)` and of DQL's `@index`.

    Attributes:
        name: As written in schemas.
        structure: What storage builds.
        kinds: Value kinds it can be put on.
        operators: Filter operators it offers, as named in GraphQL, in the order of the filter input.
        filter_input: Name part of the generated input: `Hash` gives `StringHashFilter`.
    """

    name: str
    structure: BTree | Tokens
    kinds: frozenset[ValueKind]
    operators: tuple[str, ...]
    filter_input: str
