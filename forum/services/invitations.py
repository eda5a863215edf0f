"""Invitations go out; calendars hear of changes."""

from functools import partial

from django.db import transaction

from forum import clock, events, ledger
from forum.documents import calendar
from forum.models import CalendarEntry, InvitationPage, LedgerEntry, MeetingPage, Membership, User
from forum.services import tasks


@transaction.atomic
def send_invitation(invitation: InvitationPage, *, by: User | None) -> LedgerEntry | None:
    """Mail everybody who speaks for an invited organisation. The ledger knows whom it went to: no one gets it twice.

    Called with every publication; an organisation that was added since the last one gets it then. What is entered when
    it can no longer be answered (an old letter, for the archive) goes to nobody.
    """
    if invitation.is_closed:
        return None
    sent = _sent_to(invitation)
    invited = invitation.invitees.values_list("organisation_id", flat=True)
    due = [organisation_id for organisation_id in invited if organisation_id not in sent]
    if not due:
        return None
    entry = ledger.append(
        events.INVITATION_SENT,
        target=invitation,
        page=invitation,
        by=by,
        audience=invitation.ledger_audience,
        data={"organisations": due},
    )
    for user_id, organisation_id in _readers(due).items():
        transaction.on_commit(partial(tasks.mail_invitation.enqueue, invitation.pk, organisation_id, user_id))
    return entry


def _sent_to(invitation: InvitationPage) -> set[int]:
    entries = LedgerEntry.objects.filter(target=ledger.target_of(invitation), verb=events.INVITATION_SENT)
    return {organisation_id for entry in entries for organisation_id in entry.data["organisations"]}


def _readers(organisation_ids: list[int]) -> dict[int, int]:
    """Login → the organisation it is written to; somebody who speaks for two gets one mail."""
    speaking = Membership.objects.current().filter(organisation__in=organisation_ids, person__user__is_active=True)
    return dict(speaking.order_by("pk").values_list("person__user_id", "organisation_id"))


@transaction.atomic
def keep_calendar(meeting: MeetingPage) -> CalendarEntry:
    """Note what calendars are told; SEQUENCE rises when time, place or status differ from what was told before."""
    facts, now = ledger.digest_of(calendar.facts_of(meeting)), clock.now()
    known = {"facts": facts, "changed_at": now}
    entry, made = CalendarEntry.objects.select_for_update().get_or_create(meeting=meeting, defaults=known)
    if not made and entry.facts != facts:
        entry.sequence, entry.facts, entry.changed_at = entry.sequence + 1, facts, now
        entry.save()
    return entry
