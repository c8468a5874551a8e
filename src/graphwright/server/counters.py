"""Counters of all workers, in one piece of memory that they share.

In: one record per request, the engine's statistics once a second. Out: sums over all workers. Does not
know: Prometheus' text format, HTTP.

A scrape reaches one worker, any of them, and must tell of all. prometheus_client's own answer for several
processes is a folder of memory-mapped files, chosen by an environment variable before its import, which
costs 4.2 µs per request (one counter, one histogram). Here the parent maps anonymous shared memory before
it forks; each worker adds to its own slot of it (0.6 µs), nobody locks, nothing is left behind on disk, and
a restarted worker goes on in the slot of the one that died.
"""

from __future__ import annotations

import math
import mmap
import time
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from graphwright.engine.requests import Statistics
from graphwright.records import dataclass

ENDPOINTS: Final = (
    "graphql",
    "admin",
    "admin_schema",
    "admin_schema_validate",
    "alter",
    "query",
    "mutate",
    "commit",
    "grpc",
    "state",
    "keywords",
    "health",
    "probe",
    "metrics",
    "permissions",
    "home",
    "unknown",
)
OUTCOMES: Final = ("answered", "refused", "failed")
"""Refused: what the client sent was not executed. Failed: our fault (5xx)."""
BUCKETS_S: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the latency histogram, in seconds; one more bucket holds what is slower."""
STATISTICS: Final = ("requests", "plan_hits", "plan_misses", "database_s", "moved_to_thread", "commits")
"""Fields of `engine.requests.Statistics` that are summed."""

_OUTCOMES: Final = {name: index for index, name in enumerate(OUTCOMES)}
_SUM: Final = len(OUTCOMES) + len(BUCKETS_S) + 1
_ENDPOINT_CELLS: Final = _SUM + 1
_STATISTICS_START: Final = len(ENDPOINTS) * _ENDPOINT_CELLS
_STARTS: Final = _STATISTICS_START + len(STATISTICS)
_SLOT_CELLS: Final = _STARTS + 1
_ENDPOINT_STARTS: Final = {name: index * _ENDPOINT_CELLS for index, name in enumerate(ENDPOINTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointTotals:
    """What all workers counted at one endpoint; `buckets` are not cumulative, the last is what is slower."""

    outcomes: dict[str, float]
    buckets: tuple[float, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What all workers counted."""

    endpoints: dict[str, EndpointTotals]
    statistics: dict[str, float]
    worker_starts: float


class Counters:
    """The counters of one worker, and the sums of all. Make it before the fork, `attach` after it."""

    def __init__(self, slots: int = 1) -> None:
        self._slots = slots
        self._cells = memoryview(mmap.mmap(-1, slots * _SLOT_CELLS * 8)).cast("d")
        self._base = 0
        self._published = Statistics()

    def attach(self, slot: int) -> None:
        """Says which worker this is; called in it, once."""
        assert 0 <= slot < self._slots, f"no slot {slot}"
        self._base = slot * _SLOT_CELLS
        self._cells[self._base + _STARTS] += 1

    def record(self, endpoint: str, outcome: str, started: float) -> None:
        """One request, which began at `started` (of `time.perf_counter`)."""
        seconds = time.perf_counter() - started
        cells, start = self._cells, self._base + _ENDPOINT_STARTS[endpoint]
        cells[start + _OUTCOMES[outcome]] += 1
        cells[start + len(OUTCOMES) + bisect_left(BUCKETS_S, seconds)] += 1
        cells[start + _SUM] += seconds

    def publish(self, statistics: Statistics) -> None:
        """Adds what this worker's engine counted since the last time."""
        for index, name in enumerate(STATISTICS):
            grown = getattr(statistics, name) - getattr(self._published, name)
            self._cells[self._base + _STATISTICS_START + index] += grown
        self._published = statistics

    def totals(self) -> Totals:
        """The sums over all workers."""
        cells = self._cells.tolist()
        sums = [math.fsum(cells[index::_SLOT_CELLS]) for index in range(_SLOT_CELLS)]
        return Totals(
            endpoints={
                name: _endpoint_totals(sums[start : start + _ENDPOINT_CELLS])
                for name, start in _ENDPOINT_STARTS.items()
            },
            statistics=dict(zip(STATISTICS, sums[_STATISTICS_START:_STARTS], strict=True)),
            worker_starts=sums[_STARTS],
        )


def _endpoint_totals(cells: Sequence[float]) -> EndpointTotals:
    return EndpointTotals(
        outcomes=dict(zip(OUTCOMES, cells, strict=False)),
        buckets=tuple(cells[len(OUTCOMES) : _SUM]),
        seconds=cells[_SUM],
    )
