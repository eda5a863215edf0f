"""Meetings as files for calendars, and one to subscribe to."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum import permissions
from forum.documents.invitations import calendar
from forum.models import MeetingPage
from forum.views.invitations import visible_invitation


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
    meetings = MeetingPage.objects.visible_to(AnonymousUser()).order_by("starts_at")
    return _calendar(calendar.of_meetings(meetings, name=_("Meetings of the forum")), "kalender.ics")


def _calendar(content: bytes, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{filename}"'}
    return HttpResponse(content, content_type=f"{calendar.Method.PUBLISH.mime_type}; charset=utf-8", headers=headers)
