"""Which web pages may read answers (CORS, Fetch standard, 3.2).

In: the schema's `# Dgraph.Allow-Origin "…"` lines and its token header. Out: response headers. Pure; does
not know: which requests are served at all, that is `access.py`.
"""

from __future__ import annotations

import re
from typing import Final

from graphwright.model.api import ApiSchema
from graphwright.records import dataclass

Header = tuple[bytes, bytes]

_ALLOWED_HEADERS: Final = (
    "X-Dgraph-AccessToken",
    "X-Dgraph-AuthToken",
    "Content-Type",
    "Content-Length",
    "Accept-Encoding",
    "Cache-Control",
    "X-CSRF-Token",
    "X-Auth-Token",
    "X-Requested-With",
)
"""As the reference; a page may set these and the schema's token header."""
_OWN_HEADERS: Final = (
    "X-Graphwright-Transaction",
    "X-Graphwright-Dry-Run",
    "Authorization",
    "Dg-Auth",
    "X-Auth-Enforce",
)
_ALLOW_ORIGIN: Final = b"access-control-allow-origin"
_ALLOW_CREDENTIALS: Final = (b"access-control-allow-credentials", b"true")
_ALLOW_METHODS: Final = (b"access-control-allow-methods", b"POST, OPTIONS")
ANY_ORIGIN: Final[tuple[Header, ...]] = ((_ALLOW_ORIGIN, b"*"),)
_VARY: Final = (b"vary", b"Origin")
_ORIGIN_LINE: Final = re.compile(r"^[ \t]*#[ \t]*Dgraph\.Allow-Origin[ \t]+\"([^\"\s]+)\"[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CrossOrigin:
    """The pages that may read answers.

    Attributes:
        origins: None where the schema lists none: then every page may.
        allowed_headers: Names of request headers that pages may set.
    """

    origins: frozenset[bytes] | None
    allowed_headers: bytes

    def for_answer(self, origin: bytes | None) -> tuple[Header, ...]:
        """Headers of an answer to a request with this `Origin`."""
        if self.origins is None:
            return ANY_ORIGIN
        if origin in self.origins:
            assert origin is not None, "None is no member of a set of origins"
            return ((_ALLOW_ORIGIN, origin), _ALLOW_CREDENTIALS, _VARY)
        return (_VARY,)

    def for_preflight(self, origin: bytes | None) -> tuple[Header, ...]:
        """Headers of the answer to OPTIONS."""
        origin_headers = tuple(header for header in self.for_answer(origin) if header != _ALLOW_CREDENTIALS)
        allowed_headers = (b"access-control-allow-headers", self.allowed_headers)
        return (*origin_headers, _ALLOW_METHODS, allowed_headers, _ALLOW_CREDENTIALS)


def cross_origin(api: ApiSchema | None, *, is_strict: bool = False) -> CrossOrigin:
    """What a schema says about web pages; under `is_strict` they may set the reference's headers only."""
    origins = _ORIGIN_LINE.findall(api.text) if api else []
    names = [*_ALLOWED_HEADERS, *(() if is_strict else _OWN_HEADERS)]
    if api and api.authorization:
        names.append(api.authorization.header)
    names += api.forwarded_headers if api else ()
    names = list({name.lower(): name for name in reversed(names)}.values())[::-1]
    return CrossOrigin(
        frozenset(origin.encode() for origin in origins) or None,
        ", ".join(names).encode("latin-1", "replace"),
    )
