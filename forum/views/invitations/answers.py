"""The link in a mail: it opens the form for whoever has it, and only the button answers (mail programs open links)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum import permissions, services
from forum.documents import FORMATS
from forum.forms.invitations.answers import RsvpForm
from forum.models import AnswerLink, InvitationPage, MeetingPage, Organisation, Rsvp
from forum.reading.attendance.codes import code_alone
from forum.reading.invitations.letter import letter_of
from forum.reading.invitations.links import (
    RENEWABLE,
    Hindrance,
    answer_of,
    hindrance_for,
    hindrance_of,
    link_of,
    opens_letter,
)
from forum.reading.invitations.sent.delegations import delegation_of
from forum.reading.invitations.sent.materials import lines_for
from forum.reading.meetings.online import online_for_guest
from forum.services import limits

GUESSES_PER_HOUR = 30  # from one address; of links that are not known
KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of(token)
    if link is None:
        return unknown_link(request)
    if request.method != "POST" or hindrance_of(link):
        return _shown(request, link, token, form=RsvpForm(organisation=link.party))
    form = RsvpForm(request.POST, request.FILES, organisation=link.party)
    if form.is_valid():
        try:
            services.answer_by_link(link, **form.given)
            return without_address(redirect("forum:answer-link", token))
        except ValidationError as error:
            link = link_of(token) or link  # somebody may have used it meanwhile
            form.add_error(None, error)
    return _shown(request, link, token, form=form)


@never_cache
@require_POST
def answer_link_renew(request: HttpRequest, token: str) -> HttpResponse:
    """The same answer whether one went out or not, and no word of where it goes."""
    link = link_of(token)
    if link is None:
        return unknown_link(request)
    services.renew_link(link)
    messages.success(request, _("If the invitation still holds, a new link is on its way to the same address."))
    return without_address(redirect("forum:answer-link", token))


def unknown_link(request: HttpRequest) -> HttpResponse:
    """Guessed ones, of which an address has few. Whoever has a real link is let in from there all the same: a whole
    town may stand behind one address of a mobile network."""
    if limits.count_request(request, "answer-links", most=GUESSES_PER_HOUR):
        raise Http404
    return without_address(render(request, "forum/invitations/answers/too_many.html", status=429))


def _shown(request: HttpRequest, link: AnswerLink, token: str, form: RsvpForm) -> HttpResponse:
    """The form, or why the link does not answer."""
    meeting, hindrance, rsvp = link.invitation.meeting, hindrance_of(link), answer_of(link)
    letter = letter_of(link.invitation, with_meeting=meeting is None or meeting.live)
    reads = opens_letter(link)
    context = {
        **letter,
        **(_taken_away(link, token, rsvp, letter["meeting"]) if reads else {}),
        "token": token,
        "page": link.invitation,
        "organisation": link.party,
        "is_person": link.person is not None,
        "delegation": getattr(rsvp, "delegation", None) if link.person else None,
        "rsvp": rsvp,
        "form": None if hindrance else form,
        "hindrance": hindrance,
        "tells": reads or hindrance is None or hindrance in RENEWABLE,
        "can_renew": hindrance in RENEWABLE and link.address and not hindrance_for(link),
    }
    status = _status(request, hindrance) if hindrance else 422 if form.errors else 200
    return without_address(render(request, "forum/invitations/answers/by_link.html", context, status=status))


def _taken_away(link: AnswerLink, token: str, rsvp: Rsvp | None, meeting: MeetingPage | None) -> dict[str, Any]:
    """What is there beside the answer, for who may open no other page: letter, calendar's file, code at the door."""
    comes = rsvp is not None and rsvp.answer != Rsvp.Answer.NO
    return {
        "reads": True,
        "downloads": [
            {"format": format.upper(), "url": reverse("forum:answer-link-letter", args=[token, format])}
            for format in FORMATS
        ],
        "calendar_url": reverse("forum:answer-link-calendar", args=[token]) if meeting else "",
        "materials": lines_for(link.invitation, [link.party]),
        "code": code_alone(link.invitation, link.person) if link.person and comes else None,
        "online": online_for_guest(meeting) if meeting and link.person else None,
    }


def _status(request: HttpRequest, hindrance: Hindrance) -> int:
    """Who sends the form of a spent link meant to answer, and must not believe to have done so."""
    if hindrance == Hindrance.SPENT:
        return 409 if request.method == "POST" else 200
    return 410


def without_address(response: HttpResponse) -> HttpResponse:
    """Nothing that is fetched from this page hears its address. Not `no-referrer`: then browsers would not say where
    the form comes from either, and Django would refuse it."""
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def mandate(request: HttpRequest, pk: int, organisation_id: int) -> HttpResponseBase:
    """The letter by which an organisation sends somebody, as a file to take away and never to be opened in the page."""
    invitation = get_object_or_404(InvitationPage, pk=pk)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    delegation = delegation_of(invitation, organisation)
    if not permissions.can_see_delegation(request.user, organisation) or not (delegation and delegation.mandate):
        raise Http404
    kind = delegation.mandate_kind
    name = f"mandat-{organisation.slug}-{invitation.pk}.{kind}"
    return FileResponse(delegation.mandate.open(), as_attachment=True, filename=name, content_type=KINDS[kind])
