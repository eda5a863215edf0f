"""A decision of published minutes: its page and its excerpt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.documents import FORMATS, RenderError, downloads
from minutes.archive.structured import decision_data
from minutes.documents.excerpt import build_excerpt
from minutes.models import MinutesPage
from minutes.reading.decisions import OneDecision, decision_context, decision_of


@require_safe
def decision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The permanent address of a decision. It stays valid when pages are renamed or a later edition is published."""
    minutes, found = _found(request, pk, number)
    context = {**decision_context(minutes, found, request.user), "structured": decision_data(minutes, found)}
    return render(request, "minutes/decision.html", context)


@require_safe
def excerpt(request: HttpRequest, pk: int, number: int, format: str) -> HttpResponse:
    minutes, found = _found(request, pk, number)
    if format not in FORMATS:
        raise Http404
    try:
        made = downloads.file_of(build_excerpt(minutes, found), format)
    except RenderError as error:
        context = {"page": minutes, "reason": _(str(error)), "back": _("Read the minutes on this site")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    return downloads.hand_out(request, made, format, name=f"petikan-keputusan-{number}-{minutes.slug}")


def _found(request: HttpRequest, pk: int, number: int) -> tuple[MinutesPage, OneDecision]:
    minutes = get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)
    found = decision_of(minutes, number)
    if found is None:
        raise Http404
    return minutes, found
