"""What is measured, as Prometheus' metric families: names, help texts, types.

In: `counters.Totals`, `Health`. Out: families. Does not know: where the numbers come from, HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from graphwright.engine.requests import Health
from graphwright.server.counters import BUCKETS_S, Totals

_STATISTICS: Final = {
    "plan_hits": ("graphwright_plan_cache_hits", "Requests whose plan was in the cache."),
    "plan_misses": ("graphwright_plan_cache_misses", "Requests whose plan had to be compiled."),
    "database_s": ("graphwright_database_seconds", "Seconds spent in the database."),
    "moved_to_thread": ("graphwright_moved_to_thread", "Reads that were over their budget in the event loop."),
    "commits": ("graphwright_commits", "Committed transactions."),
    "requests": ("graphwright_engine_requests", "Requests that reached the engine, from any side."),
}


class MetricFamilies(Collector):
    """One scrape."""

    def __init__(self, totals: Totals, health: Health) -> None:
        self._totals = totals
        self._health = health

    def collect(self) -> Iterator[Metric]:
        yield self._requests()
        yield self._seconds()
        for name, (metric, text) in _STATISTICS.items():
            yield CounterMetricFamily(metric, text, value=self._totals.statistics[name])
        yield CounterMetricFamily(
            "graphwright_worker_starts", "Workers started, restarted ones included.", value=self._totals.worker_starts
        )
        yield GaugeMetricFamily(
            "graphwright_catalog_version", "Version of the catalog of the store.", value=self._health.catalog_version
        )
        yield GaugeMetricFamily(
            "graphwright_indexing", "Indexes that are being built.", value=len(self._health.indexing)
        )

    def _requests(self) -> Metric:
        family = CounterMetricFamily(
            "graphwright_http_requests", "Requests by endpoint and outcome.", labels=["endpoint", "outcome"]
        )
        for endpoint, totals in self._totals.endpoints.items():
            for outcome, count in totals.outcomes.items():
                family.add_metric([endpoint, outcome], count)
        return family

    def _seconds(self) -> Metric:
        family = HistogramMetricFamily(
            "graphwright_http_request_seconds", "Seconds from the headers to the answer.", labels=["endpoint"]
        )
        bounds = [*(str(bound) for bound in BUCKETS_S), "+Inf"]
        for endpoint, totals in self._totals.endpoints.items():
            cumulative = list(zip(bounds, accumulate(totals.buckets), strict=True))
            family.add_metric([endpoint], cumulative, totals.seconds)
        return family
