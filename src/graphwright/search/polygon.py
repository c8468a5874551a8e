"""`polygon`: nearness, place and extent of Polygons."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.geometry import cells_of_shape
from graphwright.search.structure import IndexKind, Spatial

polygon_kind: Final = IndexKind(
    name="polygon",
    structure=Spatial(tokenize=cells_of_shape),
    kinds=frozenset({ValueKind.GEO}),
    operators=("near", "within", "contains", "intersects"),
    filter_input="Geo",
)
