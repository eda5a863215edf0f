"""The room of a meeting and its way along the agenda."""

import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.meetings import AgendaItem, MeetingPage


class Sitting(models.Model):
    """How the room stands now. It moves too fast for the ledger, so it has a number of its own: `revision` rises with
    each change, and readers who have the newest have all."""

    meeting = models.OneToOneField(MeetingPage, on_delete=models.CASCADE, related_name="sitting")
    revision = models.PositiveIntegerField(default=0)
    speaking_opened_at = models.DateTimeField(_("speaking list opened"), null=True, blank=True)
    questions_opened_at = models.DateTimeField(_("questions opened"), null=True, blank=True)
    takes_turns = models.BooleanField(
        _("the sectors take turns"), default=True, help_text=_("Else whoever asked first speaks first.")
    )
    limit_minutes = models.PositiveSmallIntegerField(
        _("minutes for each speaker"), default=3, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("room of a meeting")
        verbose_name_plural = _("rooms of meetings")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.meeting)


def is_on_today(meeting: MeetingPage) -> bool:
    """From the day on which it begins until the day on which it ends, as far as it is held at all."""
    begins, ends = timezone.localdate(meeting.starts_at), timezone.localdate(meeting.ends_at or meeting.starts_at)
    return meeting.live and not meeting.is_called_off and begins <= clock.today() <= ends


class Stage(models.Model):
    """A while that the meeting spent on one item. An item that is taken up again has several."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="stages")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField(_("began"), default=clock.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("time spent on an agenda item")
        verbose_name_plural = _("times spent on agenda items")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["began_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting"], condition=Q(ended_at=None), name="one_stage_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.item or '–'} ({self.began_at})"

    def seconds(self, now: datetime.datetime) -> float:
        return ((self.ended_at or now) - self.began_at).total_seconds()
