"""`bool`: equality on Booleans; the generated filter is a plain Boolean."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import BTree, IndexKind

bool_kind: Final = IndexKind(
    name="bool",
    structure=BTree(is_ordered=False),
    kinds=frozenset({ValueKind.BOOL}),
    operators=("eq",),
    filter_input="",
)
