"""The secretariat's own pages in the admin: who answered an invitation, and the invitation to sign in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum import permissions, services
from forum.documents.invitations.messages import invitation_text, messages_of
from forum.forms.invitations.answers import RecordedAnswerForm
from forum.models import InvitationPage, InvitedPerson, Organisation, Person, Rsvp
from forum.models.invitations import Party, whom
from forum.reading.invitations.answers import PERSON, State, counts, lines_of
from forum.reading.invitations.deliveries import mailing_of
from forum.reading.invitations.notices import notices_of
from forum.reading.invitations.planned import progress_of
from forum.reading.invitations.registrations import public_of
from forum.reading.invitations.reminders import reminders_of

LONGEST_KEY = 18
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answered, by name: nowhere else are registrations listed."""
    permissions.require(permissions.can_see_registrations(request.user))
    return _shown(request, get_object_or_404(InvitationPage, pk=pk))


def _shown(request: HttpRequest, invitation: InvitationPage, **more: Any) -> HttpResponse:
    lines = lines_of(invitation)
    wanted = request.GET.get("keadaan", "")
    rsvps = [line.answer for line in lines if line.answer]
    context = {
        "invitation": invitation,
        "lines": [line for line in lines if wanted in ("", line.state)],
        "states": counts(lines),
        "wanted": wanted,
        "all": len(lines),
        "can_write": invitation.live and not invitation.is_closed,
        "waiting": any(line.state in (State.WAITING, State.REFUSED) for line in lines),
        "mailing": mailing_of(invitation),
        "progress": progress_of(invitation),
        "texts": messages_of(invitation),
        "notices": notices_of(invitation),
        "reminders": reminders_of(invitation),
        "rsvps": rsvps,
        "silent": [line for line in lines if line.is_invited and not line.answer],
        "earlier": [
            one for one in invitation.rsvps.select_related("organisation__sector", "person") if one not in rsvps
        ],
        "seats": sum(one.attendees for one in rsvps if one.answer in Rsvp.COMING),
        "public": public_of(invitation, state=request.GET.get("pendaftaran", "")),
        **more,
    }
    return render(request, "forum/desk/invitations/answers/page.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done with the chosen ones: their addresses to copy, or the letter once more."""
    permissions.require(permissions.can_manage_forum(request.user))
    invitation = get_object_or_404(InvitationPage, pk=pk)
    keys = set(request.POST.getlist("organisation"))
    chosen = [line for line in lines_of(invitation) if line.value in keys]
    if not chosen:
        messages.error(request, _("Choose at least one."))
    elif "addresses" in request.POST:
        addresses = dict.fromkeys(address for line in chosen for address in line.addresses)
        return _shown(request, invitation, addresses=", ".join(addresses), chosen=keys)
    else:
        _send_again(request, invitation, [line.party for line in chosen])
    return redirect("forum_answers", invitation.pk)


def _send_again(request: HttpRequest, invitation: InvitationPage, organisations: list[Party]) -> None:
    try:
        many = services.repeat_invitation(invitation, organisations=organisations, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    told = ngettext("It is on its way to %d of those invited.", "It is on its way to %d of those invited.", many) % many
    messages.success(request, told)


def _invited(invitation: InvitationPage, of: str) -> Party:
    """By what the lines of the list send (`Line.value`)."""
    model: Any = InvitedPerson if of.startswith(PERSON) else Organisation
    key = of.removeprefix(PERSON)
    if not key.isdecimal() or len(key) > LONGEST_KEY:
        raise Http404
    found: Party = get_object_or_404(model.objects.filter(invitations__invitation=invitation).distinct(), pk=key)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """An answer that came by phone, letter, message or in person."""
    permissions.require(permissions.can_manage_forum(request.user))
    invitation = get_object_or_404(InvitationPage, pk=pk)
    organisation = _invited(invitation, of)
    given = invitation.rsvps.filter(**whom(organisation)).last()
    form = RecordedAnswerForm(request.POST or None, request.FILES or None, organisation=organisation, instance=given)
    if request.method == "POST" and form.is_valid():
        try:
            by: Any = request.user
            services.record_answer(invitation, organisation=organisation, by=by, **form.given)
            messages.success(request, _("The answer of %s is recorded.") % organisation.label)
            return redirect("forum_answers", invitation.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "invitation": invitation, "organisation": organisation}
    return render(request, "forum/desk/invitations/answers/record.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def personal_link(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """A text for one that is invited, with a link of its own, shown once."""
    permissions.require(permissions.can_manage_forum(request.user))
    invitation = get_object_or_404(InvitationPage, pk=pk)
    organisation = _invited(invitation, of)
    try:
        link = services.hand_over_link(invitation, organisation=organisation, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("forum_answers", invitation.pk)
    context = {
        "invitation": invitation,
        "organisation": organisation,
        "texts": [invitation_text(invitation, link.url)],
        "phone": getattr(organisation, "phone", ""),
    }
    return render(request, "forum/desk/invitations/answers/message.html", context)


@require_POST
def registrations_csv(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(InvitationPage, pk=pk)
    by: Any = request.user
    if request.POST.get("format") == "xlsx":
        return _file(services.export_workbook(invitation, by=by), WORKBOOK, f"pendaftaran-{invitation.pk}.xlsx")
    # The mark at the start tells spreadsheets that it is UTF-8.
    content = f"\ufeff{services.export_registrations(invitation, by=by)}".encode()
    return _file(content, "text/csv; charset=utf-8", f"pendaftaran-{invitation.pk}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


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
