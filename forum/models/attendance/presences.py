"""A person at a meeting, recorded at the door, by themselves or from the signed sheet."""

import hashlib
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation, Person, Sector
from forum.models.invitations import Registration, new_token
from forum.models.meetings import MeetingPage
from forum.models.typed import TypedText, folded


class PresenceQuerySet(models.QuerySet[Any]):
    def counted(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(withdrawn_at=None)


class Presence(TypedText, models.Model):
    """A person was there. Rows are added, and withdrawn with a reason; nobody changes or deletes them.

    Whoever came for two has a row for each: the second is the `same_as` the first, so that people are counted once.
    `key` says who it is: a registration, somebody of the directory, or a name with where it comes from. It counts once
    in a meeting. Names of the public are for the secretariat alone and are forgotten like those of registrations.
    """

    class Way(models.TextChoices):
        QR = "qr", _("by code")
        SELF = "self", _("by themselves")
        DESK = "desk", _("at the desk")
        PAPER = "paper", _("from the signed sheet")

    meeting = models.ForeignKey(
        MeetingPage, on_delete=models.PROTECT, related_name="presences", verbose_name=_("meeting")
    )
    registration = models.ForeignKey(
        Registration,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="presences",
        verbose_name=_("registration"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="presences", verbose_name=_("person")
    )
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="capacities")
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="presences",
        verbose_name=_("organisation"),
    )
    from_organisation = models.CharField(_("organisation or village"), max_length=150, blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    position = models.CharField(_("position"), max_length=150, blank=True)
    no_photo = models.BooleanField(_("does not want to be photographed or recorded"), default=False)
    consent = models.TextField(_("consent"), blank=True, editable=False)
    way = models.CharField(_("how it was recorded"), max_length=10, choices=Way.choices)
    arrived_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)
    key = models.CharField(max_length=120, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance of a person")
        verbose_name_plural = _("attendance of people")
        default_permissions = ()
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "key"], condition=Q(withdrawn_at__isnull=True), name="present_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""), name="presence_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.body}" if self.body else self.name

    @property
    def body(self) -> str:
        """Where the person comes from; empty for the general public."""
        return self.organisation.label if self.organisation else self.from_organisation

    @property
    def name_key(self) -> str:
        return name_key(self.name, self.organisation_id, self.from_organisation)


def name_key(name: str, organisation: int | None, from_organisation: str) -> str:
    """The same for the same name from the same place, whatever the capitals and spaces; tells neither."""
    place = str(organisation or folded(from_organisation))
    spelled = f"{folded(name)}\n{place}"
    return f"name:{hashlib.sha256(spelled.encode()).hexdigest()}"
