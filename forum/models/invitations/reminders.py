"""Reminders of an invitation: how many days before the meeting, to whom, and who got which."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum import clock
from forum.models.invitations.pages import InvitationPage
from forum.models.typed import TypedText

LONGEST = 60


class Reminder(TypedText, Orderable):
    class To(models.TextChoices):
        SILENT = "silent", _("invited organisations that have not answered")
        COMING = "coming", _("all who come")

    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="reminders")
    days_before = models.PositiveSmallIntegerField(
        _("days before the meeting"), default=3, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    to = models.CharField(_("to"), max_length=10, choices=To.choices, default=To.SILENT)
    text = models.TextField(_("own words"), blank=True, help_text=_("Empty: the usual words."))

    class Meta(Orderable.Meta):
        verbose_name = _("reminder")

    def __str__(self) -> str:
        return f"{self.days_before}: {self.get_to_display()}"


class SentReminder(models.Model):
    """One reminder of a meeting on one `day`, on its way to one address, so that nobody gets it twice.

    `begun_at` is when somebody began to send; nobody is at it if it is empty. One that the mail server `refused` is
    tried again if somebody asks for it.
    """

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="sent_reminders")
    to = models.CharField(max_length=10, choices=Reminder.To.choices)
    days_before = models.PositiveSmallIntegerField()
    day = models.DateField()
    address = models.EmailField(_("email address"))
    organisations = models.JSONField(default=list)
    begun_at = models.DateTimeField(default=clock.now, null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    refused = models.BooleanField(default=False)
    is_recorded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("mailed reminder")
        verbose_name_plural = _("mailed reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["invitation", "to", "days_before", "day", "address"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.sent_at or '–'}"
