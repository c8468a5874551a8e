"""Who calls: what gRPC tells of the other end, in the words of `access.py`. Pure.

In: a call's metadata and peer. Out: `Headers`, `Approach`. Does not know: who is let in.

A web page cannot call gRPC: it would have to send `te: trailers`, which no browser lets it, and gRPC answers no
preflight. So the name by which the server was addressed, which gRPC does not tell, need not be looked at; an `Origin`,
should there be one, is.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from graphwright.server.access import Approach, approach_of
from graphwright.server.headers import Headers, collect

_TOKEN: Final = b"auth-token"
"""Where Dgraph's clients send what guards the alters of a Dgraph (over HTTP `X-Dgraph-AuthToken`)."""
_SAME_OVER_HTTP: Final = b"x-dgraph-authtoken"
_THIS_MACHINE: Final = b"localhost"


def headers_of(metadata: Iterable[tuple[str, str | bytes]]) -> Headers:
    """The metadata of a call as headers."""
    headers = collect(
        [
            (name.lower().encode("latin-1", "replace"), value if isinstance(value, bytes) else value.encode())
            for name, value in metadata
        ]
    )
    if _TOKEN in headers:
        headers.setdefault(_SAME_OVER_HTTP, headers[_TOKEN])
    headers[b"host"] = _THIS_MACHINE
    return headers


@lru_cache(maxsize=256)
def address_of(peer: str) -> str | None:
    """The address in gRPC's `ipv4:127.0.0.1:50000` or `ipv6:%5B::1%5D:50000`; None for other connections."""
    kind, _, rest = peer.partition(":")
    if kind not in {"ipv4", "ipv6"}:
        return None
    return unquote(rest).rpartition(":")[0].removeprefix("[").removesuffix("]")


def approach_of_call(peer: str, headers: Headers) -> Approach:
    """How a call came in."""
    address = address_of(peer)
    return approach_of(None if address is None else (address, 0), headers)
