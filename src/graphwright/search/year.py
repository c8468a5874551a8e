"""`year`: on DateTime. The reference keeps years in it and filters again; ours orders by the instant."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

year_kind: Final = IndexKind(
    name="year",
    structure=BTree(is_ordered=True),
    kinds=frozenset({ValueKind.DATETIME}),
    operators=("eq", "in", "le", "lt", "ge", "gt", "between"),
    filter_input="",
)
