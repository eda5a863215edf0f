"""Editions of published minutes beside the public one: earlier ones, and the internal one with all its words."""

from typing import Any, TypeVar

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.documents import FORMATS, RenderError, downloads
from minutes import permissions
from minutes.documents import data, kept_bundles, paper
from minutes.documents.bundle import bundle_of
from minutes.models import Edition, MinutesPage
from minutes.reading import pages
from minutes.reading.corrections.changes import changes_between
from minutes.reading.editions import edition_after, text_of_edition

Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
def edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An earlier edition as it was, and what the next one changed. The newest one has its own address."""
    minutes = _published(request, pk)
    if number == minutes.edition:
        return redirect(minutes.get_url(request))
    found = _edition(minutes, number)
    text = text_of_edition(found)
    context = {
        **pages.record_of(text, request.user, edition=number),
        "page": minutes,
        "edition": found,
        "changes": changes_between(text, edition_after(minutes, found)),
        "downloads": _downloads("minutes:edition-download", pk, number),
    }
    return render(request, "minutes/edition.html", context)


@require_safe
def edition_download(request: HttpRequest, pk: int, number: int, format: str) -> HttpResponse:
    minutes = _published(request, pk)
    found = _edition(minutes, number)
    text = text_of_edition(found)
    if format == "json":
        return downloads.hand_out_data(data.build_edition_data(found, text), name=_name(text, number))
    return _paper(request, text, format, name=_name(text, number))


@require_safe
def internal(request: HttpRequest, pk: int) -> HttpResponse:
    """The public edition with all its words, for whoever was circulated them."""
    text = _internal(request, pk)
    context = {
        **pages.record_of(text, request.user, edition=text.edition),
        "page": text,
        "is_internal": True,
        "downloads": _downloads("minutes:internal-download", pk),
    }
    return _private(render(request, "minutes/edition.html", context))


@require_safe
def internal_download(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    text = _internal(request, pk)
    name = f"{text.kind}-{text.slug}-internal"
    if format == "json":
        return _private(downloads.hand_out_data(data.build_data(text), name=name))
    return _private(_paper(request, text, format, name=name))


@require_safe
def bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole meeting as a ZIP, of what this reader may read; while a large one is made, how far that is."""
    minutes = _published(request, pk)
    asked = bundle_of(minutes, request.user)
    file = kept_bundles.ready(asked, minutes, request.user)
    if file is None:
        context = {"page": minutes, "done": kept_bundles.progress_of(asked), "all": len(asked.parts)}
        return _private(render(request, "forum/record/download_waiting.html", context, status=202))
    name = f"rapat-{minutes.held_meeting.slug}.zip"
    return _private(FileResponse(file, as_attachment=True, filename=name, content_type="application/zip"))


def _published(request: HttpRequest, pk: int) -> MinutesPage:
    return get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)


def _edition(minutes: MinutesPage, number: int) -> Edition:
    """Of an earlier number: the newest is read at its own address."""
    found = get_object_or_404(minutes.editions, number=number, number__lt=minutes.edition)
    found.minutes = minutes
    return found


def _internal(request: HttpRequest, pk: int) -> MinutesPage:
    minutes = _published(request, pk)
    if not permissions.can_read_internal(request.user, minutes):
        raise Http404
    minutes.blackouts = None
    return minutes


def _private(response: Response) -> Response:
    response["Cache-Control"] = "private, no-store"
    return response


def _downloads(view: str, *key: int) -> list[dict[str, Any]]:
    return [{"format": one.upper(), "url": reverse(view, args=[*key, one])} for one in (*FORMATS, "json")]


def _paper(request: HttpRequest, text: MinutesPage, format: str, *, name: str) -> HttpResponse:
    if format not in FORMATS:
        raise Http404
    try:
        made = downloads.file_of(paper.build_minutes(text), format)
    except RenderError as error:
        context = {"page": text, "reason": _(str(error)), "back": _("Read the minutes on this site")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    return downloads.hand_out(request, made, format, name=name)


def _name(text: MinutesPage, number: int) -> str:
    return f"{text.kind}-{text.slug}-edisi-{number}"
