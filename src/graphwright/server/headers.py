"""Request headers as one mapping.

In: ASGI's list of pairs. Out: lower-case name → value. Does not know: what any header means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Headers = Mapping[bytes, bytes]


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
