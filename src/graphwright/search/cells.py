"""Cells of the earth's surface: where a shape lies, as texts that an ordinary index can find.

The whole earth, as a rectangle of longitude and latitude, is the cell "". Each cell has four quarters, whose names
add a digit to its own: so what lies inside a cell has a name that begins with the cell's. A stored shape has the
few cells that cover it; a question asks for the cells inside its own, and for those around them.
Does not know: tables, what is asked about the shapes (`geometry.py`).
"""

from __future__ import annotations

import math
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
    return _name(_column(longitude, levels_max), _row(latitude, levels_max), levels_max)


def _column(longitude: float, level: int) -> int:
    size = 1 << level
    return min(size - 1, max(0, int((longitude + 180.0) / 360.0 * size)))


def _row(latitude: float, level: int) -> int:
    size = 1 << level
    return min(size - 1, max(0, int((latitude + 90.0) / 180.0 * size)))


def _name(x: int, y: int, level: int) -> str:
    # Each digit is a bit of x and twice one of y: their binary digits, read as decimal ones, add up without a carry.
    return str(int(f"{x:b}") + 2 * int(f"{y:b}")).zfill(level) if level else ""


def _names(columns: Iterable[int], rows: Iterable[int], level: int) -> list[str]:
    """As `_name`, of cells side by side: row by row."""
    across = [int(f"{x:b}") for x in columns]
    up = [2 * int(f"{y:b}") for y in rows]
    return [str(high + low).zfill(level) for high in up for low in across] if level else [""]


def cover(geometry: Any) -> list[str]:
    """The cells, all of one size, that cover a shapely geometry; none if it lies nowhere on the earth."""
    import shapely  # noqa: PLC0415 - 0.1 s that only stores with polygons pay

    if geometry.is_empty:
        return []
    shapely.prepare(geometry)
    cells = _cells_of_box(*geometry.bounds)
    while len(cells[0]) < levels_max:
        quarters = [cell + digit for cell in cells for digit in _digits]
        wests, souths, easts, norths = zip(*map(_bounds, quarters), strict=True)
        boxes = shapely.box(wests, souths, easts, norths)
        inside = [cell for cell, is_hit in zip(quarters, shapely.intersects(geometry, boxes), strict=True) if is_hit]
        if not inside or len(inside) > cells_max:
            return cells if inside else []
        cells = inside
    return cells


def cover_box(west: float, south: float, east: float, north: float) -> list[str]:
    """What `cover` gives for a rectangle that lies on the map, by arithmetic alone."""
    # Two levels on a cell is at least half as long as the box: these are 9, or 16 of all the earth.
    level = min(levels_max, _level_of_box(west, south, east, north) + 2)
    columns, rows = _ranges(west, south, east, north, level)
    while level < levels_max:
        finer_columns, finer_rows = _ranges(west, south, east, north, level + 1)
        if len(finer_columns) * len(finer_rows) > cells_max:
            break
        level, columns, rows = level + 1, finer_columns, finer_rows
    return _names(columns, rows, level)


def _cells_of_box(west: float, south: float, east: float, north: float) -> list[str]:
    """The few cells, about as large as a box, that it lies in; one level higher than that, lest they be many."""
    level = _level_of_box(west, south, east, north)
    columns, rows = _ranges(west, south, east, north, level)
    return _names(columns, rows, level)


def _level_of_box(west: float, south: float, east: float, north: float) -> int:
    width = max(east - west, 2 * (north - south), 360.0 / (1 << levels_max))
    return min(levels_max, max(0, int(math.log2(360.0 / width)) - 1))


def _ranges(west: float, south: float, east: float, north: float, level: int) -> tuple[range, range]:
    """The columns and the rows of a level that a box lies in."""
    columns = range(_column(west - _edge, level), _column(east + _edge, level) + 1)
    return columns, range(_row(south - _edge, level), _row(north + _edge, level) + 1)


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
    around: dict[str, None] = {}
    for cell in cells:
        inner = cell
        while inner and (inner := inner[:-1]) not in around:
            around[inner] = None
    return list(around)
