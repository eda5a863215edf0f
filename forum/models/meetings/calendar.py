"""How calendars know a meeting."""

from django.db import models

from forum.models.meetings.pages import MeetingPage


class CalendarEntry(models.Model):
    """What was last told of a meeting: `sequence` rises with each published change of the facts that calendars keep,
    `published_at` with each publication. `announced` are the facts as they were published (`MeetingFacts`)."""

    meeting = models.OneToOneField(MeetingPage, on_delete=models.CASCADE, related_name="calendar_entry")
    sequence = models.PositiveIntegerField(default=0)
    facts = models.CharField(max_length=64)
    announced = models.JSONField(default=dict)
    published_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.meeting} ({self.sequence})"
