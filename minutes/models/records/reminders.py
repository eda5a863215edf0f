"""Who was reminded of which follow-up."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models import Organisation

ONCE = ["minutes", "number", "occasion", "day"]


class ActionReminder(models.Model):
    """One occasion to remind of a follow-up, on its way to one login, so that nobody gets it twice; without a login, to
    the office of the organisation, where nobody speaks for it yet.

    `day` is that on which the occasion came. `begun_at` is when somebody began to send; nobody is at it if it is empty.
    """

    class Occasion(models.TextChoices):
        SOON = "soon", _("due soon")
        TODAY = "today", _("due today")
        LATE = "late", _("late")
        ESCALATED = "escalated", _("late for long")

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="action_reminders")
    number = models.PositiveIntegerField(_("number"))
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    day = models.DateField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("login")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("organisation")
    )
    begun_at = models.DateTimeField(default=clock.now, null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    refused = models.BooleanField(default=False)
    is_recorded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("reminder of a follow-up")
        verbose_name_plural = _("reminders of follow-ups")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=[*ONCE, "user"], condition=Q(user__isnull=False), name="reminded_login_once"
            ),
            models.UniqueConstraint(
                fields=[*ONCE, "organisation"], condition=Q(user=None), name="reminded_office_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.sent_at or '–'}"
