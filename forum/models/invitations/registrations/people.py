"""Citizens who come to an open meeting."""

import datetime
import secrets
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Sector
from forum.models.invitations.pages import InvitationPage
from forum.models.typed import TypedText


def new_token() -> str:
    return secrets.token_urlsafe(24)


class RegistrationQuerySet(models.QuerySet[Any]):
    def with_place(self) -> Self:
        return self.filter(confirmed_at__isnull=False, cancelled_at=None)

    def waiting(self) -> Self:
        """In the order in which they move up. Whoever was forgotten has no address to be told at."""
        waits = Q(waiting_number__isnull=False, confirmed_at=None, cancelled_at=None, forgotten_at=None)
        return self.filter(waits).order_by("waiting_number")

    def asked(self) -> Self:
        """Nobody has used the link in the mail."""
        return self.filter(confirmed_at=None, waiting_number=None)


class Registration(TypedText, models.Model):
    """A citizen who comes to an open meeting. Never shown in public; only counted.

    Until the link in the mail was used, it is a request that anybody may have made in somebody else's name. Then it has
    a place (`confirmed_at`), or stands on the waiting list under a number that is given once and in order.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not confirmed")
        WAITING = "waiting", _("on the waiting list")
        CONFIRMED = "confirmed", _("has a place")
        CANCELLED = "cancelled", _("cancelled")

    class Photographs(models.TextChoices):
        YES = "yes", _("I may be photographed and recorded")
        NO = "no", _("Please do not photograph or record me")

    CONFIRMED_WITHIN = datetime.timedelta(hours=24)

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    from_organisation = models.CharField(_("organisation or village"), max_length=150, blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    needs = models.CharField(
        _("accessibility needs"), max_length=300, blank=True, help_text=_("Deleted after the meeting.")
    )
    # Key of the group for which places are reserved, or empty. It may tell of a disability, so it goes with the needs.
    seat = models.CharField(_("reserved place"), max_length=12, blank=True, editable=False)
    answers = models.JSONField(_("answers"), default=list, blank=True, editable=False)
    photographs = models.CharField(
        _("photographs and recordings"), max_length=3, choices=Photographs.choices, blank=True, editable=False
    )
    consent = models.TextField(
        _("consent"), blank=True, editable=False, help_text=_("The text that the person agreed to, as it was shown.")
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    waiting_number = models.PositiveIntegerField(_("number on the waiting list"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()
    # Where a list has looked it up (`forum.reading.invitations`): the label of its group, and how many wait up to it.
    group: str
    position: int

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at"]
        constraints = [
            models.UniqueConstraint("invitation", Lower("email"), name="registration_once_per_email"),
            models.UniqueConstraint(fields=["invitation", "waiting_number"], name="waiting_number_given_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> State:
        if self.cancelled_at:
            return self.State.CANCELLED
        if self.confirmed_at:
            return self.State.CONFIRMED
        return self.State.WAITING if self.waiting_number else self.State.ASKED

    @property
    def is_lapsed(self) -> bool:
        asked = self.state == self.State.ASKED
        return asked and self.registered_at + self.CONFIRMED_WITHIN <= clock.now()

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def get_answers_display(self) -> str:
        return "\n".join(f"{one['question']}: {one['answer']}" for one in self.answers)
