"""Shapes on the earth: what GraphQL inputs and GeoJSON say, as the GeoJSON that is stored.

In: an input of the types Point, Polygon, MultiPolygon, or GeoJSON (RFC 7946). Out: GeoJSON text, whose members
stand in one order and whose whole numbers have no fraction, so that equal shapes are equal texts.
Does not know: geometry (`search/geometry.py` does), columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graphwright import limits
from graphwright.errors import InputError, LimitError

shape_types = ("Point", "Polygon", "MultiPolygon")
"""The geometries that can be stored, as GeoJSON and GraphQL name them."""
_ring_positions_min = 4
_degrees_max = 1_000_000


def coerce_shape(value: object) -> str:
    """The stored form of a shape.

    Raises:
        InputError: It is no shape of a type that can be stored, or a ring is not closed.
        LimitError: It has more positions than `limits.shape_positions_max`.
    """
    document = _read_text(value) if isinstance(value, str) else value
    if not isinstance(document, Mapping):
        raise InputError(f"{value!r:.100} is no shape; write a Point, a Polygon or a MultiPolygon")
    kind, coordinates = _as_geojson(document)
    _check_count(coordinates)
    match kind:
        case "Point":
            checked: Any = _position(coordinates)
        case "Polygon":
            checked = _polygon(coordinates)
        case _:
            checked = [_polygon(polygon) for polygon in _listed(coordinates, "a MultiPolygon has polygons")]
    return orjson.dumps({"type": kind, "coordinates": checked}).decode()


def _read_text(text: str) -> object:
    """GeoJSON as JSON, or with single quotes as data of the reference often has it."""
    for candidate in (text, text.replace("'", '"')):
        try:
            return orjson.loads(candidate)
        except orjson.JSONDecodeError:
            continue
    raise InputError(f'"{text[:100]}" is no GeoJSON')


def _as_geojson(document: Mapping[str, Any]) -> tuple[str, Any]:
    """Type and coordinates, from GeoJSON or from one of GraphQL's input types."""
    if "type" in document:
        if document["type"] not in shape_types:
            raise InputError(
                f"a geometry of the type {document['type']!r:.40} cannot be stored; use {', '.join(shape_types)}"
            )
        return document["type"], document.get("coordinates")
    if "latitude" in document:
        return "Point", _input_position(document)
    if "polygons" in document:
        return "MultiPolygon", [_input_polygon(polygon) for polygon in document["polygons"]]
    if "coordinates" in document:
        return "Polygon", _input_polygon(document)
    raise InputError("a shape has longitude and latitude, coordinates, or polygons")


def _input_position(point: Mapping[str, Any]) -> list[Any]:
    return [point.get("longitude"), point["latitude"]]


def _input_polygon(polygon: Mapping[str, Any]) -> list[list[list[Any]]]:
    return [[_input_position(point) for point in ring["points"]] for ring in polygon["coordinates"]]


def _check_count(coordinates: object) -> None:
    count = _count_positions(coordinates)
    if count > limits.shape_positions_max:
        raise LimitError(
            f"a shape of {count} positions is over the limit of {limits.shape_positions_max} (shape_positions_max)"
        )


def _count_positions(coordinates: object) -> int:
    """How many positions there are; what is malformed is found later, so depth is bounded here."""
    levels, count = [coordinates], 0
    for _ in range(4):
        inner: list[object] = []
        for item in levels:
            if isinstance(item, list) and item and isinstance(item[0], list):
                inner += item
            else:
                count += 1
        levels = inner
    return count + len(levels)


def _listed(value: object, rule: str) -> Sequence[Any]:
    if not isinstance(value, list) or not value:
        raise InputError(f"{rule}; this one has none")
    return value


def _polygon(rings: object) -> list[list[list[int | float]]]:
    return [_ring(ring) for ring in _listed(rings, "a Polygon has at least one ring")]


def _ring(positions: object) -> list[list[int | float]]:
    ring = [_position(position) for position in _listed(positions, "a ring of a Polygon has positions")]
    if ring[0] != ring[-1]:
        raise InputError("a ring of a Polygon is not closed: its last position must be the same as its first")
    if len(ring) < _ring_positions_min:
        raise InputError(f"a ring of a Polygon needs {_ring_positions_min} positions, the last one as the first")
    return ring


def _position(position: object) -> list[int | float]:
    if not isinstance(position, list) or len(position) != 2:
        raise InputError(f"{position!r:.100} is no position; it is a longitude and a latitude")
    return [_coordinate(number) for number in position]


def _coordinate(number: object) -> int | float:
    # Beyond a million degrees nothing is meant, and arithmetic ends somewhere.
    if isinstance(number, bool) or not isinstance(number, int | float) or not -_degrees_max <= number <= _degrees_max:
        raise InputError(f"{number!r:.100} is no coordinate; longitude and latitude are numbers of degrees")
    whole = int(number)
    return whole if whole == number else number
