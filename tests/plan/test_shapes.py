"""Filters on shapes as SQL: found by their cells, tested exactly, one plan for shapes of any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.ir.dump import dump_ir
from graphwright.model.caller import Caller
from graphwright.plan.reading import plan_read
from graphwright.plan.scope import Environment
from tests.golden.artefacts import PostgresWithoutServer

WITHIN = """query($area: PolygonRef!) {
  querySite(filter: {at: {within: {polygon: $area}}}) {
    at { lat: latitude }
    area { coordinates { points { longitude } } }
  }
}"""


def box(corners: int) -> dict[str, Any]:
    points = [{"longitude": 20 + n / 10, "latitude": 10 + n % 2} for n in range(corners)]
    return {"coordinates": [{"points": [*points, points[0]]}]}


@pytest.fixture
def database() -> Iterator[Database]:
    with Database.open(":memory:") as opened:
        opened.alter("type Site { name: String! @id  at: Point @search  area: Polygon @search }")
        yield opened


def planned(database: Database) -> Any:
    request = GraphqlRequest(query=WITHIN, variables={"area": box(4)})
    compiler = database.compiler
    return compiler.compile(compiler.text(request), request, Caller())


def test_the_meaning(database: Database) -> None:
    lines = dump_ir(planned(database).plan.read.query).splitlines()
    assert [line.strip() for line in lines[1:]] == [
        "querySite: [Site] of type Site",
        "where Site.at within by point $2 (within of a shape)",
        "at: Site.at, Point",
        "lat: latitude",
        "area: Site.area, Polygon",
        "coordinates: each of",
        "points: each of",
        "longitude: longitude",
    ]


def test_cells_are_looked_up(database: Database) -> None:
    text = planned(database).plan.read.statement.text
    reader = database.storage.open_reader()
    explained = " ".join(str(row[-1]) for row in reader.rows(f"EXPLAIN QUERY PLAN {text}", (None,) * text.count("?")))
    assert "USING PRIMARY KEY (token>? AND token<?)" in explained
    assert "USING PRIMARY KEY (token=?)" in explained
    assert "SCAN tokens" not in explained


def test_it_compiles_for_a_database_without_our_functions(database: Database) -> None:
    environment = database.compiler.loaded.environment
    elsewhere = Environment(environment.catalog, environment.tables, PostgresWithoutServer())
    statement = plan_read(planned(database).plan.read.query, elsewhere).statement
    text = statement.text
    assert "graphwright_shape_matches" not in text
    assert len(statement.verified) == 1, "what passes is found before"
    assert "json_array_elements" in text


def test_polygons_of_any_size_share_a_plan(database: Database) -> None:
    for corners in (3, 4, 500):
        assert database.graphql(WITHIN, {"area": box(corners)}) == {"data": {"querySite": []}}
    assert database.statistics().plan_hits == 2
