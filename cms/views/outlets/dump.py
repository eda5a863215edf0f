"""All that is public in one file, at an address that stays."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.reading.sharing import dump
from cms.services.dump import order_dump
from forum.services import limits

PER_HOUR = 20  # from one network


@never_cache
@require_safe
def about(request: HttpRequest) -> HttpResponseBase:
    """What is in it, how large it is and from when."""
    return render(request, "cms/information/dump.html", _context())


@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponseBase:
    """Something was taken away since it was made, or there is none yet: it is made anew first."""
    if not limits.count_request(request, "dump", most=PER_HOUR):
        return render(request, "429.html", status=429)
    found = _valid()
    if found is None:
        order_dump()
        found = _valid()
    if found is None:
        return render(request, "cms/information/dump.html", _context(), status=202)
    response = FileResponse(
        found.open(), as_attachment=True, filename="mufakat-data.zip", content_type="application/zip"
    )
    response["ETag"] = f'"{found.sha256}"'
    response["Link"] = f'<{settings.DATA_LICENSE}>; rel="license"'
    return response


def _context() -> dict[str, Any]:
    return {"dump": _valid(), "license": settings.DATA_LICENSE}


def _valid() -> dump.Dump | None:
    found = dump.newest()
    return found if found and found.is_valid else None
