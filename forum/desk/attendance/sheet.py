"""The attendance sheet: out on paper, back by typing who signed, and as a scan."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum import services
from forum.desk.attendance.door import arrivals_of, kept_meeting
from forum.documents import FORMATS, RenderError, downloads
from forum.documents.invitations.attendance_sheet import NOTICE, build_sheet
from forum.forms.meetings.attendance import SheetForm, SheetLine, sheet_lines
from forum.models import MeetingPage, Organisation, Presence, SignedSheet
from forum.reading.attendance import expected
from forum.reading.attendance.sheet import sheet_lines_of
from forum.services.attendance.recording import Arrival, Recorded


@never_cache
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """To be printed from the browser."""
    meeting = kept_meeting(request, pk)
    lines = sheet_lines_of(meeting)
    context = {"meeting": meeting, "lines": lines, "formats": FORMATS, "notice": NOTICE}
    return render(request, "forum/attendance/sheet.html", context)


@never_cache
@require_safe
def sheet_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """Drawn anew each time and kept nowhere: it is full of names."""
    meeting = kept_meeting(request, pk)
    if format not in FORMATS:
        raise Http404
    try:
        made = downloads.draw(build_sheet(meeting, sheet_lines_of(meeting)), format)
    except RenderError as error:
        messages.error(request, _(str(error)))
        return redirect("forum_sheet", pk)
    return downloads.hand_out(request, made, format, name=f"daftar-hadir-{meeting.slug}-{meeting.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed: ticks for those who were expected, lines for the others. All of it is recorded, or nothing."""
    meeting = kept_meeting(request, pk)
    data = request.POST if request.method == "POST" else None
    lines = sheet_lines(data)
    if data is None or "more" in data:
        return _typing(request, meeting, lines, data, status=200)
    filled = [line for line in lines if line.has_changed()]
    if not all(line.is_valid() for line in filled):
        return _typing(request, meeting, lines, data, status=422)
    arrivals = [*arrivals_of(meeting, data.getlist("who")), *(Arrival(**line.arrival) for line in filled)]
    try:
        by: Any = request.user
        recorded = services.check_in(meeting, arrivals, way=Presence.Way.PAPER, by=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _typing(request, meeting, lines, data, status=422)
    _say(request, recorded)
    return redirect("forum_door", pk)


def _typing(request: HttpRequest, meeting: MeetingPage, lines: list[SheetLine], data: Any, status: int) -> HttpResponse:
    guests = expected.guests_of(meeting, expected.presences_of(meeting))
    context = {
        "meeting": meeting,
        "guests": [guest for guest in guests if guest.presence is None],
        "lines": lines,
        "ticked": data.getlist("who") if data else [],
        "organisations": Organisation.objects.standing().values_list("name", flat=True),
        "sheets": meeting.signed_sheets.filter(removed_at=None).select_related("kept_by"),
        "scan": SheetForm(),
    }
    return render(request, "forum/desk/attendance/typing.html", context, status=status)


def _say(request: HttpRequest, recorded: list[Recorded]) -> None:
    new = sum(is_new for _presence, is_new in recorded)
    messages.success(request, ngettext("%d person is recorded.", "%d people are recorded.", new) % new)
    known = [str(presence) for presence, is_new in recorded if not is_new]
    if known:
        messages.warning(request, _("Already recorded before: %s") % "; ".join(known))


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, form = kept_meeting(request, pk), SheetForm(request.POST, request.FILES)
    if form.is_valid():
        by: Any = request.user
        services.keep_sheet(meeting, content=form.content, kind=form.kind, by=by)
        messages.success(request, _("The scan is kept. Only the secretariat can open it."))
    else:
        messages.error(request, " ".join(map(str, form.errors["file"])))
    return redirect("forum_sheet_typing", pk)


@never_cache
@require_safe
def scan(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse | FileResponse:
    kept = _kept(request, pk, sheet_pk)
    try:
        return FileResponse(kept.file.open(), as_attachment=True, filename=f"daftar-hadir-{pk}-{sheet_pk}.{kept.kind}")
    except OSError as error:
        raise Http404 from error


@require_POST
def remove(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    by: Any = request.user
    services.remove_sheet(_kept(request, pk, sheet_pk), by=by)
    messages.success(request, _("The scan is deleted."))
    return redirect("forum_sheet_typing", pk)


def _kept(request: HttpRequest, pk: int, sheet_pk: int) -> SignedSheet:
    return get_object_or_404(SignedSheet, pk=sheet_pk, meeting=kept_meeting(request, pk), removed_at=None)
