"""Invitations on their way by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation
from forum.models.invitations.pages import InvitationPage


class Delivery(models.Model):
    """An invitation on its way to one invited organisation, so that nobody gets it twice.

    `sent_at` is when the mail server took the first letter; until then it is only being tried. `begun_at` is when
    somebody began to send; nobody is at it if it is empty. `left` are addresses that are still tried, `refused` those
    that are not tried again unless somebody asks for it.
    """

    class Way(models.TextChoices):
        PEOPLE = "people", _("to the people who speak for it")
        OFFICE = "office", _("to the office's address")

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="deliveries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    begun_at = models.DateTimeField(default=clock.now, null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    left = models.JSONField(default=list, editable=False)
    refused = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("mailed invitation")
        verbose_name_plural = _("mailed invitations")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["invitation", "organisation"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.get_way_display()}"
