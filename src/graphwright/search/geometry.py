"""Exact geometry: whether a stored shape is near, within, contains or intersects what is asked.

In: GeoJSON as stored and a `Question`. Out: an answer, and the cells where candidates are. Edges are straight lines of
longitude and latitude (RFC 7946, 3.1.1) that go the shorter way round the earth; distances are on a sphere.
Edges count as inside. Holes are holes. Does not know: SQL, GraphQL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, Literal

import orjson

from graphwright import limits
from graphwright.model.values import StoredValue
from graphwright.records import dataclass
from graphwright.search.cells import cell_at, cover, cover_box

# shapely is imported where it is needed: it takes 0.1 s, which stores with points alone need not pay.

earth_radius_m: Final = 6_371_000.0
_degrees_per_piece: Final = 1.0
"""Length of the pieces into which an edge is cut to measure the distance to it."""
_questions_kept: Final = 256
_turns_max: Final = 3
"""Turns round the earth, each way, that a polygon can take."""
position_digits: Final = 10
"""Of each of the three numbers of a position: one is 1.3 mm."""
_ball_size: Final = 10**position_digits
_three_numbers: Final = f"%0{position_digits}d" * 3
point_start: Final = '{"type":"Point","coordinates":'
"""Of a stored Point."""

Relation = Literal["near", "within", "contains", "intersects"]
Position = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a stored shape.

    Attributes:
        shapes: GeoJSON. The stored shape must stand in the relation to each of them.
        distance_m: For near.
    """

    relation: Relation
    shapes: tuple[str, ...]
    distance_m: float = 0.0

    def as_text(self) -> str:
        """As it goes through SQL to `matches`."""
        return orjson.dumps([self.relation, self.distance_m, *self.shapes]).decode()


def matches(stored: str, question: str) -> bool:
    """Whether a stored shape, GeoJSON, is what a question, as text, asks for."""
    return shape_test(question)(stored)


@lru_cache(maxsize=_questions_kept)
def shape_test(question: str) -> Callable[[str], bool]:
    """What `matches` does for one question."""
    relation, distance, *shapes = orjson.loads(question)
    tests = [_tests[relation](shape, distance) for shape in shapes]
    return tests[0] if len(tests) == 1 else lambda stored: all(test(stored) for test in tests)


def _near(asked: str, distance: float) -> Callable[[str], bool]:
    longitude, latitude = position_of(asked)
    metres_to = _metres_from((longitude, latitude))

    def test(stored: str) -> bool:
        if stored.startswith(point_start):
            return metres_to(position_of(stored)) <= distance
        import shapely  # noqa: PLC0415

        geometry = kept_geometry(stored)
        is_inside = shapely.intersects_xy(geometry, longitude, latitude)
        return bool(is_inside) or _metres_to_edges((longitude, latitude), geometry) <= distance

    return test


def _within(asked: str, _distance: float) -> Callable[[str], bool]:
    import shapely  # noqa: PLC0415

    area = geometry_of(asked)
    shapely.prepare(area)

    def test(stored: str) -> bool:
        if stored.startswith(point_start):
            return bool(shapely.intersects_xy(area, *position_of(stored)))
        return bool(shapely.covers(area, kept_geometry(stored)))

    return test


def _contains(asked: str, _distance: float) -> Callable[[str], bool]:
    import shapely  # noqa: PLC0415

    part = geometry_of(asked)
    return lambda stored: bool(shapely.covers(kept_geometry(stored), part))


def _intersects(asked: str, _distance: float) -> Callable[[str], bool]:
    import shapely  # noqa: PLC0415

    area = geometry_of(asked)
    shapely.prepare(area)
    return lambda stored: bool(shapely.intersects(area, kept_geometry(stored)))


_tests: Final[dict[str, Callable[[str, float], Callable[[str], bool]]]] = {
    "near": _near,
    "within": _within,
    "contains": _contains,
    "intersects": _intersects,
}


# ---- candidates -----------------------------------------------------------------------------------


def cells_of_shape(shape: StoredValue) -> list[str]:
    """The cells of a stored shape; behind that of a Point, which is the smallest there is, stand `digits_of` it."""
    assert isinstance(shape, str), "shapes are stored as GeoJSON"
    if shape.startswith(point_start):
        position = position_of(shape)
        return [cell_at(*position) + digits_of(position)]
    return cover(geometry_of(shape))


@lru_cache(maxsize=_questions_kept)
def cells_of_question(question: Question) -> Sequence[str]:
    """The cells that every stored shape with a positive answer meets."""
    # One of the shapes is enough, for each of them is asked for.
    asked = question.shapes[0]
    match question.relation:
        case "near":
            return _cells_around_position(position_of(asked), question.distance_m)
        case "contains":
            # What contains a shape contains each of its positions.
            return [cell_at(*_first_position(geometry_of(asked)))]
        case _:
            return cover(geometry_of(asked))


