"""The lines of a letter's list of those invited."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from forum.models.directory.people import Organisation
from forum.models.invitations.invited.parties import ForParty, one_party
from forum.models.invitations.invited.people import InvitedPerson
from forum.models.invitations.pages import InvitationPage
from forum.models.pages.rows import RowsKey
from forum.models.typed import TypedText


class Invitee(TypedText, ForParty, Orderable):
    invitation = RowsKey(InvitationPage, on_delete=models.CASCADE, related_name="invitees")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        InvitedPerson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("invited person"),
    )
    addressee = models.CharField(_("addressee"), max_length=200, blank=True, help_text=_("For example: admin/operator"))
    is_named = models.BooleanField(
        _("name in the letter"), default=False, help_text=_("Else the letter shows the office alone.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("invited organisation or person")
        constraints = [one_party("invitee_is_one")]

    def __str__(self) -> str:
        return f"{self.addressee} {self.party}".strip()
