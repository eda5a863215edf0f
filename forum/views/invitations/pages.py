"""The page of an invitation and the answers to it: find what this reader may see, ask a service, say what happened."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from forum import permissions, services
from forum.documents import FORMATS, RenderError, downloads
from forum.documents.invitations.letter import build_letter
from forum.forms.invitations.answers import RsvpForm
from forum.models import InvitationPage, Organisation, RecordedPage, Rsvp
from forum.models.access import organisations_of
from forum.models.invitations.letters.rows import INVITATION_ROWS
from forum.models.meetings.pages import MEETING_ROWS
from forum.models.memory import Asked
from forum.models.pages import page_context, page_questions, preview_context
from forum.reading.attendance.codes import codes_for
from forum.reading.invitations.letter import letter_of
from forum.reading.invitations.places import RELEASED, TAKEN
from forum.reading.invitations.sent.materials import lines_for
from forum.reading.meetings.online import online_for
from forum.views.invitations.registrations import registering


@page_questions.register
def invitation_questions(invitation: InvitationPage, request: HttpRequest) -> list[Asked | None]:
    """What the page asks for in any case, once it is known which meeting it is about."""
    meeting, has_places = invitation.meeting, invitation.is_open and invitation.capacity is not None
    return [
        *(rows.of(invitation.pk) for rows in INVITATION_ROWS.values()),
        *(rows.of(invitation.pk) for rows in (TAKEN, RELEASED) if has_places),
        MEETING_ROWS["agenda_items"].of(meeting.pk) if meeting else None,
        permissions.question_of_view(request.user, meeting) if meeting else None,
    ]


@page_context.register
def invitation_context(
    invitation: InvitationPage,
    request: HttpRequest,
    *,
    rsvp: RsvpForm | None = None,
) -> dict[str, Any]:
    """The letter and, while it can be answered, the forms; a form that came back with errors takes its place."""
    context = letter_of(invitation, with_meeting=permissions.can_know_meeting(request.user, invitation))
    context["online"] = online_for(request.user, context["meeting"]) if context["meeting"] else None
    # An open invitation may be about a draft that only those invited may read: its title is not told to others.
    about = invitation.about
    context["about_is_visible"] = not isinstance(about, RecordedPage) or permissions.can_view_page(request.user, about)
    if invitation.pk is None:  # the preview of an invitation that was never saved
        return context
    context["downloads"] = [
        {"format": format.upper(), "url": reverse("forum:invitation-letter", args=[invitation.pk, format])}
        for format in FORMATS
    ]
    if invitation.meeting and not invitation.meeting.live and permissions.can_public_know(invitation.meeting):
        context["withdrawn"] = invitation.meeting.withdrawal
    context["door_codes"] = codes_for(request.user, invitation)
    context["may_see_answers"] = permissions.can_see_registrations(request.user)
    if context["bring"] and permissions.can_open_materials(request.user, invitation):
        context["materials"] = lines_for(invitation, _bringing(request.user, invitation))
    if invitation.is_closed or not invitation.live:
        return context
    context["rsvps"] = _rsvp_forms(invitation, request.user, rsvp)
    # Who answers for an organisation does not register beside it.
    if invitation.is_open and not context["rsvps"]:
        context |= registering(invitation, request)
    return context


def _bringing(user: permissions.Anyone, invitation: InvitationPage) -> list[Organisation]:
    """Of one's own those that are invited, until the meeting is over."""
    meeting, mine = invitation.meeting, organisations_of(user)
    if not mine or not invitation.live or (meeting and (meeting.is_over or meeting.is_called_off)):
        return []
    invited = set(invitation.invitees.values_list("organisation", flat=True))
    return [one for one in mine if one.pk in invited]


@preview_context.register
def invitation_preview_context(invitation: InvitationPage, request: HttpRequest) -> dict[str, Any]:
    """As it would be published now."""
    invitation.frozen = {}
    return invitation_context(invitation, request)


def _rsvp_forms(invitation: InvitationPage, user: permissions.Anyone, bound: RsvpForm | None) -> list[RsvpForm]:
    """One form for each organisation that this person may answer for, filled with its answer so far."""
    organisations = permissions.organisations_answering(user, invitation)
    rsvps = invitation.rsvps.select_related("delegation") if user.pk else []
    given = {rsvp.organisation_id: rsvp for rsvp in rsvps}
    forms = [RsvpForm(organisation=one, instance=given.get(one.pk)) for one in organisations]
    return [bound if bound and bound.organisation == form.organisation else form for form in forms]


def visible_invitation(request: HttpRequest, pk: int) -> InvitationPage:
    return get_object_or_404(InvitationPage.objects.visible_to(request.user), pk=pk)


@require_safe
def letter(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The letter as a file: the published one for whoever reads the page, a draft for the secretariat."""
    if format not in FORMATS:
        raise Http404
    secretariat = permissions.can_manage_forum(request.user)
    invitation = get_object_or_404(InvitationPage, pk=pk) if secretariat else visible_invitation(request, pk)
    shown = invitation if invitation.live else invitation.get_latest_revision_as_object()
    told = permissions.can_know_meeting(request.user, invitation)
    try:
        made = downloads.file_of(build_letter(shown, with_meeting=told, to_be_signed=secretariat), format)
    except RenderError as error:
        context = {"page": invitation, "reason": _(str(error)), "back": _("Read the invitation on this site")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    return downloads.hand_out(request, made, format, name=f"surat-{invitation.slug}-{invitation.pk}")


def _again(request: HttpRequest, invitation: InvitationPage, status: int, **forms: Any) -> HttpResponse:
    """The invitation once more, with what has to be corrected."""
    context = Page.get_context(invitation, request)
    context |= invitation_context(invitation, request, **forms)
    return render(request, invitation.template, context, status=status)


@require_POST
def rsvp_answer(request: HttpRequest, pk: int, organisation_id: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    invitation = visible_invitation(request, pk)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    given = Rsvp.objects.filter(invitation=invitation, organisation=organisation).last()
    form = RsvpForm(request.POST, request.FILES, organisation=organisation, instance=given)
    if form.is_valid():
        try:
            services.answer_invitation(invitation, organisation=organisation, by=request.user, **form.given)
            messages.success(request, _("Your organisation's answer is recorded. You may change it until the end."))
            return redirect(invitation.get_url(request))
        except ValidationError as error:
            form.add_error(None, error)
    return _again(request, invitation, 422, rsvp=form)
