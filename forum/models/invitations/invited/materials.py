"""What those invited are asked to bring, each a line of the letter, and what they bring or upload beforehand."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum import clock
from forum.models.directory.people import Organisation
from forum.models.invitations.invited.parties import ForParty, Party, one_party
from forum.models.invitations.invited.people import InvitedPerson
from forum.models.invitations.pages import InvitationPage
from forum.models.typed import TypedText


class BringItem(TypedText, Orderable):
    """`organisation` or `person` is who brings it; all that are invited where nobody is named."""

    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="bring_items")
    text = models.CharField(_("what to bring"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("brought by"),
        help_text=_("Empty: by all that are invited."),
    )
    person = models.ForeignKey(
        InvitedPerson,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("brought by the person"),
        help_text=_("One of the people whom the saved invitation names; instead of an organisation."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("what to bring")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation=None) | models.Q(person=None),
                name="brought_by_one",
                violation_error_message=_("Choose an organisation or a person, not both."),
            )
        ]

    def __str__(self) -> str:
        """'Salinan Renstra (Bappeda)'; of a person the office alone, as in the letter."""
        by = self.organisation.label if self.organisation else self.person and self.person.in_letter(is_named=False)
        return f"{self.text} ({by})" if by else self.text

    def is_asked_of(self, party: Party) -> bool:
        """As far as the line goes: whether they are invited is asked elsewhere."""
        named = self.organisation_id if isinstance(party, Organisation) else self.person_id
        return named == party.pk or not (self.organisation_id or self.person_id)


def private_files() -> Storage:
    return storages["private"]


def stored_under(material: "Material", name: str) -> str:
    """`name` is made of the kind that the content has; what the file was called elsewhere is not kept."""
    return f"materials/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class Material(TypedText, ForParty):
    """What one of those invited told of one line, or uploaded. Rows are added; the newest of each counts.

    Files are for those invited and the secretariat; they go a year after the meeting (`forgotten_at`).
    """

    class State(models.TextChoices):
        BRINGS = "brings", _("brings it along")
        UPLOADED = "uploaded", _("uploaded")

    invitation = models.ForeignKey(InvitationPage, on_delete=models.PROTECT, related_name="materials")
    item = models.ForeignKey(BringItem, on_delete=models.SET_NULL, null=True, related_name="materials")
    what = models.CharField(_("what to bring"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    file: Any = models.FileField(_("file"), storage=private_files, upload_to=stored_under, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    told_at = models.DateTimeField(_("told"), default=clock.now, editable=False)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    forgotten_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("material for a meeting")
        verbose_name_plural = _("materials for meetings")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [one_party("material_is_of_one")]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_state_display()}"

    @property
    def kind(self) -> str:
        """pdf, jpg, png, docx, xlsx or pptx."""
        return str(self.file.name).rpartition(".")[2]

    @property
    def by(self) -> str:
        """As those invited read it: of a person the office alone."""
        party = self.party
        return party.label if isinstance(party, Organisation) else party.in_letter(is_named=False)
