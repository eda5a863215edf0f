"""Lists of organisations that are invited time and again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from forum.models.directory.people import Organisation
from forum.models.typed import TypedText


class InviteeList(TypedText, ClusterableModel):
    """A list that the secretariat keeps under a name of its own, to invite all of it with one choice."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("invitation list")
        verbose_name_plural = _("invitation lists")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ListedInvitee(TypedText, Orderable):
    invitee_list = ParentalKey(InviteeList, on_delete=models.CASCADE, related_name="invitees")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    addressee = models.CharField(_("addressee"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("organisation on a list")
        verbose_name_plural = _("organisations on a list")

    def __str__(self) -> str:
        return f"{self.addressee} {self.organisation.name}".strip()
