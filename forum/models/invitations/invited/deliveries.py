"""Invitations on their way by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.invitations.invited.parties import ForParty, one_party
from forum.models.invitations.pages import InvitationPage


class Delivery(ForParty):
    """An invitation on its way to one that is invited, so that nobody gets it twice.

    `sent_at` is when the mail server took the first letter; until then it is only being tried. `begun_at` is when
    somebody began to send; nobody is at it if it is empty. `left` are addresses that are still tried, `refused` those
    that are not tried again unless somebody asks for it.
    """

    class Way(models.TextChoices):
        PEOPLE = "people", _("to the people who speak for it")
        OFFICE = "office", _("to the office's address")
        PERSON = "person", _("to the person's own address")

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="deliveries")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    begun_at = models.DateTimeField(default=clock.now, null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    left = models.JSONField(default=list, editable=False)
    refused = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("mailed invitation")
        verbose_name_plural = _("mailed invitations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["invitation", "organisation"], name="delivered_once"),
            models.UniqueConstraint(fields=["invitation", "person"], name="delivered_to_person_once"),
            one_party("delivery_is_for_one"),
        ]

    def __str__(self) -> str:
        return f"{self.party.label}: {self.get_way_display()}"
