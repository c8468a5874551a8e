"""Pages by cursors: their texts, and cursors of pages far behind the first.

In: a server's URL. Out: cursors as it wrote them. Does not know: load, floors' SQL.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Final

import httpx
import orjson

from bench.literals import Variables
from bench.servers import BenchError

PAGE_NODES: Final = 50
FAR_NODES: Final = 1_000
"""Nodes at the end of all, behind each of which a far page begins: at scale 1 the 1,000th."""
_CHECK_BYTES: Final = 3

_ASKED = "edges { cursor node { id title year rating } } pageInfo { hasNextPage endCursor }"
FIRST_PAGE: Final = f"{{ queryFilmConnection(order: {{desc: rating}}, first: {PAGE_NODES}) {{ {_ASKED} }} }}"
FAR_PAGE: Final = (
    "query($after: String!) { queryFilmConnection(order: {desc: rating}, "
    f"first: {PAGE_NODES}, after: $after) {{ {_ASKED} }} }}"
)
_CURSORS = f"{{ queryFilmConnection(order: {{desc: rating}}, last: {FAR_NODES}) {{ edges {{ cursor }} }} }}"


def fetch_cursors(url: str) -> tuple[str, ...]:
    """Cursors behind which there is a whole page, near the end of all.

    Raises:
        BenchError: The server refused the question.
    """
    answer = httpx.post(f"{url}/graphql", json={"query": _CURSORS}, trust_env=False, timeout=60)
    if answer.status_code != httpx.codes.OK or b'"errors"' in answer.content:
        raise BenchError(f"{url} refused the look-up of cursors: {answer.status_code} {answer.text[:500]}")
    edges = orjson.loads(answer.content)["data"]["queryFilmConnection"]["edges"]
    return tuple(edge["cursor"] for edge in edges[:-PAGE_NODES])


def place(variables: Variables) -> Variables:
    """The floor takes the cursor's place as numbers."""
    text = str(variables["after"])
    _, uid, rating = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4))[_CHECK_BYTES:])
    return {"uid": uid, "rating": rating}
