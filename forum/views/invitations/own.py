"""What somebody who was invited without a login takes away by the link in the mail: the letter, and a calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum.documents import FORMATS, RenderError, downloads
from forum.documents.invitations import calendar
from forum.documents.invitations.letter import build_letter
from forum.models import AnswerLink, InvitationPage
from forum.reading.invitations.links import link_of, opens_letter
from forum.views.invitations.answers import unknown_link, without_address


@never_cache
@require_safe
def own_letter(request: HttpRequest, token: str, format: str) -> HttpResponse:
    link = link_of(token)
    if link is None:
        return unknown_link(request)
    if format not in FORMATS:
        raise Http404
    invitation = _opened(link)
    try:
        made = downloads.file_of(build_letter(invitation, with_meeting=_is_told(link)), format)
    except RenderError as error:
        back = {"back": _("Back to the invitation"), "back_url": reverse("forum:answer-link", args=[token])}
        context = {"page": invitation, "reason": _(str(error)), **back}
        return without_address(render(request, "forum/record/download_failed.html", context, status=503))
    return without_address(downloads.hand_out(request, made, format, name=f"surat-{invitation.slug}-{invitation.pk}"))


@never_cache
@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of(token)
    if link is None:
        return unknown_link(request)
    content = calendar.of_invitation(_opened(link), alone=True) if _is_told(link) else None
    if content is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="undangan.ics"'}
    mime_type = f"{calendar.Method.PUBLISH.mime_type}; charset=utf-8"
    return without_address(HttpResponse(content, content_type=mime_type, headers=headers))


def _opened(link: AnswerLink) -> InvitationPage:
    if not opens_letter(link):
        raise Http404
    return link.invitation


def _is_told(link: AnswerLink) -> bool:
    meeting = link.invitation.meeting
    return meeting is None or meeting.live
