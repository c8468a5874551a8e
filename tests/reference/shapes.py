"""Shapes on the earth: what a request shows of them, and which filters they pass; shapely does the planar geometry.

In: values as coerced from inputs (`{"longitude": …, "latitude": …}`, `{"coordinates": [{"points": […]}]}`). Edges are
straight lines of longitude and latitude; generated shapes stay away from poles and the antimeridian. Knows no schema.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely.geometry.base import BaseGeometry as Geometry

if TYPE_CHECKING:
    from .document import Selected

Shape = dict[str, Any]

EARTH_RADIUS_METRES: Final = 6_371_000
_INNER: Final = {"Polygon": "PointList", "PointList": "Point"}


def shown(value: Shape, type_name: str, selected: Selected) -> Shape:
    """The members that a selection asks for."""
    answer: Shape = {}
    for child in selected.children:
        member = value.get(child.field_name)
        if child.field_name == "__typename":
            answer[child.response_name] = type_name
        elif isinstance(member, list):
            answer[child.response_name] = [shown(inner, _INNER[type_name], child) for inner in member]
        else:
            answer[child.response_name] = member
    return answer


def shape_test(operator: str, operand: Shape) -> Callable[[Shape], bool]:
    """Whether a stored shape passes. What lies on an edge is inside."""
    if operator == "near":
        point, distance = operand["coordinate"], operand["distance"]
        return lambda own: _metres(own, point) <= distance
    if operator == "within":
        outer = _geometry(operand["polygon"])
        return lambda own: bool(outer.covers(_geometry(own)))
    given = [_geometry(shape) for shape in operand.values() if shape is not None]
    if operator == "contains":
        return lambda own: all(bool(_geometry(own).covers(shape)) for shape in given)
    return lambda own: any(bool(_geometry(own).intersects(shape)) for shape in given)


def _geometry(value: Shape) -> Geometry:
    if "coordinates" not in value:
        return shapely.Point(value["longitude"], value["latitude"])
    rings = [[(point["longitude"], point["latitude"]) for point in ring["points"]] for ring in value["coordinates"]]
    return shapely.Polygon(rings[0], rings[1:])


def _metres(own: Shape, other: Shape) -> float:
    """Along the surface of a sphere, by the haversine formula."""
    assert "coordinates" not in own, "generated only of points"
    latitudes = math.radians(own["latitude"]), math.radians(other["latitude"])
    across = math.sin(math.radians(own["longitude"] - other["longitude"]) / 2) ** 2
    half = math.sin((latitudes[0] - latitudes[1]) / 2) ** 2 + math.cos(latitudes[0]) * math.cos(latitudes[1]) * across
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(half))
