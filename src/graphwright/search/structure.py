"""The four structures that storage can build, and what an index kind declares of itself.

Does not know: tables, dialects, syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final, ParamSpec

from graphwright import limits
from graphwright.model.values import StoredValue, ValueKind
from graphwright.records import dataclass

Arguments = ParamSpec("Arguments")
_beginning_characters: Final = 200
_characters_that_fit: Final = limits.token_bytes_max // 4


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

    A token that is too long for an index stands there as its beginning and a digest (`limits.token_bytes_max`).

    Attributes:
        tokenize: Value to its tokens, without repetition; the same for stored and for asked values.
        tokenize_in: The same for a value with a language tag, where the language matters.
    """

    tokenize: Callable[[StoredValue], list[str]]
    tokenize_in: Callable[[StoredValue, str], list[str]] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tokenize", _fitting(self.tokenize))
        if self.tokenize_in is not None:
            object.__setattr__(self, "tokenize_in", _fitting(self.tokenize_in))

    def tokens(self, value: StoredValue, language: str) -> list[str]:
        """The tokens of a value in a language; "" for none."""
        if language and self.tokenize_in is not None:
            return self.tokenize_in(value, language)
        return self.tokenize(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """Nearest vectors, found by comparing with all of them: nothing is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spatial:
    """A table (token, uid) whose tokens are cells of the earth's surface (`cells.py`); it gives candidates.

    Attributes:
        tokenize: Value to the cells that it meets, without repetition.
    """

    tokenize: Callable[[StoredValue], list[str]]

    def tokens(self, value: StoredValue, _language: str) -> list[str]:
        """As `Tokens.tokens`, so that both are kept in the same way."""
        return self.tokenize(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexKind:
    """A value of `@search(by:)` and of DQL's `@index`.

    Attributes:
        name: As written in schemas.
        structure: What storage builds.
        kinds: Value kinds it can be put on.
        operators: Filter operators it offers, as named in GraphQL, in the order of the filter input.
        filter_input: Name part of the generated input: `Hash` gives `StringHashFilter`.
        stored_as: The kind whose index serves this one, where two names mean the same index.
        takes_texts: Its operators take texts, also on enums.
    """

    name: str
    structure: BTree | Tokens | Spatial | Vector
    kinds: frozenset[ValueKind]
    operators: tuple[str, ...]
    filter_input: str
    stored_as: str | None = None
    takes_texts: bool = False


def _fitting(tokenize: Callable[Arguments, list[str]]) -> Callable[Arguments, list[str]]:
    def tokens_that_fit(*args: Arguments.args, **kwargs: Arguments.kwargs) -> list[str]:
        tokens = tokenize(*args, **kwargs)
        if tokens and len(max(tokens, key=len)) > _characters_that_fit:
            return [_fitted(token) for token in tokens]
        return tokens

    return tokens_that_fit


def _fitted(token: str) -> str:
    encoded = token.encode("utf-8", "surrogatepass")
    if len(encoded) <= limits.token_bytes_max:
        return token
    return f"{token[:_beginning_characters]}\N{HORIZONTAL ELLIPSIS}{sha256(encoded).hexdigest()}"
