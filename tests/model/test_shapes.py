"""Shapes as they are stored: GeoJSON in one form, from GraphQL's inputs and from data."""

from __future__ import annotations

from typing import Any

import pytest

from graphwright import limits
from graphwright.errors import InputError, LimitError
from graphwright.model.shapes import coerce_shape

_ring = [[0, 0], [1, 0], [1, 1], [0, 0]]


def test_inputs_and_geojson_are_one_form() -> None:
    expected = '{"type":"Point","coordinates":[-0.125,51.5]}'
    assert coerce_shape({"latitude": 51.5, "longitude": -0.125}) == expected
    assert coerce_shape({"coordinates": [-0.125, 51.5], "type": "Point"}) == expected
    assert coerce_shape("{'type':'Point','coordinates':[-0.125,51.5]}") == expected
    assert coerce_shape(expected) == expected
    assert coerce_shape({"latitude": 10.0, "longitude": 20.0}) == '{"type":"Point","coordinates":[20,10]}'


def test_polygons() -> None:
    points = [{"longitude": longitude, "latitude": latitude} for longitude, latitude in _ring]
    polygon = {"coordinates": [{"points": points}]}
    expected = '"coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}'
    assert coerce_shape(polygon) == '{"type":"Polygon",' + expected
    assert coerce_shape({"polygons": [polygon]}) == '{"type":"MultiPolygon",' + expected.replace(
        "[[[0,0],[1,0],[1,1],[0,0]]]", "[[[[0,0],[1,0],[1,1],[0,0]]]]"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (5, "no shape"),
        ("nowhere", "no GeoJSON"),
        ({}, "longitude and latitude"),
        ({"type": "LineString", "coordinates": _ring}, "cannot be stored"),
        ({"type": "Point"}, "no position"),
        ({"type": "Point", "coordinates": [1, 2, 3]}, "no position"),
        ({"type": "Point", "coordinates": [True, 2]}, "no coordinate"),
        ({"type": "Point", "coordinates": ["1", 2]}, "no coordinate"),
        ({"type": "Point", "coordinates": [1e300, 2]}, "no coordinate"),
        ({"type": "Polygon", "coordinates": []}, "at least one ring"),
        ({"type": "Polygon", "coordinates": [[]]}, "has positions"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, "not closed"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "needs 4"),
        ({"type": "MultiPolygon", "coordinates": []}, "has polygons"),
    ],
)
def test_what_is_no_shape_is_refused(given: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        coerce_shape(given)


def test_positions_are_bounded() -> None:
    ring = [[0, 0]] * (limits.shape_positions_max + 1)
    with pytest.raises(LimitError, match="shape_positions_max"):
        coerce_shape({"type": "Polygon", "coordinates": [ring]})
