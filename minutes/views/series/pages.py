"""Minutes of several meetings together: as a page, and as one paper."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum.documents import FORMATS
from forum.services import limits
from minutes.archive.series import MOST, Asked, sum_up
from minutes.models import MinutesPage, content
from minutes.models.shown import Shown, shown_of
from minutes.reading import pages
from minutes.views.series.kept import Series, UndrawnError, ready

PER_PAGE = 5  # records with all their words on one page; what they decided stands on each for all of them
PAPERS_AN_HOUR = 600  # of one network; a page that waits for one asks every few seconds


@never_cache
@require_safe
def series(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    page = Paginator(asked.minutes, PER_PAGE).get_page(request.GET.get("page"))
    summed = sum_up(asked.minutes)
    context = {
        "asked": asked,
        "most": MOST,
        "summed": summed,
        "page_obj": page,
        "texts": [_text(one) for one in page],
        "downloads": [
            {"format": one.upper(), "url": _address("minutes:series-download", asked, one)} for one in FORMATS
        ],
    }
    return render(request, "minutes/archive/series/page.html", context)


@never_cache
@require_safe
def download(request: HttpRequest, format: str) -> HttpResponseBase:
    asked = _asked(request)
    if format not in FORMATS or not asked.minutes:
        raise Http404
    if not limits.count_request(request, "series", most=PAPERS_AN_HOUR):
        return render(request, "429.html", status=429)
    wanted = Series(asked, format)
    back = {"back_url": _address("minutes:series", asked), "back": _("Read the minutes on this site")}
    try:
        file = ready(wanted)
    except UndrawnError as error:
        return render(request, "forum/record/download_failed.html", {"reason": _(str(error)), **back}, status=503)
    if file is None:
        return render(request, "minutes/archive/series/waiting.html", back, status=202)
    return FileResponse(file, as_attachment=True, filename=f"himpunan-notula.{format}", content_type=FORMATS[format])


def _asked(request: HttpRequest) -> Asked:
    asked = Asked.read(request.GET, request.user)
    if not asked.is_known:
        raise Http404
    return asked


def _address(view: str, asked: Asked, *args: str) -> str:
    return f"{reverse(view, args=args)}?{asked.address}"


def _text(minutes: MinutesPage) -> dict[str, Any]:
    """The words of one record, as its own page shows them."""
    shown: Shown = shown_of(minutes)
    return {
        "minutes": minutes,
        "day": pages.day_of(minutes, shown.meeting),
        "place": shown.meeting.place,
        "came": pages.who_met(minutes, shown)[0],
        "discussion": [(block, pages.speaker(block, shown)) for block in content.discussion_of(minutes)],
        "inputs": pages.rows_of(minutes, "inputs", shown),
        "decisions": content.items_of(minutes, "decisions"),
    }
