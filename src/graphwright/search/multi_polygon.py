"""`multiPolygon`: nearness, place and extent of MultiPolygons; they are asked for as Polygons are."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.geometry import cells_of_shape
from graphwright.search.structure import IndexKind, Spatial

multi_polygon_kind: Final = IndexKind(
    name="multiPolygon",
    structure=Spatial(tokenize=cells_of_shape),
    kinds=frozenset({ValueKind.GEO}),
    operators=("near", "within", "contains", "intersects"),
    filter_input="Geo",
)
