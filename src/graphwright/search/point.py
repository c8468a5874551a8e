"""`point`: nearness and place of Points."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.geometry import cells_of_shape
from graphwright.search.structure import IndexKind, Spatial

point_kind: Final = IndexKind(
    name="point",
    structure=Spatial(tokenize=cells_of_shape),
    kinds=frozenset({ValueKind.GEO}),
    operators=("near", "within"),
    filter_input="Geo",
)
