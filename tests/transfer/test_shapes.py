"""Shapes in files: GeoJSON of RDF and of JSON, under a schema and without one, found by their index."""

from __future__ import annotations

from pathlib import Path

from graphwright import Database
from tests.stores import check_invariants
from tests.transfer.loading import asked, load, write

_schema = "type Site { name: String! @id, at: Point @search, area: Polygon @search }"
_rdf = """
_:a <dgraph.type> "Site" .
_:a <Site.name> "a" .
_:a <Site.at> "{'type':'Point','coordinates':[1.5,2]}"^^<geo:geojson> .
_:b <dgraph.type> "Site" .
_:b <Site.name> "b" .
_:b <Site.area> "{\\"type\\":\\"Polygon\\",\\"coordinates\\":[[[0,0],[2,0],[2,2],[0,0]]]}"^^<geo:geojson> .
_:b <elsewhere> "{'type':'Point','coordinates':[3,2]}"^^<geo:geojson> .
"""
_json = """[
  {"dgraph.type": "Site", "Site.name": "c", "Site.at": {"type": "Point", "coordinates": [-1.5, 2]}},
  {"dgraph.type": "Site", "Site.name": "d", "Site.at": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}
]"""


def test_geojson_of_rdf(database: Database, tmp_path: Path) -> None:
    database.alter(_schema)
    load(database, write(tmp_path, _rdf.lstrip()))
    sites = asked(
        database, "{ querySite(order: {asc: name}) { at { longitude } area { coordinates { points { latitude } } } } }"
    )
    latitudes = [{"latitude": 0}, {"latitude": 0}, {"latitude": 2}, {"latitude": 0}]
    assert sites["querySite"] == [
        {"at": {"longitude": 1.5}, "area": None},
        {"at": None, "area": {"coordinates": [{"points": latitudes}]}},
    ]
    check_invariants(database.storage)
    found = database.dql("{ q(func: has(elsewhere)) { elsewhere } }")
    assert found["data"] == {"q": [{"elsewhere": {"type": "Point", "coordinates": [3, 2]}}]}
    near = "{ querySite(filter: {at: {near: {distance: 10, coordinate: {longitude: 1.5, latitude: 2}}}}) { name } }"
    assert asked(database, near)["querySite"] == [{"name": "a"}]


def test_geojson_of_json_and_what_cannot_be_stored(database: Database, tmp_path: Path) -> None:
    database.alter(_schema)
    report = load(database, write(tmp_path, _json, "data.json"), skips_bad_lines=True)
    assert report.bad_line_count == 1
    sites = asked(database, "{ querySite(order: {asc: name}) { name at { longitude latitude } } }")
    assert sites["querySite"] == [
        {"name": "c", "at": {"longitude": -1.5, "latitude": 2}},
        {"name": "d", "at": None},
    ]
