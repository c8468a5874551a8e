"""The group `graph`: recursions and shortest paths over 10,000 stops and 130,000 roads at scale 1.

In: a scale factor. Out: quads, and the workloads. The same scale gives the same bytes. Does not know: servers, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from bench.literals import Variables
from bench.workloads import Inputs, Kind, Single

STOPS: Final = 10_000
"""At scale 1."""
ROADS_PER_STOP: Final = 13
FLOOR_SHARE: Final = 0.2
"""Least share of the throughput of numpy on edges that are in memory already: five times the time."""


def stops_at(scale: float) -> int:
    """How many stops there are."""
    return max(round(STOPS * scale), 2 * ROADS_PER_STOP)


def stop_key(number: int) -> str:
    return f"s{number:06d}"


def graph_quads(scale: float) -> Iterator[str]:
    """The stops and their roads, quad by quad, with line ends; a road has its length as a facet."""
    random = Random(f"graph {scale}")
    count = stops_at(scale)
    for number in range(count):
        stop = f"_:stop{number}"
        yield f'{stop} <dgraph.type> "Stop" .\n'
        yield f'{stop} <Stop.key> "{stop_key(number)}" .\n'
    for number in range(count):
        for other in sorted(random.sample(range(count), ROADS_PER_STOP)):
            # Lengths so fine that no two ways are as long.
            yield f"_:stop{number} <Stop.roads> _:stop{other} (km={random.uniform(1, 100):.9f}) .\n"


def _stop(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"from": stop_key(random.randrange(stops_at(inputs.facts.scale)))}


def _ends(random: Random, inputs: Inputs, _mark: str) -> Variables:
    first, second = random.sample(range(stops_at(inputs.facts.scale)), 2)
    return {"from": stop_key(first), "to": stop_key(second)}


GRAPH: tuple[Single, ...] = (
    Single(
        name="dql_recurse",
        title="DQL: @recurse, 4 levels (floor: numpy on edges in memory)",
        kind=Kind.READ,
        text="query q($from: string) { q(func: eq(Stop.key, $from)) @recurse(depth: 4) { Stop.key Stop.roads } }",
        make=_stop,
        is_dql=True,
        share=FLOOR_SHARE,
    ),
    Single(
        name="dql_shortest",
        title="DQL: shortest path by a facet, 130,000 edges (floor: numpy on edges in memory)",
        kind=Kind.READ,
        text="""query q($from: string, $to: string) {
  a as var(func: eq(Stop.key, $from)) b as var(func: eq(Stop.key, $to))
  shortest(from: uid(a), to: uid(b)) { Stop.roads @facets(km) }
}""",
        make=_ends,
        is_dql=True,
        share=FLOOR_SHARE,
    ),
)
