"""What was circulated, and when it could be commented on."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees import text
from decrees.drafting.member_table import MemberLink, member_links
from decrees.models.querysets import RoundQuerySet
from forum import clock
from forum.models import User


class Version(models.Model):
    """A frozen draft: the clause tree as it was circulated. Neither Django nor the database lets it change."""

    decree = models.ForeignKey(
        "decrees.DecreePage", on_delete=models.PROTECT, related_name="versions", verbose_name=_("draft")
    )
    number = models.PositiveIntegerField(_("version"))
    tree = models.JSONField(_("text"))
    digest = models.CharField(_("fingerprint"), max_length=64, help_text=_("sha256 of the text"))
    changelog = models.TextField(_("what changed"))
    reason = models.TextField(_("reason"))
    circulated_at = models.DateTimeField(_("circulated"), default=clock.now)
    # The row may not change, not even when the login goes.
    circulated_by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", verbose_name=_("login")
    )
    office = models.CharField(_("by"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["decree", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return _("Version %(number)s") % {"number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A circulated version never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A circulated version is never removed.")

    @cached_property
    def document(self) -> text.Document:
        return text.from_json(self.tree)

    @cached_property
    def member_links(self) -> dict[str, MemberLink]:
        """Whom the rows of its tables mean, by their ids."""
        return member_links(self.tree.get("links", {}))

    def get_absolute_url(self) -> str:
        return reverse("decrees:version-detail", args=[self.decree_id, self.number])


class Round(models.Model):
    """A time in which chosen organisations comment on one version."""

    class Preset(models.TextChoices):
        MEMBERS = "members", _("Members of the forum comment and propose wording")
        CITIZENS = "citizens", _("Members comment and propose wording, citizens comment online")
        COMMENTS = "comments", _("Members of the forum comment")
        SECTORS = "sectors", _("Organisations of every sector comment and propose wording")
        OWN = "own", _("Own choice")

    decree = models.ForeignKey(
        "decrees.DecreePage", on_delete=models.PROTECT, related_name="rounds", verbose_name=_("draft")
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("version"))
    opens_at = models.DateTimeField(_("opened"), default=clock.now)
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    preset = models.CharField(_("preset"), max_length=20, choices=Preset.choices, default=Preset.OWN)
    note = models.TextField(_("note to the participants"), blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of comments")
        verbose_name_plural = _("rounds of comments")
        ordering = ["-opens_at", "-pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decree"], condition=Q(closed_at=None), name="one_round_at_a_time"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return _("Round on version %(number)s") % {"number": self.version.number}

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.opens_at <= clock.now() < self.closes_at

    @property
    def closes_on(self) -> datetime.date:
        """The last day on which comments are taken."""
        return timezone.localdate(self.closes_at)

    @property
    def days_of_receipt(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day, until today, on which paper can have come in."""
        return timezone.localdate(self.opens_at), min(clock.today(), self.closes_on)

    def require_received_in_time(self, received_on: datetime.date) -> None:
        """Raises ValidationError, which names the days, unless paper was received on one of them until today."""
        if self.closed_at:
            raise ValidationError(gettext("The round is closed."))
        first, last = self.days_of_receipt
        if not first <= received_on <= last:
            days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
            words = gettext(
                "Choose a day from %(first)s to %(last)s: what was received on another day is not of this round."
            )
            raise ValidationError({"received_on": words % days})

    @property
    def ended_at(self) -> datetime.datetime:
        """When the last comment could come in."""
        return min(self.closed_at or self.closes_at, self.closes_at)

    @property
    def days_left(self) -> int | None:
        """0 on the last day; None once it is over."""
        return days_until(self.closes_at) if self.is_open else None


def days_until(moment: datetime.datetime | None) -> int | None:
    """Whole days, 0 on the day itself; None without a date or when it is past."""
    if moment is None or moment <= clock.now():
        return None
    return (timezone.localdate(moment) - clock.today()).days
