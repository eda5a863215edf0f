"""Organisations answer an invitation, themselves or by telling the secretariat."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import MEMBERS
from forum.models import InvitationPage, Organisation, Rsvp, User
from forum.models.invitations import Way


@transaction.atomic
def answer_invitation(
    invitation: InvitationPage,
    *,
    organisation: Organisation,
    answer: str,
    attendees: int = 1,
    note: str = "",
    by: User,
) -> Rsvp:
    """An organisation says whether it comes. A later answer is added to the earlier ones, and counts. Raises
    ValidationError when it is too late."""
    answering = permissions.organisations_answering(by, invitation)
    permissions.require(invitation.live and answering.filter(pk=organisation.pk).exists())
    require_not_closed(invitation)
    return _added(invitation, organisation, answer, attendees, note, by)


@transaction.atomic
def record_answer(
    invitation: InvitationPage,
    *,
    organisation: Organisation,
    answer: str,
    way: str,
    attendees: int = 1,
    note: str = "",
    by: User,
) -> Rsvp:
    """The secretariat records what an invited organisation told it. The entry says who recorded it, and the `way` it
    came (`Way`). Raises ValidationError when it is too late."""
    permissions.require(invitation.live and permissions.can_record_answer(by, invitation, organisation))
    require_not_closed(invitation)
    return _added(invitation, organisation, answer, attendees, note, by, way=Way(way).value)


def _added(
    invitation: InvitationPage,
    organisation: Organisation,
    answer: str,
    attendees: int,
    note: str,
    by: User,
    **told: str,
) -> Rsvp:
    attendees = 0 if answer == Rsvp.Answer.NO else max(1, attendees)
    rsvp = Rsvp(invitation=invitation, organisation=organisation, answer=answer, attendees=attendees, note=note)
    rsvp.answered_by, rsvp.answered_at = by, clock.now()
    rsvp.full_clean()
    rsvp.save()
    ledger.append(
        events.RSVP_ANSWERED,
        target=rsvp,
        page=invitation,
        by=by,
        audience=MEMBERS,
        organisation=None if told else organisation,
        content=[organisation.pk, rsvp.answer, rsvp.attendees, rsvp.note],
        data={"organisation": organisation.label, "answer": rsvp.answer, "attendees": rsvp.attendees, **told},
    )
    return rsvp


def require_not_closed(invitation: InvitationPage) -> None:
    if invitation.is_closed:
        raise ValidationError(_("This invitation can no longer be answered."), code="closed")
