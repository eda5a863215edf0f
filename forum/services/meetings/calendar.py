"""Calendars hear of changes."""

from django.db import transaction

from forum import clock, ledger
from forum.documents.invitations import calendar
from forum.models import CalendarEntry, MeetingPage


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
