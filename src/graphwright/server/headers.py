"""Request headers as one mapping.

In: ASGI's list of pairs. Out: lower-case name → value; a position. Does not know: what other headers mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graphwright.errors import RequestError

Headers = Mapping[bytes, bytes]

_POSITION_DIGITS_MAX: Final = 18


def collect(pairs: Sequence[tuple[bytes, bytes]] | Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers by name. A repeated one is the list of its values (RFC 9110, 5.2).

    So a second `Host` or `Origin` cannot hide behind the first: the joined value is no host at all.
    """
    pairs = pairs if isinstance(pairs, list) else list(pairs)
    headers = dict(pairs)
    if len(headers) == len(pairs):
        return headers
    joined: dict[bytes, bytes] = {}
    for name, value in pairs:
        joined[name] = joined[name] + b", " + value if name in joined else value
    return joined


def position_of(headers: Headers) -> int:
    """The commit that a request wants to see, as a write answered it; 0 without one.

    Raises:
        RequestError: It is no position.
    """
    value = headers.get(b"x-graphwright-position", b"0").strip()
    if not value.isdigit() or len(value) > _POSITION_DIGITS_MAX:
        raise RequestError("X-Graphwright-Position must be the whole number that a write answered with")
    return int(value)
