"""Organisations answer an invitation, themselves or by telling the secretariat."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import MEMBERS
from forum.forms.uploads import kind_of
from forum.models import Delegation, InvitationPage, Organisation, Rsvp, User
from forum.models.invitations import Delegate, Party, Way, whom
from forum.models.typed import clean_line
from forum.reading.invitations.sent.delegations import delegation_of

NOBODY = Delegate()


@transaction.atomic
def answer_invitation(
    invitation: InvitationPage,
    *,
    organisation: Organisation,
    answer: str,
    attendees: int = 1,
    note: str = "",
    delegate: Delegate = NOBODY,
    by: User,
) -> Rsvp:
    """An organisation says whether it comes. A later answer is added to the earlier ones, and counts. Raises
    ValidationError when it is too late."""
    answering = permissions.organisations_answering(by, invitation)
    permissions.require(invitation.live and answering.filter(pk=organisation.pk).exists())
    require_not_closed(invitation)
    rsvp = add(invitation, organisation, answer, attendees, note, delegate, by=by)
    tell(rsvp, by=by)
    return rsvp


@transaction.atomic
def record_answer(
    invitation: InvitationPage,
    *,
    organisation: Party,
    answer: str,
    way: str,
    attendees: int = 1,
    note: str = "",
    delegate: Delegate = NOBODY,
    by: User,
) -> Rsvp:
    """The secretariat records what an invited organisation, or person, told it. The entry says who recorded it, and the
    `way` it came (`Way`). Raises ValidationError when it is too late."""
    permissions.require(invitation.live and permissions.can_record_answer(by, invitation, organisation))
    require_not_closed(invitation)
    rsvp = add(invitation, organisation, answer, attendees, note, delegate, by=by)
    tell(rsvp, by=by, way=Way(way).value)
    return rsvp


@transaction.atomic
def answer_by_calendar(invitation: InvitationPage, *, party: Party, answer: str, note: str = "") -> Rsvp:
    """A calendar program replied for one that is invited, and nobody else can have sent that: the mailbox has made
    sure (`forum.services.mail.mailbox`). How many come stays as it was said last. Raises ValidationError when it is too
    late."""
    permissions.require(invitation.live and invitation.invitees.filter(**whom(party)).exists())
    require_not_closed(invitation)
    last = invitation.rsvps.filter(**whom(party)).select_related("delegation").last()
    if last and (last.answer, _note_of(last)) == (answer, clean_line(note)):
        return last
    attendees = last.attendees if last else 1
    rsvp = add(invitation, party, answer, attendees, note, NOBODY, by=None)
    tell(rsvp, by=None, actor_label=public_label(party), way=Way.CALENDAR.value)
    return rsvp


def _note_of(rsvp: Rsvp) -> str:
    """What a person without an account said stands beside the answer."""
    return rsvp.note or getattr(getattr(rsvp, "delegation", None), "note", "")


def add(
    invitation: InvitationPage,
    party: Party,
    answer: str,
    attendees: int,
    note: str,
    delegate: Delegate,
    *,
    by: User | None,
) -> Rsvp:
    attendees = 0 if answer == Rsvp.Answer.NO else max(1, attendees)
    before = delegation_of(invitation, party)
    private = "" if isinstance(party, Organisation) else clean_line(note)
    rsvp = Rsvp(invitation=invitation, **whom(party), answer=answer, attendees=attendees)
    rsvp.note = note if isinstance(party, Organisation) else ""
    rsvp.answered_by, rsvp.answered_at = by, clock.now()
    rsvp.full_clean(exclude=["answered_by"])
    rsvp.save()
    sent = delegate if answer != Rsvp.Answer.NO else NOBODY
    if sent.is_named or private:
        _add_delegation(rsvp, sent, before, note=private)
    return rsvp


def _add_delegation(rsvp: Rsvp, delegate: Delegate, before: Delegation | None, *, note: str) -> None:
    """A mandate that was uploaded before goes on to hold for the same person."""
    delegation = Delegation(rsvp=rsvp, name=delegate.name, position=delegate.position, substitute=delegate.substitute)
    delegation.note, delegation.valid_from, delegation.valid_until = note, delegate.valid_from, delegate.valid_until
    kept = (
        before.mandate.name if before and before.mandate and delegate.is_named and before.name == delegate.name else ""
    )
    delegation.mandate = kept
    delegation.full_clean(exclude=["rsvp"])
    if delegate.mandate:
        delegation.mandate.save(f"mandate.{kind_of(delegate.mandate)}", delegate.mandate, save=False)
    delegation.save()


def tell(rsvp: Rsvp, *, by: User | None, actor_label: str = "", **told: str) -> None:
    ledger.append(
        events.RSVP_ANSWERED,
        target=rsvp,
        page=rsvp.invitation,
        by=by,
        audience=MEMBERS,
        organisation=None if by and told else rsvp.organisation,
        actor_label=actor_label,
        content=[rsvp.organisation_id, rsvp.answer, rsvp.attendees, rsvp.note],
        data={"organisation": public_label(rsvp.party), "answer": rsvp.answer, "attendees": rsvp.attendees, **told},
    )


def public_label(party: Party) -> str:
    """What the record says of who answered. A person's name is nobody's but theirs."""
    return party.label if isinstance(party, Organisation) else _("an invited person")


def require_not_closed(invitation: InvitationPage) -> None:
    if invitation.is_closed:
        raise ValidationError(_("This invitation can no longer be answered."), code="closed")
