"""What each address was last told of a meeting or an invitation, and what waits for the mail of the day."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from forum import clock


class Notice(models.Model):
    """One address, and what it knows of one page: where that is no longer so, it is told, once.

    `known` is what it was last told. `due_at` is when to compare that with what is so now; nothing waits if it is
    empty. `waits_since` is when the first of what waits was published. `begun_at` is when somebody began to send;
    nobody is at it if it is empty. `organisations` are those for which the address was told; none for somebody who
    registered. An address that the mail server `refused` is asked again with the next change, or by a person.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="notices")
    address = models.EmailField(_("email address"))
    known = models.JSONField()
    due_at = models.DateTimeField(null=True, db_index=True)
    waits_since = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(_("sent"), null=True)
    refused = models.BooleanField(default=False)
    organisations = models.JSONField(default=list)
    is_recorded = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("notice of a change")
        verbose_name_plural = _("notices of changes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "address"], name="notice_once_per_address")]

    def __str__(self) -> str:
        return f"{self.page}: {self.told_at or '–'}"

    def knows(self, **facts: Any) -> bool:
        return all(self.known.get(name) == value for name, value in facts.items())


class DigestItem(models.Model):
    """Lesser news of a meeting, kept for the mail of the day of one login; what is told is looked up when it leaves.

    `about` is the key of what it tells of, by its kind; `day` is the meeting's that a reminder is of. `begun_at` is
    when somebody began to send.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("change of an agenda")
        PROPOSAL = "proposal", _("what became of a proposal")
        MINUTES = "minutes", _("circulated minutes")
        REMINDER = "reminder", _("reminder")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.PositiveBigIntegerField()
    day = models.DateField(null=True)
    at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("news of a meeting for the mail of the day")
        verbose_name_plural = _("news of meetings for the mail of the day")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "about"], condition=models.Q(day=None), name="digest_item_once"
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "about", "day"], condition=~models.Q(day=None), name="digest_item_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.mailed_at or '–'}"
