"""Addresses outside the page tree: downloads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.documents import FORMATS, RenderError, downloads
from minutes.documents import data, paper
from minutes.models import MinutesPage


def _published(request: HttpRequest, pk: int) -> MinutesPage:
    return get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)


@require_safe
def download(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    minutes = _published(request, pk)
    if format == "json":
        return downloads.hand_out_data(data.build_data(minutes), name=_file_name(minutes))
    if format not in FORMATS:
        raise Http404
    try:
        made = downloads.file_of(paper.build_minutes(minutes), format)
    except RenderError as error:
        context = {"page": minutes, "reason": _(str(error)), "back": _("Read the minutes on this site")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    return downloads.hand_out(request, made, format, name=_file_name(minutes))


def _file_name(minutes: MinutesPage) -> str:
    return f"{minutes.kind}-{minutes.slug}"
