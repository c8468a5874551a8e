"""The step to format 4, on every kind of store; and nearness by the index beside nearness by the shapes."""

from __future__ import annotations

import random
from typing import Any, Final

import pytest

from graphwright import Database
from graphwright.search.geometry import Position, Question, ball_of, digits_of, matches
from graphwright.storage.catalog_store import prepare_store, read_catalog
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.open import open_storage

_schema: Final = "type Place { name: String! at: Point @search stops: [Point] @search area: Polygon @search }"
_old: Final = """{ queryPlace(filter: {or: [
  {at: {near: {coordinate: {longitude: 8.5, latitude: 47.4}, distance: 900}}}
  {stops: {near: {coordinate: {longitude: 9.5, latitude: 47.4}, distance: 900}}}
  {area: {near: {coordinate: {longitude: 1.0, latitude: 1.0}, distance: 10}}}
]}) { name } }"""


def _position(longitude: float, latitude: float) -> dict[str, float]:
    return {"longitude": longitude, "latitude": latitude}


def _point(position: Position) -> str:
    return f'{{"type":"Point","coordinates":[{position[0]},{position[1]}]}}'


def _near(position: Position, metres: float) -> str:
    return Question(relation="near", shapes=(_point(position),), distance_m=metres).as_text()


def _places() -> list[dict[str, Any]]:
    ring = [_position(0, 0), _position(2, 0), _position(2, 2), _position(0, 0)]
    stops = [_position(9.5, 47.4), _position(9.500001, 47.4), _position(-60, -30)]
    return [
        {"name": "near", "at": _position(8.501, 47.401)},
        {"name": "far", "at": _position(8.6, 47.401)},
        {"name": "stops", "stops": stops},
        {"name": "area", "area": {"coordinates": [{"points": ring}]}},
    ]


def _tokens(storage: Storage, connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {
        index.table: connection.rows(f'SELECT token, uid FROM "{index.table}" ORDER BY token, uid')
        for index in _indexes(storage, connection)
    }


def _indexes(storage: Storage, connection: Connection) -> list[Any]:
    catalog, _ = read_catalog(storage, connection)
    return [index for predicate in catalog.predicates.values() for index in predicate.indexes if index.table]


def test_the_cells_of_points_are_written_anew(shared_address: str) -> None:
    with Database.open(shared_address) as database:
        database.alter(_schema)
        added = database.graphql(
            "mutation($input: [AddPlaceInput!]!) { addPlace(input: $input) { numUids } }", {"input": _places()}
        )
        assert added["data"]["addPlace"]["numUids"] == len(_places())
        answer = database.graphql(_old)
        assert [place["name"] for place in answer["data"]["queryPlace"]] == ["near", "stops", "area"]
    storage = open_storage(shared_address)
    connection = storage.open_writer()
    try:
        written = _tokens(storage, connection)
        assert sum(len(rows) for rows in written.values()) > 4
        with storage.write_transaction(connection):
            for table, rows in written.items():
                connection.rows(f'DELETE FROM "{table}"')
                for token, uid in sorted({(token[:24], uid) for token, uid in rows}):
                    connection.rows(f"INSERT INTO \"{table}\" (token, uid) VALUES ('{token}', {uid})")
            connection.rows("UPDATE gw_state SET format = 3")
        assert _tokens(storage, connection) != written
        prepare_store(storage, connection)
        assert _tokens(storage, connection) == written
    finally:
        connection.close()
        storage.close()
    with Database.open(shared_address) as database:
        assert database.graphql(_old) == answer


@pytest.mark.parametrize("metres", [0.002, 3.0, 5_000.0, 9_000_000.0, 30_000_000.0])
def test_digits_tell_who_is_near_but_for_a_few_millimetres(metres: float) -> None:
    chance = random.Random(metres)
    told = 0
    for _ in range(500):
        asked = (chance.uniform(-180, 180), chance.uniform(-90, 90))
        step = metres / 111_195 * 1.5
        other = (asked[0] + chance.uniform(-step, step), max(-90.0, min(90.0, asked[1] + chance.uniform(-step, step))))
        question = _near(asked, metres)
        x, y, z, least, most = ball_of(question)
        digits = digits_of(((other[0] + 180) % 360 - 180, other[1]))
        assert len(digits) == 30
        apart = (int(digits[:10]) - x) ** 2 + (int(digits[10:20]) - y) ** 2 + (int(digits[20:]) - z) ** 2
        is_near = matches(_point(other), question)
        if not least < apart < most:
            assert is_near is bool(apart <= least)
            told += 1
    assert told > 450 or metres < 1


def test_near_answers_alike_by_the_index_and_without_one(address: str) -> None:
    """Around the date line and the poles too."""
    chance = random.Random("places")
    around = [(8.5, 47.4), (179.999, 10.0), (-179.999, -10.0), (0.0, 89.99), (77.0, -89.995)]
    positions = [
        (longitude + chance.uniform(-0.1, 0.1), max(-90.0, min(90.0, latitude + chance.uniform(-0.1, 0.1))))
        for longitude, latitude in around
        for _ in range(20)
    ]
    with Database.open(address) as database:
        database.alter("type Place { number: Int at: Point @search }")
        places = [{"number": n, "at": _position(*position)} for n, position in enumerate(positions)]
        database.graphql(
            "mutation($input: [AddPlaceInput!]!) { addPlace(input: $input) { numUids } }", {"input": places}
        )
        for longitude, latitude in around:
            for metres in (1.0, 4_000.0, 12_000.0, 40_000.0):
                near = {"coordinate": _position(longitude, latitude), "distance": metres}
                found = database.graphql(
                    "query($near: NearFilter!) { queryPlace(filter: {at: {near: $near}}) { number } }", {"near": near}
                )
                asked = _near((longitude, latitude), metres)
                expected = [n for n, position in enumerate(positions) if matches(_point(position), asked)]
                assert [place["number"] for place in found["data"]["queryPlace"]] == expected
