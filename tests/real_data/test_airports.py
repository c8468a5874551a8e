"""examples/airports: the route graph answers what plain Python works out from the two files."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphwright
from tests.real_data.conftest import DATA, ROOT, data_file, example

Rows = list[dict[str, str]]


def rows_of(name: str) -> Rows:
    with data_file(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def airports() -> Rows:
    return rows_of("airports.csv")


@pytest.fixture(scope="module")
def routes() -> Rows:
    return rows_of("flights-airport.csv")


@pytest.fixture(scope="module")
def database(airports: Rows, routes: Rows) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as opened:
        counts = example("airports/load_airports.py").load_airports(opened, DATA)
        assert counts == (len(airports), len(routes)) == (3376, 5366)
        yield opened


def test_every_airport_comes_out_as_it_stands_in_the_file(database: graphwright.Database, airports: Rows) -> None:
    data = database.graphql("{ queryAirport { iata name city state { code } country latitude longitude } }")["data"]
    found = {airport["iata"]: airport for airport in data["queryAirport"]}
    assert len(found) == len(airports)
    for row in airports:
        assert found[row["iata"]] == {
            "iata": row["iata"],
            "name": row["name"],
            "city": None if row["city"] == "NA" else row["city"],
            "state": None if row["state"] == "NA" else {"code": row["state"]},
            "country": row["country"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
        }


def test_the_busiest_airports(database: graphwright.Database, airports: Rows, routes: Rows) -> None:
    city = {row["iata"]: row["city"] for row in airports}
    flights: Counter[str] = Counter()
    departures: Counter[str] = Counter()
    for route in routes:
        departures[route["origin"]] += 1
        flights[route["origin"]] += int(route["count"])
        flights[route["destination"]] += int(route["count"])
    busiest = sorted(flights, key=lambda iata: (-flights[iata], iata))[:10]
    expected = [(iata, city[iata], departures[iata], flights[iata]) for iata in busiest]
    assert example("airports/questions.py").busiest_airports(database, first=10) == expected
    assert expected[0][:2] == ("ATL", "Atlanta")


def test_the_busiest_routes(database: graphwright.Database, routes: Rows) -> None:
    busiest = sorted(routes, key=lambda route: -int(route["count"]))[:5]
    found = example("airports/questions.py").busiest_routes(database, first=5)
    assert [(start[-4:-1], end[-4:-1], flights) for start, end, flights in found] == [
        (route["origin"], route["destination"], int(route["count"])) for route in busiest
    ]


@pytest.mark.parametrize("start", ["SFO", "ABE", "ATL"])
def test_where_one_gets_with_one_change(database: graphwright.Database, routes: Rows, start: str) -> None:
    leads_to = defaultdict(set)
    for route in routes:
        leads_to[route["origin"]].add(route["destination"])
    direct = leads_to[start]
    beyond = set().union(*(leads_to[iata] for iata in direct)) - direct - {start}
    reach = example("airports/questions.py").reach_from(database, start)
    assert (reach.direct, reach.one_change) == (direct - {start}, beyond)
    assert len(beyond) > 100


def test_the_states_with_the_most_routes(database: graphwright.Database, airports: Rows, routes: Rows) -> None:
    state = {row["iata"]: row["state"] for row in airports if row["state"] != "NA"}
    airport_count = Counter(state.values())
    with_routes = defaultdict(set)
    route_count: Counter[str] = Counter()
    flights: Counter[str] = Counter()
    for route in routes:
        code = state.get(route["origin"])
        if code is not None:
            with_routes[code].add(route["origin"])
            route_count[code] += 1
            flights[code] += int(route["count"])
    expected = [
        (code, airport_count[code], len(with_routes[code]), route_count[code], flights[code])
        for code in sorted(route_count, key=lambda code: (-route_count[code], code))[:10]
    ]
    assert example("airports/questions.py").states_by_routes(database, first=10) == expected


def test_both_ends_of_a_route_agree(database: graphwright.Database, routes: Rows) -> None:
    data = database.graphql(
        "{ queryAirport(filter: {has: arrivals}) { iata arrivals { key } arrivalsAggregate { count flightsMax } } }"
    )["data"]
    arriving = defaultdict(list)
    for route in routes:
        arriving[route["destination"]].append(route)
    assert len(data["queryAirport"]) == len(arriving)
    for airport in data["queryAirport"]:
        expected = arriving[airport["iata"]]
        keys = {f"{route['origin']}-{route['destination']}" for route in expected}
        assert {route["key"] for route in airport["arrivals"]} == keys
        most = max(int(route["count"]) for route in expected)
        assert airport["arrivalsAggregate"] == {"count": len(expected), "flightsMax": most}


def test_the_scripts_run_as_the_manual_says(tmp_path: Path) -> None:
    data_file("airports.csv")
    folder, store = ROOT / "examples" / "airports", str(tmp_path / "airports.db")
    loading = [sys.executable, str(folder / "load_airports.py"), str(DATA), "--store", store]
    loaded = subprocess.run(loading, check=True, capture_output=True, text=True)
    assert loaded.stdout.startswith("3,376 airports and 5,366 routes in ")
    asking = [sys.executable, str(folder / "questions.py"), "SFO", "--store", store]
    asked = subprocess.run(asking, check=True, capture_output=True, text=True)
    assert asked.stdout.endswith("From SFO: 74 airports directly, 224 more with one change\n")
