"""The rule for administrative requests while no admin key exists (DESIGN.md §6).

In: where a request comes from and what it says about itself. Out: None, or why it is refused. Pure; does
not know: ASGI, which endpoints are administrative.

Anything that reaches us over the loopback may have been sent there by a web page (hence `Origin`, and
`Host`, for a name that was made to resolve to 127.0.0.1) or passed on by a proxy (hence `Forwarded`).
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from graphwright.records import dataclass
from graphwright.server.headers import Headers

RULE: Final = (
    "Administrative requests (everything but /, /graphql, /health and /probe/graphql) need an admin key once there is "
    "one (graphwright key create admin). Until then they are served only to this machine: "
    "peer and Host must be loopback addresses, any Origin too, and no proxy may have passed them on "
    "(Forwarded, X-Forwarded-*). A proxy on this machine that hides itself is not noticed: let it not pass these on."
)
"""What the start-up prints."""


@dataclass(frozen=True, slots=True)
class Approach:
    """How a request came in.

    Attributes:
        peer: Address of the other end of the connection; None where it has none (a Unix socket).
        host: The `Host` header.
        origin: The `Origin` header, which browsers add to what web pages send.
        is_forwarded: Has `Forwarded` or any `X-Forwarded-*`.
    """

    peer: str | None
    host: str | None
    origin: str | None = None
    is_forwarded: bool = False


def approach_of(client: tuple[str, int] | None, headers: Headers) -> Approach:
    """How a request came in, out of ASGI's `client` and the headers."""
    host, origin = headers.get(b"host"), headers.get(b"origin")
    is_forwarded = b"forwarded" in headers
    for name in headers:
        if name.startswith(b"x-forwarded"):
            is_forwarded = True
    return Approach(
        client[0] if client else None,
        None if host is None else host.decode("latin-1"),
        None if origin is None else origin.decode("latin-1"),
        is_forwarded,
    )


@lru_cache(maxsize=256)
def refusal(approach: Approach) -> str | None:
    """Why an administrative request is refused; None if it may pass."""
    if approach.is_forwarded:
        return "it was passed on by a proxy (Forwarded or X-Forwarded-* header)"
    if approach.peer is None or not _is_loopback_address(approach.peer):
        return "it does not come from this machine"
    if approach.host is None or not _is_loopback_name(_without_port(approach.host)):
        return "its Host header is not a loopback address"
    if approach.origin is not None and not _is_loopback_origin(approach.origin):
        return "it was sent by a web page of another origin"
    return None


def is_loopback(host: str) -> bool:
    """Whether a host that one can listen on is reached from this machine only."""
    return _is_loopback_name(host)


def _is_loopback_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped  # a dual-stack socket shows IPv4 peers so
    return address.is_loopback


def _is_loopback_name(name: str) -> bool:
    return name.lower() == "localhost" or _is_loopback_address(name)


def _without_port(host: str) -> str:
    """The host of a `Host` header (RFC 9110, 7.2); anything odd stays odd and is then no loopback."""
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        return name if bracket and (port == "" or _is_port(port.removeprefix(":"))) else host
    name, colon, port = host.partition(":")
    return name if not colon or _is_port(port) else host


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_loopback_origin(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
        name = parts.hostname
    except ValueError:
        return False
    is_origin = parts.scheme in {"http", "https"} and "@" not in parts.netloc and not parts.path
    return is_origin and name is not None and _is_loopback_name(name)
