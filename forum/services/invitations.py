"""Invitations go out; calendars hear of changes."""

from functools import partial

from django.db import transaction

from forum import clock, ledger
from forum.documents import calendar
from forum.models import CalendarEntry, InvitationPage, MeetingPage, User
from forum.reading.deliveries import unfinished
from forum.services import letters, tasks


def send_invitation(invitation: InvitationPage, *, again: bool = False, by: User | None) -> None:
    """Mail it, once the change is committed, to all who did not get it yet. Called with every publication.

    `again`: also to addresses that the mail server has refused.
    """
    if again:
        letters.forget_refusals(invitation=invitation)
    if not invitation.is_closed and unfinished(invitation).exists():
        transaction.on_commit(partial(tasks.send_letters.enqueue, invitation.pk, by.pk if by else None))


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
