"""Asks the store of load_airports.py about the route graph: `python questions.py [FROM] [--store airports.db]`.

Each question is one GraphQL request; sums over several nodes and sets of airports are made in Python.
Out: tables.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import graphwright

Row = tuple[Any, ...]


def ask(database: graphwright.Database, query: str, **variables: object) -> dict[str, Any]:
    """The data of a query that must not fail."""
    answer = database.graphql(query, variables)
    if "errors" in answer:
        raise SystemExit(answer["errors"][0]["message"])
    data: dict[str, Any] = answer["data"]
    return data


def busiest_airports(database: graphwright.Database, first: int = 10) -> list[Row]:
    """The airports with the most flights, both ways: code, city, routes from there, flights."""
    data = ask(
        database,
        """
        {
          queryAirport(filter: {has: departures, or: {has: arrivals}}) {
            iata city
            departuresAggregate { count flightsSum }
            arrivalsAggregate { flightsSum }
          }
        }
        """,
    )
    rows: list[Row] = [
        (
            airport["iata"],
            airport["city"],
            airport["departuresAggregate"]["count"],
            (airport["departuresAggregate"]["flightsSum"] or 0) + (airport["arrivalsAggregate"]["flightsSum"] or 0),
        )
        for airport in data["queryAirport"]
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))[:first]


@dataclass(frozen=True, slots=True)
class Reach:
    """The airports that one can get to, by their codes."""

    direct: frozenset[str]
    one_change: frozenset[str]
    """Not direct, but with one change."""


def reach_from(database: graphwright.Database, iata: str) -> Reach:
    """Where flights from an airport lead, without and with one change; the airport itself is left out."""
    data = ask(
        database,
        """
        query($iata: String!) {
          getAirport(iata: $iata) {
            departures { destination { iata departures { destination { iata } } } }
          }
        }
        """,
        iata=iata,
    )
    if data["getAirport"] is None:
        raise SystemExit(f"there is no airport {iata}")
    nearby = [route["destination"] for route in data["getAirport"]["departures"]]
    direct = frozenset(airport["iata"] for airport in nearby)
    beyond = {route["destination"]["iata"] for airport in nearby for route in airport["departures"]}
    return Reach(direct=direct - {iata}, one_change=frozenset(beyond - direct - {iata}))


def states_by_routes(database: graphwright.Database, first: int = 10) -> list[Row]:
    """The states from which most routes begin: code, airports, of these with routes, routes, flights."""
    data = ask(
        database,
        "{ queryState { code airportsAggregate { count } airports(filter: {has: departures}) "
        "{ departuresAggregate { count flightsSum } } } }",
    )
    rows: list[Row] = []
    for state in data["queryState"]:
        departures = [airport["departuresAggregate"] for airport in state["airports"]]
        routes = sum(aggregate["count"] for aggregate in departures)
        flights = sum(aggregate["flightsSum"] for aggregate in departures)
        rows.append((state["code"], state["airportsAggregate"]["count"], len(departures), routes, flights))
    return sorted(rows, key=lambda row: (-row[3], row[0]))[:first]


def busiest_routes(database: graphwright.Database, first: int = 5) -> list[Row]:
    """The routes with the most flights: from, to, flights."""
    data = ask(
        database,
        """
        query($first: Int!) {
          queryRoute(order: {desc: flights}, first: $first) {
            origin { iata city } destination { iata city } flights
          }
        }
        """,
        first=first,
    )
    return [(_shown_airport(r["origin"]), _shown_airport(r["destination"]), r["flights"]) for r in data["queryRoute"]]


def _shown_airport(airport: dict[str, Any]) -> str:
    return f"{airport['city'] or '?'} ({airport['iata']})"


def print_table(title: str, heads: Row, rows: Iterable[Row]) -> None:
    """A table with columns as wide as their widest cell."""
    lines = [tuple(map(_shown, row)) for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for line in lines:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or "-")


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask questions about the airports in a store.")
    parser.add_argument("start", nargs="?", default="SFO", metavar="FROM")
    parser.add_argument("--store", default="airports.db")
    words = parser.parse_args()
    with graphwright.open(words.store) as database:
        reach = reach_from(database, words.start)
        print_table("Busiest airports", ("airport", "city", "routes", "flights"), busiest_airports(database))
        print_table("Busiest routes", ("from", "to", "flights"), busiest_routes(database))
        print_table(
            "States with the most routes",
            ("state", "airports", "with routes", "routes", "flights"),
            states_by_routes(database),
        )
    print(f"\nFrom {words.start}: {len(reach.direct)} airports directly, {len(reach.one_change)} more with one change")


if __name__ == "__main__":
    main()
