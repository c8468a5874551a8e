"""`hash`: equality on strings and enums."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

hash_kind: Final = IndexKind(
    name="hash",
    structure=BTree(is_ordered=False),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("eq", "in"),
    filter_input="Hash",
)
