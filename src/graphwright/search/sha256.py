"""`sha256`: equality of texts; an index of DQL's schemas, which keeps whole values as `hash` does."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

sha256_kind: Final = IndexKind(
    name="sha256",
    structure=BTree(is_ordered=False),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("eq", "in"),
    filter_input="Hash",
)