def _first_position(geometry: Any) -> Position:
    import shapely  # noqa: PLC0415

    coordinates = shapely.get_coordinates(geometry)
    return (float(coordinates[0][0]), float(coordinates[0][1])) if len(coordinates) else (0.0, 0.0)


def _cells_around_position(centre: Position, distance_m: float) -> Sequence[str]:
    """The cells of everything that is nearer to a position than a distance."""
    longitude, latitude = centre
    angle = distance_m / earth_radius_m * (1 + 1e-9) + 1e-12
    height = math.degrees(angle)
    south, north = latitude - height, latitude + height
    if south <= -90.0 or north >= 90.0:
        return cover_box(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    width = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(latitude))))
    west, east = longitude - width, longitude + width
    if west >= -180.0 and east <= 180.0:
        return cover_box(west, south, east, north)
    import shapely  # noqa: PLC0415

    return cover(_on_the_map(shapely.box(west, south, east, north)))


# ---- positions ------------------------------------------------------------------------------------


def digits_of(position: Position) -> str:
    """A position as three numbers of `position_digits` digits, one behind the other: a point of a ball in space."""
    return _three_numbers % tuple([min(number, _ball_size - 1) for number in _in_ball(position)])


def _in_ball(position: Position) -> tuple[float, float, float]:
    """In lengths of which the radius of the earth has half of `_ball_size`; all above 0."""
    longitude, latitude = math.radians(position[0]), math.radians(position[1])
    half, across = _ball_size / 2, math.cos(latitude)
    return (
        half + half * across * math.cos(longitude),
        half + half * across * math.sin(longitude),
        half + half * math.sin(latitude),
    )


@lru_cache(maxsize=_questions_kept)
def ball_of(question: str) -> tuple[float, float, float, float, float]:
    """What nearness to a position means for `digits_of` another, without any trigonometry.

    Returns:
        The position's three numbers, and two squares of the way straight through the earth: up to the first whoever
        is that far is surely near, from the second on surely not. Between them, 5 mm, `matches` has to tell.
    """
    _, distance, shape = orjson.loads(question)
    x, y, z = _in_ball(position_of(shape))
    way = _ball_size * math.sin(min(distance / (2 * earth_radius_m), math.pi / 2))
    # Digits are cut off: on average that is half of one.
    return x - 0.5, y - 0.5, z - 0.5, (way - 2.0) ** 2 if way > 2.0 else -1.0, (way + 2.0) ** 2


# ---- reading shapes -------------------------------------------------------------------------------


def position_of(point: str) -> Position:
    """Longitude and latitude of a Point, on the map: a latitude of 95 is 85 on the other side of the pole."""
    longitude, latitude = orjson.loads(point)["coordinates"]
    if -90.0 <= latitude <= 90.0 and -180.0 <= longitude <= 180.0:
        return longitude, latitude
    latitude = (latitude + 180.0) % 360.0 - 180.0
    if abs(latitude) > 90.0:
        latitude = math.copysign(180.0, latitude) - latitude
        longitude += 180.0
    return (longitude + 180.0) % 360.0 - 180.0, latitude


@lru_cache(maxsize=limits.shapes_kept_max)
def kept_geometry(shape: str) -> Any:
    """As `geometry_of`, remembered for the next question."""
    return geometry_of(shape)


def geometry_of(shape: str) -> Any:
    """A stored shape as a shapely geometry on the map."""
    import shapely  # noqa: PLC0415

    document = orjson.loads(shape)
    match document["type"]:
        case "Point":
            return shapely.Point(position_of(shape))
        case "Polygon":
            return _polygon(document["coordinates"])
        case _:
            return shapely.union_all([_polygon(rings) for rings in document["coordinates"]])


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> Any:
    import shapely  # noqa: PLC0415

    shell, *holes = [_unrolled(ring) for ring in rings]
    # Ten times as fast as shapely.Polygon, which looks at each position by itself.
    inner = [shapely.linearrings(_beside(hole, shell)) for hole in holes]
    polygon = shapely.polygons(shapely.linearrings(shell), holes=inner or None)
    return _on_the_map(polygon if polygon.is_valid else shapely.make_valid(polygon))


