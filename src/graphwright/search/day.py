"""`day`: on DateTime. The reference keeps days in it and filters again; ours orders by the instant."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

day_kind: Final = IndexKind(
    name="day",
    structure=BTree(is_ordered=True),
    kinds=frozenset({ValueKind.DATETIME}),
    operators=("eq", "in", "le", "lt", "ge", "gt", "between"),
    filter_input="",
)
