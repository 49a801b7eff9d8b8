"""Figures for Prometheus: gauges read from the database at scrape time, request counters of this process.

Several web processes answer one address, so the counters carry the process id and each scrape shows one process's
own: sum them by rate over `process`. Labels are route names, methods and status codes, never a path or a text.
"""

import os
import time
from collections.abc import Callable, Iterator

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from hospital_itsm.core import health

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger(__name__)


class RegisteredGauges(Collector):
    """Reads what the parts registered; a figure that cannot be read is left out of the scrape."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one gauge for each registered figure."""
        for name, (meaning, read) in health.gauges().items():
            try:
                value = read()
            except Exception as error:
                log.warning("metrics.gauge_failed", gauge=name, error=type(error).__name__)
                continue
            yield GaugeMetricFamily(name, meaning, value=value)


REGISTRY = CollectorRegistry()
REGISTRY.register(RegisteredGauges())
REQUESTS = Counter(
    "hospital_http_requests",
    "Requests answered.",
    ["process", "route", "method", "status"],
    registry=REGISTRY,
)
SECONDS = Histogram(
    "hospital_http_request_seconds", "Time to answer.", ["process", "route"], registry=REGISTRY
)

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestMetricsMiddleware:
    """Count every answer by its route."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        process, route = str(os.getpid()), _route(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(process, route, method, str(response.status_code)).inc()
        SECONDS.labels(process, route).observe(time.perf_counter() - began)
        return response


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "unknown"
