"""Meetings as files for calendars, and one to subscribe to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forum import permissions, services
from forum.documents.invitations import calendar
from forum.models import CalendarAddress, MeetingPage, Organisation
from forum.models.pages import absolute_reverse
from forum.reading.meetings.pages import meetings_of
from forum.views.invitations.pages import visible_invitation


@require_safe
def invitation_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = visible_invitation(request, pk)
    content = calendar.of_invitation(invitation)
    if content is None or not permissions.can_know_meeting(request.user, invitation):
        raise Http404
    return _calendar(content, "undangan.ics")


@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(MeetingPage.objects.visible_to(request.user), pk=pk)
    return _calendar(calendar.of_meeting(meeting), "rapat.ics")


@require_safe
def forum_calendar(request: HttpRequest) -> HttpResponse:
    """To subscribe to: calendar programs do not sign in, so it holds what everybody may see."""
    meetings = MeetingPage.objects.visible_to(AnonymousUser()).in_calendars()
    return _calendar(calendar.of_meetings(meetings, name=_("Meetings of the forum")), "kalender.ics")


@require_safe
def organisation_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """What everybody may see of the meetings of one organisation: at its house, organised with it, or it is invited."""
    organisation = get_object_or_404(Organisation, pk=pk)
    meetings = meetings_of(organisation).visible_to(AnonymousUser()).in_calendars()
    name = _("Meetings of %(organisation)s") % {"organisation": organisation.label}
    return _calendar(calendar.of_meetings(meetings, name=name), "kalender.ics")


@never_cache
@require_safe
def personal_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """All that the owner of the address may read today."""
    address = get_object_or_404(CalendarAddress.objects.select_related("user"), token=token, user__is_active=True)
    meetings = MeetingPage.objects.visible_to(address.user).in_calendars()
    return _calendar(calendar.of_meetings(meetings, name=_("My meetings")), "kalender.ics")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar_address(request: HttpRequest) -> HttpResponse:
    """Whoever signs in sees the secret address of their calendar, and makes another one."""
    if request.method == "POST":
        services.renew_calendar_address(by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("This is the address of your calendar from now on."))
        return redirect("forum:calendar-address")
    known = CalendarAddress.objects.filter(user=request.user.pk).first()
    url = absolute_reverse("forum:personal-calendar", known.token) if known else ""
    return render(request, "forum/meetings/calendar_address.html", {"calendar_url": url})


def _calendar(content: bytes, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{filename}"'}
    return HttpResponse(content, content_type=f"{calendar.Method.PUBLISH.mime_type}; charset=utf-8", headers=headers)
