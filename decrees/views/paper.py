"""A version on paper, to comment with a pen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from decrees.documents.position_sheet import Sheet
from decrees.reading.lookup import visible_version
from forum.models import ForumSettings


@require_safe
def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = visible_version(request, pk, number)
    context = {
        "page": version.decree,
        "version": version,
        "sheet": Sheet(version, version.rounds.first()),
        "local": ForumSettings.for_request(request),
    }
    return render(request, "decrees/paper/print.html", context)
