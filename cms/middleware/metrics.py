"""How many requests there are, how long they take, and how long of it the database."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Of pages that were kept, of files of the site, and of what was refused before an address was looked up.
NO_ROUTE = "-"

REQUESTS = Counter("mufakat_requests", "Answers by the name of the address.", ["route", "method", "status"])
SECONDS = Histogram(
    "mufakat_request_seconds",
    "How long an answer took.",
    ["route", "method"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
QUERIES = Counter("mufakat_database_queries", "Statements of requests to the database.", ["route"])
DATABASE_SECONDS = Counter("mufakat_database_seconds", "How long requests waited for the database.", ["route"])


class MetricsMiddleware:
    """Labels are names of addresses as they stand in urls.py, never what somebody asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_ARE_SHARED:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        watch, began = Stopwatch(), time.perf_counter()
        with connection.execute_wrapper(watch):
            response = self.get_response(request)
        match = request.resolver_match
        route = match.view_name if match else NO_ROUTE
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(route, method, response.status_code).inc()
        SECONDS.labels(route, method).observe(time.perf_counter() - began)
        QUERIES.labels(route).inc(watch.times)
        DATABASE_SECONDS.labels(route).inc(watch.seconds)
        return response


class Stopwatch:
    """Stands around each statement."""

    def __init__(self) -> None:
        self.times, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.times += 1
            self.seconds += time.perf_counter() - began
