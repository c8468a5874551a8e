"""`int64`: equality, ranges and order on Int64."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

int64_kind: Final = IndexKind(
    name="int64",
    structure=BTree(is_ordered=True),
    kinds=frozenset({ValueKind.INT}),
    operators=("eq", "in", "le", "lt", "ge", "gt", "between"),
    filter_input="",
)
