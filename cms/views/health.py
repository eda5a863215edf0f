"""Whether the site answers, for whoever watches it from outside: yes or no, and no more."""

import logging
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Database and cache are asked as well; 503 if one does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        mark = uuid4().hex
        cache.set(f"ready-{mark}", mark, 5)
        answers = cache.get(f"ready-{mark}") == mark
    except Exception as error:
        log.warning("Not ready: %s", type(error).__name__)
        answers = False
    return HttpResponse("ok" if answers else "no", status=200 if answers else 503, content_type="text/plain")
