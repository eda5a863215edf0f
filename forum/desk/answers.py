"""The secretariat's own pages in the admin: who answered an invitation, and the invitation to sign in."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from forum import permissions, services
from forum.models import InvitationPage, Person
from forum.reading.concerned import standing_answers
from forum.reading.deliveries import mailing_of
from forum.reading.notices import notices_of
from forum.reading.reminders import reminders_of


@never_cache
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answered, by name: nowhere else are registrations listed."""
    permissions.require(permissions.can_see_registrations(request.user))
    invitation = get_object_or_404(InvitationPage, pk=pk)
    given = list(invitation.rsvps.select_related("organisation__sector"))
    answered = standing_answers(invitation)
    rsvps = list(answered.values())
    registrations = list(invitation.registrations.select_related("sector"))
    coming = [one for one in registrations if one.confirmed_at and not one.cancelled_at]
    unconfirmed = [one for one in registrations if not one.confirmed_at]
    silent = invitation.invitees.exclude(organisation__in=answered).select_related("organisation")
    context = {
        "invitation": invitation,
        "mailing": mailing_of(invitation),
        "notices": notices_of(invitation),
        "reminders": reminders_of(invitation),
        "rsvps": rsvps,
        "earlier": [rsvp for rsvp in given if rsvp not in rsvps],
        "seats": sum(rsvp.attendees for rsvp in rsvps),
        "silent": silent,
        "registrations": [one for one in registrations if one.confirmed_at],
        "unconfirmed": unconfirmed,
        "coming": len(coming),
        "sectors": Counter(str(one.sector or _("not said")) for one in coming).most_common(),
    }
    return render(request, "forum/desk/answers.html", context)


@require_POST
def send_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more to those that did not get it."""
    permissions.require(permissions.can_manage_forum(request.user))
    invitation = get_object_or_404(InvitationPage, pk=pk)
    services.send_invitation(invitation, again=True, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The invitation is on its way to those that did not get it yet."))
    return redirect("forum_answers", invitation.pk)


@require_POST
def registrations_csv(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(InvitationPage, pk=pk)
    content = services.export_registrations(invitation, by=request.user)  # type: ignore[arg-type]
    # The mark at the start tells spreadsheets that it is UTF-8.
    response = HttpResponse(f"\ufeff{content}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pendaftaran-{invitation.pk}.csv"'
    return response


def invite_person(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    person = get_object_or_404(Person, pk=pk)
    if request.method == "POST":
        try:
            services.invite_person(person, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The link to choose a password is on its way to %s.") % person.email)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("person:edit", person.pk)
    return render(request, "forum/desk/invite_person.html", {"person": person})
