"""Persisted queries: a text that was sent once with its hash may later be named by the hash alone.

The protocol is Apollo's: `extensions.persistedQuery.sha256Hash`. Each process remembers the texts used last, in
memory and for as long as the store has a schema. A hash that it does not know is answered
`PersistedQueryNotFound`, and clients then send the text with it. So nobody writes to the store by reading.
Does not know: GraphQL, HTTP.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from graphwright import limits
from graphwright.engine.plans import BoundedCache
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import PersistedQueryNotFound, RequestError


class PersistedQueries:
    """The texts that this process remembers, by their hashes in lower case."""

    def __init__(self) -> None:
        self._texts: BoundedCache[str, str] = BoundedCache(limits.persisted_queries_max)

    def clear(self) -> None:
        self._texts.clear()

    def complete(self, request: GraphqlRequest) -> None:
        """Puts the text into a request that has its hash alone; a text with its hash is remembered.

        Raises:
            PersistedQueryNotFound: The hash is of no text that was seen.
            RequestError: The hash is not that of the text, or no hash.
        """
        wanted = _hash_of(request.extensions)
        if wanted is None:
            return
        known = self._texts.get(wanted)
        if not request.query:
            if known is None:
                raise PersistedQueryNotFound("PersistedQueryNotFound")
            request.query = known
        elif known != request.query:
            self._remember(wanted, request.query)

    def _remember(self, wanted: str, text: str) -> None:
        encoded = text.encode(errors="replace")
        if hashlib.sha256(encoded).hexdigest() != wanted:
            raise RequestError(
                "provided sha does not match query: extensions.persistedQuery.sha256Hash must be the SHA-256 "
                "of the query's text in UTF-8, in hexadecimal"
            )
        if len(encoded) <= limits.persisted_query_bytes_max:
            self._texts.put(wanted, text)


def _hash_of(extensions: Mapping[str, Any] | None) -> str | None:
    """The hash that a request names; None without one."""
    persisted = extensions.get("persistedQuery") if extensions else None
    if persisted is None:
        return None
    if not isinstance(persisted, dict):
        raise RequestError("extensions.persistedQuery must be an object with the member sha256Hash")
    found = persisted.get("sha256Hash")
    if found is not None and not isinstance(found, str):
        raise RequestError("extensions.persistedQuery.sha256Hash must be a string")
    return found.lower() if found else None
