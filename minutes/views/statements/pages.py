"""What one organisation said in minutes: as a page, as a table and as a paper."""

import csv
import io
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum.documents import FORMATS
from forum.models import Organisation
from forum.models.typed.spreadsheets import csv_text
from forum.services import limits
from minutes.archive.spoken import Spoken, table_of
from minutes.archive.statements import statements_context
from minutes.views.series.kept import UndrawnError, ready
from minutes.views.statements.paper import SpokenPaper

FILES_AN_HOUR = 600  # of one network; a page that waits for one asks every few seconds


@require_safe
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Of an organisation that was entered twice there is one page."""
    organisation = get_object_or_404(Organisation.objects.select_related("sector"), pk=pk)
    if organisation.merged_into_id:
        return redirect("minutes:statements", organisation.merged_into_id, permanent=True)
    context = statements_context(organisation, request)
    asked = Spoken(organisation, request.user, context["year"], context["words"])
    files = [{"format": one.upper(), "url": _address(asked, one)} for one in (*FORMATS, "csv")]
    return render(request, "minutes/archive/statements.html", {**context, "downloads": files})


@never_cache
@require_safe
def download(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
    """What the page shows this reader with the same year and words, all of it."""
    organisation = get_object_or_404(Organisation.objects.select_related("sector"), pk=pk, merged_into=None)
    asked = Spoken.read(request.GET, organisation, request.user)
    if format not in (*FORMATS, "csv"):
        raise Http404
    if not limits.count_request(request, "statements", most=FILES_AN_HOUR):
        return render(request, "429.html", status=429)
    return _csv(asked) if format == "csv" else _paper(request, asked, format)


def _csv(asked: Spoken) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows([csv_text(cell) for cell in row] for row in table_of(asked))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(asked)}.csv"'
    response["Link"] = f'<{settings.DATA_LICENSE}>; rel="license"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _paper(request: HttpRequest, asked: Spoken, format: str) -> HttpResponseBase:
    if not asked.newest:
        raise Http404
    address = f"{reverse('minutes:statements', args=[asked.organisation.pk])}?{asked.address}"
    back: dict[str, Any] = {"back_url": address, "back": _("Read it on this site")}
    try:
        file = ready(SpokenPaper(asked, format))
    except UndrawnError as error:
        return render(request, "forum/record/download_failed.html", {"reason": _(str(error)), **back}, status=503)
    if file is None:
        return render(request, "minutes/archive/series/waiting.html", back, status=202)
    name = f"{_name(asked)}.{format}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[format])


def _name(asked: Spoken) -> str:
    return f"pernyataan-{asked.organisation.slug}"


def _address(asked: Spoken, format: str) -> str:
    address = reverse("minutes:statements-download", args=[asked.organisation.pk, format])
    return f"{address}?{asked.address}" if asked.address else address
