"""Those present for no organisation, who are asked for corrections by a link of their own, and what they said by it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models import Organisation, Presence
from minutes.models.records.corrections import Circulation
from minutes.models.records.made import Correction


class PresentGuest(models.Model):
    """`key` says who it is in these minutes, as `Presence.key` does at the door. `line` is how the minutes name them,
    empty for the public, which they only count. The name stands at the door alone, where it is forgotten.

    `dropped_at`: a later circulation did not know them any more.
    """

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="present_guests")
    presence = models.ForeignKey(Presence, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=120, editable=False)
    line = models.CharField(_("as the minutes name them"), max_length=300, blank=True)
    address = models.EmailField(_("email address"), blank=True)
    dropped_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("guest who is asked for corrections")
        verbose_name_plural = _("guests who are asked for corrections")
        default_permissions = ()
        ordering = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "key"], name="guest_asked_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As those present read it: no name that the minutes do not have."""
        return self.line or str(_("a visitor"))

    @property
    def name(self) -> str:
        """For the secretariat."""
        return str(self.presence) if self.presence else self.label


class GuestLink(models.Model):
    """One link for one guest to one circulation, as it stands in one mail to `address`. What the mail holds is known
    nowhere else: a digest of it is stored. `refused`: the mail server did not take it."""

    class Occasion(models.TextChoices):
        TOLD = "told", _("told")
        REMINDED = "reminded", _("reminded")
        ANSWERED = "answered", _("answered")

    guest = models.ForeignKey(PresentGuest, on_delete=models.CASCADE, related_name="links")
    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="guest_links")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    address = models.EmailField(_("email address"), blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    refused = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("link to correct minutes")
        verbose_name_plural = _("links to correct minutes")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["guest", "circulation", "occasion"],
                condition=Q(occasion__in=["told", "reminded"]),
                name="guest_told_once_of_a_circulation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.guest}: {self.get_occasion_display()}"


class GuestCorrection(models.Model):
    """That a guest asked for a correction, and not an organisation."""

    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="by_guest")
    guest = models.ForeignKey(PresentGuest, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        verbose_name = _("correction by a guest")
        verbose_name_plural = _("corrections by guests")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.guest}: {self.correction.shown_text[:60]}"


class GuestAgreement(models.Model):
    """A guest agrees with exactly this text."""

    guest = models.ForeignKey(PresentGuest, on_delete=models.PROTECT, related_name="agreements")
    digest = models.CharField(_("digest of the circulated text"), max_length=64)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("agreement of a guest with minutes")
        verbose_name_plural = _("agreements of guests with minutes")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["guest", "digest"], name="guest_agreed_once_with_a_text")
        ]

    def __str__(self) -> str:
        return f"{self.guest}"


class CorrectionReminder(models.Model):
    """That an organisation which was present was reminded, before the deadline, that it said nothing yet."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="reminders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(default=clock.now, editable=False)
    people = models.PositiveSmallIntegerField(_("people"), default=0)

    class Meta:
        verbose_name = _("reminder of circulated minutes")
        verbose_name_plural = _("reminders of circulated minutes")
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["circulation", "organisation"], name="reminded_once_of_a_circulation")
        ]

    def __str__(self) -> str:
        return self.organisation.label
