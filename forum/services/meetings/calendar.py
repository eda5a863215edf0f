"""Calendars hear of changes, and what was announced is kept to compare the next change with."""

from django.db import transaction

from forum import clock, ledger
from forum.models import CalendarEntry, MeetingFacts, MeetingPage


@transaction.atomic
def keep_calendar(meeting: MeetingPage) -> MeetingFacts | None:
    """Note what is told from now on; SEQUENCE rises when time, place or status differ from what was told before.

    Gives what was announced before; None if nothing was.
    """
    facts, now = MeetingFacts.of(meeting), clock.now()
    digest, announced = ledger.digest_of(facts.material), facts.as_json()
    told = {"facts": digest, "announced": announced, "published_at": now}
    entry, made = CalendarEntry.objects.select_for_update().get_or_create(meeting=meeting, defaults=told)
    before = None if made or not entry.announced else MeetingFacts(**entry.announced)
    if not made:
        entry.sequence += entry.facts != digest
        entry.facts, entry.announced, entry.published_at = digest, announced, now
        entry.save()
    return before
