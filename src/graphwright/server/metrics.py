"""`/metrics`: what all workers counted, in Prometheus' text format."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphwright.server.options import Services


async def metrics(services: Services, request: Request) -> Response:
    """Sums over all workers; what other workers' engines counted is up to a second old."""
    # Here and not above: 15 ms of start-up that few processes need.
    from prometheus_client import CollectorRegistry  # noqa: PLC0415
    from prometheus_client.exposition import choose_encoder  # noqa: PLC0415

    from graphwright.server.metric_families import MetricFamilies  # noqa: PLC0415

    services.counters.publish(services.database.statistics())
    registry = CollectorRegistry()
    registry.register(MetricFamilies(services.counters.totals(), services.database.health()))
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(registry), headers={"content-type": content_type})
