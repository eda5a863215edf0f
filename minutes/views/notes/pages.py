"""One address for whoever takes notes and whoever follows them; without a script each line is a form."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.models import MeetingPage, Organisation
from forum.permissions import can_view_page
from forum.reading.attendance.totals import delegations_of, guests_present
from forum.services import limits
from minutes import permissions
from minutes.forms.notes import lines_from_form, lines_from_script
from minutes.models import ConfirmedAttendance
from minutes.reading import notes as reading
from minutes.services import notes as services


def meeting_known(request: HttpRequest, pk: int) -> MeetingPage:
    """That notes are taken of a meeting is known to whoever knows of it."""
    meeting = get_object_or_404(MeetingPage, pk=pk)
    if not (meeting.live and can_view_page(request.user, meeting)):
        raise Http404
    return meeting


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    if _is_cut_off(request):
        return JsonResponse({}, status=401)
    meeting = meeting_known(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        return _write(request, meeting)
    permissions.require(permissions.can_follow_notes(request.user, meeting))
    return _show(request, meeting)


def _is_cut_off(request: HttpRequest) -> bool:
    """The page's script sends lines, and the session has ended: they wait in the browser."""
    return request.headers.get("X-Requested-With") == "fetch" and not request.user.is_authenticated


def _show(request: HttpRequest, meeting: MeetingPage, *, typed: Any = None, status: int = 200) -> HttpResponse:
    board = reading.board_of(meeting)
    takes = permissions.can_take_notes(request.user, meeting)
    delegations, public = delegations_of(meeting)
    context = {
        "meeting": meeting,
        "board": board,
        "sections": board.sections,
        "takes": takes,
        "public": public,
        "guests": guests_present(meeting),
        "present": _present(meeting, delegations),
        "own": permissions.organisations_present(request.user, meeting),
        "organisations": board.directory.organisations if takes else [],
        "token": uuid.uuid4(),
        "typed": typed,
    }
    return render(request, "minutes/notes/page.html", context, status=status)


def _present(meeting: MeetingPage, delegations: list[Any]) -> list[tuple[Organisation, int, bool]]:
    """Who is there, how many, and whether they say so, too."""
    confirmed = set(ConfirmedAttendance.objects.filter(meeting=meeting).values_list("organisation", "people"))
    return [(one.organisation, one.people, (one.organisation.pk, one.people) in confirmed) for one in delegations]


def _write(request: HttpRequest, meeting: MeetingPage) -> HttpResponse:
    by_script = "lines" in request.POST
    if by_script and request.POST.get("reader") != str(request.user.pk):
        # Somebody else has signed in on this device: what waits there is not theirs to send.
        return JsonResponse({}, status=409)
    lines = lines_from_script(request.POST["lines"]) if by_script else lines_from_form(request.POST)
    try:
        services.write_notes(meeting, lines.written, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        lines.refused |= {str(one.token): " ".join(error.messages) for one in lines.written}
    if by_script:
        saved = [str(one.token) for one in lines.written if str(one.token) not in lines.refused]
        frames = reading.missed_frame(meeting, reading.TAKING, after=_seen(request.POST.get("after", "")))
        return JsonResponse({"saved": saved, "refused": lines.refused, "frames": frames})
    if lines.refused:
        messages.error(request, next(iter(lines.refused.values())))
        return _show(request, meeting, typed=request.POST, status=422)
    return redirect(reverse("minutes:notes", args=[meeting.pk]) + f"#acara-{request.POST.get('item', '')}")


@never_cache
@require_safe
def row(request: HttpRequest, pk: int, row: uuid.UUID) -> HttpResponse:
    """One row to be changed, without a script."""
    meeting = meeting_known(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    permissions.require(permissions.can_take_notes(request.user, meeting))
    board = reading.board_of(meeting)
    found = next((one for one in board.shown(board.rows) if one.key == str(row) and one.lines), None)
    if found is None:
        raise Http404
    return render(request, "minutes/notes/edit.html", {"meeting": meeting, "row": found, "token": uuid.uuid4()})


@never_cache
@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """JSON {"seq", "frames", "reload"}, as of every live page."""
    meeting = meeting_known(request, pk)
    if not permissions.can_follow_notes(request.user, meeting):
        raise Http404
    most = settings.REPLAYS_PER_ADDRESS
    if most and not limits.count_request(request, "replays", most=most, within=limits.MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.MINUTE)})
    after = _seen(request.GET.get("after", ""))
    channel = reading.TAKING if permissions.can_take_notes(request.user, meeting) else reading.FOLLOWING
    frames = reading.missed_frame(meeting, channel, after=after)
    seq = max((frame["seq"] for frame in frames), default=after)
    return JsonResponse({"seq": seq, "frames": frames, "reload": False}, headers={"Date": http_date()})


def _seen(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 18 else 0


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: "we are here, as recorded"."""
    meeting = meeting_known(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    permissions.require(permissions.can_follow_notes(request.user, meeting))
    chosen = request.POST.get("organisation")
    own = permissions.organisations_present(request.user, meeting)
    organisation = next((one for one in own if str(one.pk) == chosen), None)
    permissions.require(organisation is not None)
    services.confirm_attendance(meeting, organisation=organisation, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Thank you. It is recorded that your organisation is here."))
    return redirect("minutes:notes", pk=pk)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the draft of the minutes, which is then open in the editor."""
    meeting = meeting_known(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    try:
        taken = services.take_notes(meeting, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("minutes:notes", pk=pk)
    messages.success(request, _said(taken))
    return redirect("wagtailadmin_pages:edit", taken.minutes.pk)


def _said(taken: services.Taken) -> str:
    if not (taken.added or taken.updated):
        return _("The minutes have all of the notes already.")
    new = ngettext(
        "%d line of the notes is new in the minutes.", "%d lines of the notes are new in the minutes.", taken.added
    )
    changed = ngettext("%d was brought up to date.", "%d were brought up to date.", taken.updated)
    said = [(new, taken.added), (changed, taken.updated)]
    return " ".join(words % count for words, count in said if count)
