"""Notes are no record: a year after the meeting only what the minutes took of them is left."""

import datetime

from forum import clock
from minutes.models import MeetingNotes

KEPT_FOR = datetime.timedelta(days=365)


def forget_notes() -> str:
    old = MeetingNotes.objects.filter(meeting__starts_at__lt=clock.now() - KEPT_FOR)
    count = old.count()
    old.delete()
    return f"notes of {count} meetings forgotten"
