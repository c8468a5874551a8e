"""The headers of a client that calls of remotes pass on: web pages must be allowed to set them.

In: declarations. Out: names, as clients send them, in the order of the text. `"Out:In"` in `forwardHeaders` renames the
client's In to the remote's Out. Does not know: requests, cross-origin rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphql import ListValueNode

from graphwright.schema.arguments import text_of
from graphwright.schema.custom_calls import read_http
from graphwright.schema.declarations import Declarations


def read_forwarded_headers(schema: Declarations) -> tuple[str, ...]:
    """The names, each once."""
    return tuple(dict.fromkeys(_each(schema)))


def _each(schema: Declarations) -> Iterator[str]:
    for owner in (*schema.roots, *schema.types):
        for field in owner.fields:
            use = field.directive("custom")
            call = None if use is None else read_http(use)
            names = None if call is None else call.members.get("forwardHeaders")
            for node in names.values if isinstance(names, ListValueNode) else ():
                if text := text_of(node):
                    yield text.rpartition(":")[2].strip()
