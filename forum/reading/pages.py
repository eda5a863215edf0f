"""What the pages of meetings and invitations show to one reader."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from forum import permissions
from forum.forms.answers import RegistrationForm, RsvpForm
from forum.models import InvitationPage, MeetingPage, Membership, Organisation, Person, Post, RecordedPage, Rsvp
from forum.reading.structured import event_data


def with_outcomes(meetings: Iterable[MeetingPage], user: permissions.Anyone) -> None:
    """Give each meeting the `outcome` that this reader may see: the page that another app hangs on it as `minutes`."""
    relation = next((one for one in MeetingPage._meta.related_objects if one.name == "minutes"), None)
    found = {}
    if relation is not None:
        pages = relation.related_model.objects.visible_to(user)
        found = {page.meeting_id: page for page in pages.filter(meeting__in=[one.pk for one in meetings])}
    for meeting in meetings:
        meeting.outcome = found.get(meeting.pk)


def meeting_context(meeting: MeetingPage, request: HttpRequest) -> dict[str, Any]:
    context = {
        "organisers": [one for one in meeting.organisers.all() if one.pk != meeting.host_id],
        "structured": event_data(meeting),
    }
    if meeting.pk is None:  # the preview of a meeting that was never saved
        return context
    visible = MeetingPage.objects.visible_to(request.user)
    with_outcomes([meeting], request.user)
    return {
        **context,
        "invitations": InvitationPage.objects.visible_to(request.user).about(meeting),
        "before": visible.filter(pk=meeting.follows_id).first(),
        "after": visible.filter(follows_id=meeting.pk).order_by("starts_at"),
    }


def letter_of(invitation: InvitationPage) -> dict[str, Any]:
    """The letter's parts, for the page and for the mail."""
    return {
        "invitation": invitation,
        "language": settings.LANGUAGE_CODE,  # a letter is written in the language of the office
        "about": invitation.about,
        "meeting": invitation.meeting,
        "agenda": [item.text for item in invitation.meeting.agenda_items.all()] if invitation.meeting else [],
        "invitees": _invitees(invitation),
        "bring": [item.text for item in invitation.bring_items.all()],
        "copies": [line.strip() for line in invitation.copies_to.splitlines() if line.strip()],
        "signatory": holder_of(invitation.signed_by),
    }


def holder_of(post: Post | None) -> Person | None:
    """Who holds an office today: officials sign letters by name."""
    membership = Membership.objects.current().filter(post=post).select_related("person").first() if post else None
    return membership.person if membership else None


def _invitees(invitation: InvitationPage) -> list[dict[str, Any]]:
    """By name also in a preview, where the letter's children are not in the database yet."""
    invitees = list(invitation.invitees.all())
    names = Organisation.objects.in_bulk([invitee.organisation_id for invitee in invitees])
    return [{"addressee": one.addressee, "organisation": names[one.organisation_id]} for one in invitees]


def invitation_context(
    invitation: InvitationPage,
    request: HttpRequest,
    *,
    registration: RegistrationForm | None = None,
    rsvp: RsvpForm | None = None,
) -> dict[str, Any]:
    """The letter and, while it can be answered, the forms; a form that came back with errors takes its place."""
    context = letter_of(invitation)
    # An open invitation may be about a draft that only those invited may read: its title is not told to others.
    about = invitation.about
    context["about_is_visible"] = not isinstance(about, RecordedPage) or permissions.can_view_page(request.user, about)
    if invitation.pk is None:  # the preview of an invitation that was never saved
        return context
    context["may_see_answers"] = permissions.can_see_registrations(request.user)
    if invitation.is_closed or not invitation.live:
        return context
    context["rsvps"] = _rsvp_forms(invitation, request.user, rsvp)
    # Who answers for an organisation does not register beside it.
    if registration or (invitation.is_open and not context["rsvps"]):
        context["registration"] = registration or RegistrationForm()
    return context


def _rsvp_forms(invitation: InvitationPage, user: permissions.Anyone, bound: RsvpForm | None) -> list[RsvpForm]:
    """One form for each organisation that this person may answer for, filled with its answer so far."""
    organisations = permissions.organisations_answering(user, invitation)
    given = {rsvp.organisation_id: rsvp for rsvp in Rsvp.objects.filter(invitation=invitation)} if user.pk else {}
    forms = [RsvpForm(organisation=one, instance=given.get(one.pk)) for one in organisations]
    return [bound if bound and bound.organisation == form.organisation else form for form in forms]
