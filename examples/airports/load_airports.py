"""Loads airports and routes into a store: `python load_airports.py [FOLDER] [--store airports.db]`.

In: a folder with airports.csv (3,376 airports) and flights-airport.csv (5,366 routes), as vega-datasets has
them. Out: a store with the types of schema.graphql. Running it again writes the same nodes once more, not twice.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import graphwright

FOLDER: Final = Path(__file__).parent
DATA: Final = FOLDER.parents[2] / "shared" / "data"
BATCH: Final = 1_000
ADD_AIRPORTS: Final = "mutation($nodes: [AddAirportInput!]!) { addAirport(input: $nodes, upsert: true) { numUids } }"
ADD_ROUTES: Final = "mutation($nodes: [AddRouteInput!]!) { addRoute(input: $nodes, upsert: true) { numUids } }"


def load_airports(database: graphwright.Database, folder: Path) -> tuple[int, int]:
    """Gives a store the schema, the airports and the routes; returns how many of each there are."""
    database.alter((FOLDER / "schema.graphql").read_text(encoding="utf-8"))
    airports = [airport_input(row) for row in rows_of(folder / "airports.csv")]
    routes = [route_input(row) for row in rows_of(folder / "flights-airport.csv")]
    add(database, ADD_AIRPORTS, airports)
    add(database, ADD_ROUTES, routes)
    return len(airports), len(routes)


def rows_of(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file; its first line names the columns."""
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def airport_input(row: dict[str, str]) -> dict[str, Any]:
    """A row as `AddAirportInput`; "NA" stands for what is not known."""
    airport: dict[str, Any] = {
        "iata": row["iata"],
        "name": row["name"],
        "country": row["country"],
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
    }
    if row["city"] != "NA":
        airport["city"] = row["city"]
    if row["state"] != "NA":
        airport["state"] = {"code": row["state"]}
    return airport


def route_input(row: dict[str, str]) -> dict[str, Any]:
    """A row as `AddRouteInput`, which refers to its airports by key."""
    return {
        "key": f"{row['origin']}-{row['destination']}",
        "origin": {"iata": row["origin"]},
        "destination": {"iata": row["destination"]},
        "flights": int(row["count"]),
    }


def add(database: graphwright.Database, mutation: str, nodes: list[dict[str, Any]]) -> None:
    """Adds nodes in batches; each batch is written as a whole or not at all."""
    for start in range(0, len(nodes), BATCH):
        answer = database.graphql(mutation, {"nodes": nodes[start : start + BATCH]})
        if "errors" in answer:
            raise SystemExit(f"rows {start + 1} and following: {answer['errors'][0]['message']}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Load airports and routes into a store.")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--store", default="airports.db")
    words = parser.parse_args()
    begun = time.perf_counter()
    with graphwright.open(words.store) as database:
        airports, routes = load_airports(database, words.folder)
    print(f"{airports:,} airports and {routes:,} routes in {words.store} after {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
