"""Whether the site answers, for whoever watches it from outside: yes or no, and no more."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database is asked as well; 503 if it does not answer. Without the cache every page still comes."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("Not ready: %s", type(error).__name__)
        return HttpResponse("no", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
