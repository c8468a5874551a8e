"""Shapes on the earth: distances, what covers what, and that cells never lose a candidate."""

from __future__ import annotations

import random

import pytest

from graphwright import limits
from graphwright.model.shapes import coerce_shape
from graphwright.search import geometry
from graphwright.search.cells import cell_at, cells_around, cells_max
from graphwright.search.geometry import (
    Question,
    Relation,
    cells_of_question,
    cells_of_shape,
    matches,
    metres_between,
)

Ring = list[tuple[float, float]]


def point(longitude: float, latitude: float) -> str:
    return coerce_shape({"longitude": longitude, "latitude": latitude})


def polygon(*rings: Ring) -> str:
    return coerce_shape({"type": "Polygon", "coordinates": [[list(position) for position in ring] for ring in rings]})


def box(west: float, south: float, east: float, north: float) -> Ring:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def is_so(stored: str, relation: Relation, *asked: str, metres: float = 0.0) -> bool:
    return matches(stored, Question(relation=relation, shapes=asked, distance_m=metres).as_text())


def test_distances_are_metres_along_the_earth() -> None:
    # London to New York, by the great circle on a sphere of 6,371 km.
    assert metres_between((-0.1278, 51.5074), (-74.006, 40.7128)) == pytest.approx(5_570_222, rel=1e-4)
    harbour, quay = point(20, 10), point(20.001, 10.001)
    assert is_so(quay, "near", harbour, metres=156.1)
    assert not is_so(quay, "near", harbour, metres=156.0)
    # A latitude beyond the pole is a place on its other side.
    assert is_so(point(200, 95), "near", point(20, 85), metres=1)


def test_near_a_polygon_is_near_its_nearest_point() -> None:
    park = polygon(box(0, 0, 2, 2))
    one_degree = metres_between((0, 0), (1, 0))
    assert is_so(park, "near", point(1, 1), metres=1), "inside"
    assert is_so(park, "near", point(-1, 1), metres=one_degree + 1)
    assert not is_so(park, "near", point(-1, 1), metres=one_degree * 0.99)
    assert is_so(park, "near", point(-1, -1), metres=metres_between((-1, -1), (0, 0)) + 1), "its corner"


def test_holes_are_holes_and_edges_are_inside() -> None:
    ring = polygon(box(20, 20, 30, 30), box(24, 24, 26, 26))
    assert is_so(ring, "contains", point(22, 22))
    assert not is_so(ring, "contains", point(25, 25))
    assert is_so(ring, "contains", point(20, 25))
    assert is_so(ring, "within", ring)
    assert not is_so(ring, "intersects", polygon(box(24.5, 24.5, 25.5, 25.5)))
    assert is_so(ring, "near", point(25, 25), metres=120_000)
    assert not is_so(ring, "near", point(25, 25), metres=90_000)


def test_every_shape_that_is_asked_for_counts() -> None:
    park = polygon(box(0, 0, 2, 2))
    assert is_so(park, "contains", point(1, 1), polygon(box(0.5, 0.5, 1, 1)))
    assert not is_so(park, "contains", point(3, 3), polygon(box(0.5, 0.5, 1, 1)))


def test_edges_go_the_shorter_way_round_the_earth() -> None:
    strait = polygon(box(170, -10, -170, 10))
    for longitude, is_inside in ((180, True), (-180, True), (-175, True), (175, True), (0, False), (-160, False)):
        assert is_so(strait, "contains", point(longitude, 0)) is is_inside, longitude
        assert is_so(point(longitude, 0), "within", strait) is is_inside, longitude
    assert is_so(strait, "intersects", polygon(box(-179, 0, -178, 1)))
    assert is_so(point(-179.999, 0), "near", point(179.999, 0), metres=300)


def test_a_ring_round_a_pole_and_the_whole_earth() -> None:
    south = polygon([(0, -70), (90, -70), (180, -70), (-90, -70), (0, -70)])
    assert is_so(south, "contains", point(45, -80))
    assert is_so(south, "contains", point(0, -90))
    assert not is_so(south, "contains", point(45, -60))
    assert is_so(polygon(box(-180, -90, 180, 90)), "contains", point(45, -60))


def test_several_polygons_and_crossed_ones() -> None:
    isles = coerce_shape(
        {"type": "MultiPolygon", "coordinates": [[box_list(40, 40, 41, 41)], [box_list(50, 50, 51, 51)]]}
    )
    assert is_so(isles, "contains", point(50.5, 50.5))
    assert not is_so(isles, "contains", point(45, 45))
    assert is_so(isles, "within", polygon(box(39, 39, 52, 52)))
    assert not is_so(isles, "within", polygon(box(39, 39, 42, 42)))
    bow_tie = polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])
    assert is_so(bow_tie, "contains", point(0.2, 1))
    assert not is_so(bow_tie, "contains", point(1, 0.2))


def box_list(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [list(position) for position in box(west, south, east, north)]


def test_polygons_that_are_kept_are_bounded() -> None:
    for n in range(limits.shapes_kept_max + 5):
        assert is_so(polygon(box(0, 0, 2 + n / 1000, 2)), "contains", point(1, 1))
    assert geometry.kept_geometry.cache_info().currsize == limits.shapes_kept_max


def test_cells_nest() -> None:
    cell = cell_at(20.001, 10.001)
    assert len(cell) == 24
    assert cell_at(20.001, 10.0010001)[:20] == cell[:20]
    assert set(cells_around([cell])) == {cell[:length] for length in range(24)}
    assert 1 <= len(cells_of_shape(polygon(box(1.9, 46.1, 2.3, 46.6)))) <= cells_max


def test_cells_lose_no_candidate() -> None:
    numbers = random.Random(1)
    hits = 0
    for _ in range(300):
        longitude, latitude = numbers.uniform(-180, 180), numbers.uniform(-85, 85)
        size = 10 ** numbers.uniform(-3, 1)
        area = polygon(_square(longitude, latitude, size))
        beside = (_turned(longitude + numbers.uniform(-2, 2) * size), latitude + numbers.uniform(-0.4, 0.4) * size)
        other = polygon(_square(*beside, size))
        metres = size * 111_000 * numbers.uniform(0.2, 3)
        for stored in (area, point(longitude, latitude)):
            for question in (
                Question(relation="near", shapes=(point(*beside),), distance_m=metres),
                Question(relation="within", shapes=(other,)),
                Question(relation="intersects", shapes=(other,)),
                Question(relation="contains", shapes=(point(*beside),)),
            ):
                if matches(stored, question.as_text()):
                    hits += 1
                    assert _is_candidate(stored, question), (stored, question)
    assert hits > 300


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _square(longitude: float, latitude: float, size: float) -> Ring:
    south, north = max(-89.0, latitude - size), min(89.0, latitude + size)
    return box(_turned(longitude - size), south, _turned(longitude + size), north)


def _is_candidate(stored: str, question: Question) -> bool:
    """As the SQL finds it: in a cell asked for, or in one around these."""
    asked = cells_of_question(question)
    around = set(cells_around(asked))
    return any(cell in around or any(cell.startswith(each) for each in asked) for cell in cells_of_shape(stored))
