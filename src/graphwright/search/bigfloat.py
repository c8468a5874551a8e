"""`bigfloat`: equality, ranges and order on bigfloats; an index of DQL's schemas."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

bigfloat_kind: Final = IndexKind(
    name="bigfloat",
    structure=BTree(is_ordered=True),
    kinds=frozenset({ValueKind.BIGFLOAT}),
    operators=("eq", "in", "le", "lt", "ge", "gt", "between"),
    filter_input="",
)
