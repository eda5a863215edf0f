"""Whether the site answers, for whoever watches it from outside: yes or no, and no more. Numbers for whom they are."""

import ipaddress
import logging

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST

from cms.reading.health import metrics
from cms.stores import maintenance

log = logging.getLogger(__name__)


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database is asked as well; 503 if it does not answer, or while the site is worked on. Without the cache every
    page still comes."""
    if maintenance.current():
        return HttpResponse("no", status=503, content_type="text/plain")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("Not ready: %s", type(error).__name__)
        return HttpResponse("no", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def numbers(request: HttpRequest) -> HttpResponse:
    """For Prometheus, if a token or networks are set; each that is set must be right. Else there is no such address."""
    named = settings.METRICS_TOKEN or settings.METRICS_NETWORKS
    if not named or not _has_token(request) or not _is_near(request):
        raise Http404
    return HttpResponse(metrics.numbers(), content_type=CONTENT_TYPE_LATEST)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return not settings.METRICS_TOKEN or constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


def _is_near(request: HttpRequest) -> bool:
    if not settings.METRICS_NETWORKS:
        return True
    try:
        address = ipaddress.ip_address(_address(request))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)


def _address(request: HttpRequest) -> str:
    """Where no proxy is trusted and one stands there all the same, its address would be everybody's: so nobody's."""
    if "X-Forwarded-For" in request.headers and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return ""
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""
