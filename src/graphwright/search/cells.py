"""Cells of the earth's surface: where a shape lies, as texts that an ordinary index can find.

The whole earth, as a rectangle of longitude and latitude, is the cell "". Each cell has four quarters, whose names
add a digit to its own: so what lies inside a cell has a name that begins with the cell's. A stored shape has the
few cells that cover it; a question asks for the cells inside its own, and for those around them.
Does not know: tables, what is asked about the shapes (`geometry.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

levels_max: Final = 24
"""Quarterings down to the smallest cell, which has 2.4 m at the equator."""
cells_max: Final = 16
"""Cells that cover one shape; more would fit it better, and cost a row each."""
_edge: Final = 1e-9
"""Degrees by which a cell is taken to be larger than it is, so that rounding loses nothing at its edges."""
_digits: Final = "0123"


def cell_at(longitude: float, latitude: float) -> str:
    """The smallest cell that a position lies in."""
    size = 1 << levels_max
    x = min(size - 1, max(0, int((longitude + 180.0) / 360.0 * size)))
    y = min(size - 1, max(0, int((latitude + 90.0) / 180.0 * size)))
    return "".join(_digits[(x >> level & 1) | (y >> level & 1) << 1] for level in range(levels_max - 1, -1, -1))


def cover(geometry: Any) -> list[str]:
    """The cells, all of one size, that cover a shapely geometry; none if it lies nowhere on the earth."""
    import shapely  # noqa: PLC0415 - 0.1 s that only stores with polygons pay

    shapely.prepare(geometry)
    cells = [""]
    for _ in range(levels_max):
        quarters = [cell + digit for cell in cells for digit in _digits]
        boxes = shapely.box(*zip(*map(_bounds, quarters), strict=True))
        inside = [cell for cell, is_hit in zip(quarters, shapely.intersects(geometry, boxes), strict=True) if is_hit]
        if len(inside) > cells_max:
            break
        cells = inside
        if not cells:
            break
    return cells


def _bounds(cell: str) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    x = y = 0
    for digit in cell:
        quarter = int(digit)
        x, y = x << 1 | quarter & 1, y << 1 | quarter >> 1
    width, height = 360.0 / (1 << len(cell)), 180.0 / (1 << len(cell))
    west, south = x * width - 180.0, y * height - 90.0
    return west - _edge, south - _edge, west + width + _edge, south + height + _edge


def cells_around(cells: Iterable[str]) -> list[str]:
    """The cells that the given ones lie in, without themselves."""
    return list(dict.fromkeys(cell[:length] for cell in cells for length in range(len(cell))))
