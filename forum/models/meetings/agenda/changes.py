"""What changed in a published agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgendaChange(models.Model):
    """What one publication changed, written with it. `changes` are values of `Difference`, as JSON; `days_left` is how
    many days there were until the meeting, `is_late` whether that was too few by the forum's settings of then."""

    meeting = models.ForeignKey("forum.MeetingPage", on_delete=models.CASCADE, related_name="agenda_changes")
    at = models.DateTimeField(_("published"))
    days_left = models.PositiveIntegerField(_("days until the meeting"))
    is_late = models.BooleanField(_("late"))
    changes = models.JSONField()

    class Meta:
        verbose_name = _("change of an agenda")
        verbose_name_plural = _("changes of agendas")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.at:%Y-%m-%d}"
