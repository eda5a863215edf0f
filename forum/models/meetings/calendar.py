"""How calendars know a meeting."""

from django.db import models

from forum.models.meetings.pages import MeetingPage


class CalendarEntry(models.Model):
    """What calendars were last told of a meeting: `sequence` rises with each published change of the facts."""

    meeting = models.OneToOneField(MeetingPage, on_delete=models.CASCADE, related_name="calendar_entry")
    sequence = models.PositiveIntegerField(default=0)
    facts = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.meeting} ({self.sequence})"
