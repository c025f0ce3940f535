"""What happens here, as Prometheus reads it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.pool import Pool

PATHS = ("sparql", "id", "static", "queries", "health", "metrics")
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Counts requests by path and status, and how long they take; and the workers."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(self)
        self.requests = Counter(
            "kg_requests", "Requests answered.", ("path", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "kg_request_seconds",
            "How long an answer took.",
            ("path",),
            registry=self.registry,
            buckets=SECONDS,
        )

    def collect(self) -> Iterator[Metric]:
        """Yields what is so at this moment."""
        yield GaugeMetricFamily("kg_workers", "Worker processes.", len(self.pool.alive))
        yield GaugeMetricFamily("kg_workers_busy", "Worker processes that work.", self.pool.busy)
        ended = CounterMetricFamily("kg_workers_ended", "Workers ended before their time.", labels=["cause"])
        for cause in ("timeout", "crash", "abandoned"):
            ended.add_metric([cause], self.pool.ended[cause])
        yield ended

    def text(self) -> bytes:
        return generate_latest(self.registry)


class Counted:
    """Counts each request that passes."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begin, status = time.perf_counter(), 500

        async def send_and_look(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        first = scope["path"].split("/")[1]
        path = f"/{first}" if first in PATHS or not first else "other"
        try:
            await self.app(scope, receive, send_and_look)
        finally:
            self.metrics.requests.labels(path, status).inc()
            self.metrics.seconds.labels(path).observe(time.perf_counter() - begin)
