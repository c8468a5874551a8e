"""Who asks: worked out once at the edge of the process, carried unchanged to every rule.

Out: `Caller`. Does not know: tokens, headers, keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The identity behind a request.

    Attributes:
        claims: What a valid token says, the namespace's claims merged over the standard ones.
        is_trusted: Passes `@auth` rules (admin key, embedded library).
        problem: Why a token that was sent is not valid; such a caller has no claims and rules that
            need one deny.
    """

    claims: Mapping[str, Any] = field(default_factory=dict)
    is_trusted: bool = False
    problem: str | None = None


anonymous: Final = Caller()
trusted: Final = Caller(is_trusted=True)
