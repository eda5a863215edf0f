"""Who asks for the floor, has it, had it."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation, Sector, User
from forum.models.meetings import AgendaItem
from forum.models.sitting.sittings import Sitting
from forum.models.typed import TypedText

PUBLIC_GROUP = "public"


class SpeechQuerySet(models.QuerySet[Any]):
    def waiting(self) -> "SpeechQuerySet":
        return self.filter(began_at=None, left_at=None)

    def held(self) -> "SpeechQuerySet":
        """In the order in which they began, the one that goes on now included."""
        return self.filter(began_at__isnull=False).order_by("began_at", "pk")


class Speech(TypedText, models.Model):
    """A place on the speaking list, from asking for the floor to the end of the speech.

    Members ask for their organisation and are named by it. Whom the chair puts on the list may be a citizen: then
    `name` is what the room calls them, and it is forgotten after a year (`forget_sittings`)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="speeches")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    # That of the organisation at that time; none for a citizen.
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("login")
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    began_at = models.DateTimeField(_("began"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    left_at = models.DateTimeField(_("left the list"), null=True, blank=True)

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on a speaking list")
        verbose_name_plural = _("places on speaking lists")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(began_at__isnull=False, ended_at=None), name="one_speaker_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As the room calls them."""
        of = self.organisation.label if self.organisation else ""
        return f"{self.name} ({of})" if self.name and of else self.name or of

    @property
    def group(self) -> str:
        return self.sector.slug if self.sector else PUBLIC_GROUP

    def seconds(self, now: datetime.datetime) -> float:
        return ((self.ended_at or now) - self.began_at).total_seconds() if self.began_at else 0.0
