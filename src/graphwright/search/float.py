"""`float`: equality, ranges and order on Float."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

float_kind: Final = IndexKind(
    name="float",
    structure=BTree(is_ordered=True),
    kinds=frozenset({ValueKind.FLOAT}),
    operators=("eq", "in", "le", "lt", "ge", "gt", "between"),
    filter_input="",
)