def _unrolled(ring: Sequence[Sequence[float]]) -> Sequence[Sequence[float]]:
    """A ring whose edges go the shorter way, its longitudes running on beyond 180; one round a pole goes over it."""
    longitudes, latitudes = zip(*ring, strict=True)
    west, east = min(longitudes), max(longitudes)
    if west >= -180.0 and east <= 180.0 and east - west <= 180.0 and min(latitudes) >= -90.0 and max(latitudes) <= 90.0:
        return ring  # nearly every one
    given = [_on_one_turn(longitude, latitude) for longitude, latitude in ring]
    positions = given[:1]
    for (before, _), (longitude, latitude) in pairwise(given):
        # An edge once round the earth is meant: it ends a band.
        turns = 0 if abs(longitude - before) == 360.0 else round((positions[-1][0] - longitude) / 360.0)
        positions.append((longitude + turns * 360.0, latitude))
    if abs(positions[-1][0] - positions[0][0]) > 180.0:
        pole = math.copysign(90.0, sum(latitude for _, latitude in positions))
        positions += [(positions[-1][0], pole), (positions[0][0], pole), positions[0]]
    return positions


def _on_one_turn(longitude: float, latitude: float) -> Position:
    if abs(longitude) > 180.0:
        longitude = math.remainder(longitude, 360.0)
    return float(longitude), max(-90.0, min(90.0, latitude))


def _beside(hole: Sequence[Sequence[float]], shell: Sequence[Sequence[float]]) -> list[Position]:
    """A hole on the same turn round the earth as its shell."""
    turns = round((_middle(shell) - _middle(hole)) / 360.0)
    return [(longitude + turns * 360.0, latitude) for longitude, latitude in hole]


def _middle(ring: Sequence[Sequence[float]]) -> float:
    longitudes = [longitude for longitude, _ in ring]
    return (min(longitudes) + max(longitudes)) / 2


def _on_the_map(geometry: Any) -> Any:
    """A geometry cut where it leaves longitudes -180 to 180, what is beyond put to the other side."""
    import shapely  # noqa: PLC0415
    from shapely.affinity import translate  # noqa: PLC0415

    if geometry.is_empty:
        return geometry
    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return geometry
    first, last = math.floor((west + 180.0) / 360.0), math.floor((east + 180.0) / 360.0)
    # More turns than that are no area but a riddle.
    shifted = [translate(geometry, turn * -360.0) for turn in range(max(first, -_turns_max), min(last, _turns_max) + 1)]
    the_map = shapely.box(-180.0, -90.0, 180.0, 90.0)
    return shapely.union_all([shapely.intersection(each, the_map) for each in shifted])


# ---- distances ------------------------------------------------------------------------------------


def metres_between(one: Position, other: Position) -> float:
    """The distance of two positions along the earth (haversine)."""
    return _metres_from(one)(other)


def _metres_from(one: Position) -> Callable[[Position], float]:
    """The distance of one position to others."""
    longitude, latitude = one[0], math.radians(one[1])
    shrinks = math.cos(latitude)
    sin, cos, radians = math.sin, math.cos, math.radians

    def metres_to(other: Position) -> float:
        other_latitude = radians(other[1])
        across = sin(radians(other[0] - longitude) / 2)
        up = sin((other_latitude - latitude) / 2)
        share = up * up + shrinks * cos(other_latitude) * across * across
        return 2 * earth_radius_m * math.asin(min(1.0, math.sqrt(share)))

    return metres_to


def _metres_to_edges(position: Position, geometry: Any) -> float:
    """The distance of a position to the nearest point on the edges of polygons."""
    import shapely  # noqa: PLC0415

    lines = shapely.get_parts(shapely.segmentize(shapely.boundary(geometry), _degrees_per_piece))
    return min((_metres_to_line(position, shapely.get_coordinates(line)) for line in lines), default=math.inf)


def _metres_to_line(position: Position, coordinates: Any) -> float:
    """As `_metres_to_edges`, of one line: the least distance to its pieces, each an arc of a great circle."""
    import numpy as np  # noqa: PLC0415

    vectors = _vectors(np.radians(coordinates))
    [here] = _vectors(np.radians(np.array([position])))
    starts, ends = vectors[:-1], vectors[1:]
    normals = np.cross(starts, ends)
    lengths = np.linalg.norm(normals, axis=1)
    is_beside = (np.cross(normals, starts) @ here > 0) & (np.cross(ends, normals) @ here > 0) & (lengths > 0)
    across = np.abs(np.arcsin(np.clip(normals[is_beside] @ here / lengths[is_beside], -1.0, 1.0)))
    to_corners = np.arctan2(np.linalg.norm(np.cross(vectors, here), axis=1), vectors @ here)
    least = min(float(to_corners.min()), float(across.min()) if len(across) else math.inf)
    return least * earth_radius_m


def _vectors(radians: Any) -> Any:
    """Unit vectors of (longitude, latitude) rows."""
    import numpy as np  # noqa: PLC0415

    longitudes, latitudes = radians[:, 0], radians[:, 1]
    return np.stack(
        [np.cos(latitudes) * np.cos(longitudes), np.cos(latitudes) * np.sin(longitudes), np.sin(latitudes)], axis=1
    )
