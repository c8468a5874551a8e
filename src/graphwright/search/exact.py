"""`exact`: equality, ranges and order on strings and enums."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

exact_kind: Final = IndexKind(
    name="exact",
    structure=BTree(is_ordered=True),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("eq", "in", "le", "lt", "ge", "gt", "between"),
    filter_input="Exact",
)
