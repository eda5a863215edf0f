"""Citizens register for an open meeting: find what this reader may see, ask a service, say what happened."""

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum import permissions, services
from forum.forms.invitations.registrations import RegistrationForm, form_of
from forum.models import InvitationPage, MeetingPage, Registration
from forum.models.typed import clean_line
from forum.reading.invitations.places import list_moves, places_of, position_of
from forum.reading.meetings.online import online_for_guest
from forum.services import limits

log = logging.getLogger(__name__)
REGISTRATIONS_PER_HOUR = 30  # from one address: a village office may register many, a program registers more
LONGEST_ADDRESS = 254
SENT = "registration-sent"  # marks the message that stands in place of the form


def registering(
    invitation: InvitationPage, request: HttpRequest, form: RegistrationForm | None = None
) -> dict[str, Any]:
    """What stands where one registers: that it was sent, that nothing is free, or the form; for a place or, where all
    are taken, for the waiting list."""
    places = places_of(invitation)
    full = places.are_taken_for(form.group) if form else places.are_all_taken
    moves = list_moves(invitation)
    waits = full and moves
    return {
        "registration": form.again(waits=waits) if form else form_of(invitation, waits=waits),
        "sent": next((one for one in messages.get_messages(request) if SENT in one.tags), None),
        "places": places,
        "waits": waits,
        "list_moves": moves,
        "is_full": places.are_all_taken and not waits,
        "position": invitation.registrations.waiting().count() + 1 if waits else 0,
    }


@require_POST
def registration_make(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(InvitationPage.objects.visible_to(request.user), pk=pk)
    permissions.require(invitation.is_open)
    form = form_of(invitation, request.POST)
    if form.is_from_program:
        return _sent(request, invitation)
    if not limits.count_request(request, "registrations", most=REGISTRATIONS_PER_HOUR):
        log.warning("Invitation %s: more than %s registrations an hour from one network", pk, REGISTRATIONS_PER_HOUR)
        form.add_error(None, _("Too many registrations from this address. Try again in an hour, or call the contact."))
        return _again(request, invitation, form, status=429)
    if form.is_valid():
        try:
            services.register(invitation, **form.told())
            return _sent(request, invitation)
        except ValidationError as error:
            form.add_error(None, error)
    return _again(request, invitation, form, status=422)


def _sent(request: HttpRequest, invitation: InvitationPage) -> HttpResponse:
    """The same answer for a new address, a known one and a program: nobody learns who is registered."""
    address = clean_line(request.POST.get("email", ""))[:LONGEST_ADDRESS]
    text = _("A link is on its way to %(address)s. Open it within 24 hours: only then your registration counts.")
    messages.success(request, text % {"address": address}, extra_tags=SENT)
    return redirect(f"{invitation.get_url(request)}#daftar")


def _again(request: HttpRequest, invitation: InvitationPage, form: RegistrationForm, *, status: int) -> HttpResponse:
    """The invitation once more, with what has to be corrected; a closed one has no form."""
    context = invitation.get_context(request)
    if not invitation.is_closed and invitation.live:
        context |= registering(invitation, request, form)
    return render(request, invitation.template, context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: opening it takes no place (mail programs do that), the button does. Later it says how
    things stand."""
    registration = _of_link(token)
    if registration is None:
        return _unknown(request)
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            registration = services.confirm_registration(registration)
        except ValidationError as error:
            context["problem"] = error.messages[0]
    status = 422 if "problem" in context else 200
    return render(request, "forum/registrations/confirm.html", {**context, **_told(registration)}, status=status)


def _told(registration: Registration) -> dict[str, Any]:
    """How things stand, and what the button would do now."""
    meeting, invitation = _meeting_known(registration), registration.invitation
    told = {"registration": registration, "state": registration.state, "meeting": meeting}
    told["online"] = online_for_guest(meeting) if meeting else None
    if registration.is_waiting:
        return {**told, "position": position_of(registration), "list_moves": list_moves(invitation)}
    if registration.state == Registration.State.ASKED:
        waits = places_of(invitation).are_taken_for(registration.seat)
        return {**told, "waits": waits, "position": invitation.registrations.waiting().count() + 1}
    return told


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: opening it changes nothing (mail programs do that), the button does."""
    registration = _of_link(token)
    if registration is None:
        return _unknown(request)
    if request.method == "POST":
        registration = services.cancel_registration(registration)
    meeting = _meeting_known(registration)
    context = {"registration": registration, "online": online_for_guest(meeting) if meeting else None}
    return render(request, "forum/registrations/cancel.html", context)


def _meeting_known(registration: Registration) -> MeetingPage | None:
    """For whoever has a place, as far as they may know of the meeting."""
    invitation, has_place = registration.invitation, registration.state == Registration.State.CONFIRMED
    meeting = invitation.meeting if has_place and invitation.live else None
    return meeting if meeting and permissions.can_public_know(meeting) else None


def _of_link(token: str) -> Registration | None:
    return Registration.objects.select_related("invitation").filter(token=token).first()


def _unknown(request: HttpRequest) -> HttpResponse:
    """Mistyped, invented, or deleted since it was not used in time: which, nobody is told."""
    return render(request, "forum/registrations/unknown.html", status=404)
