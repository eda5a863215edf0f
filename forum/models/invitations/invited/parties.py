"""Who is invited, gets a letter and answers: an organisation, or a person without an account."""

from typing import Any, TypeAlias

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.models.directory.people import Organisation
from forum.models.invitations.invited.people import InvitedPerson

Party: TypeAlias = Organisation | InvitedPerson


def whom(party: Party) -> dict[str, Any]:
    """As filters and new rows name it."""
    return {"organisation": party} if isinstance(party, Organisation) else {"person": party}


def one_party(name: str) -> models.CheckConstraint:
    condition = Q(organisation=None, person__isnull=False) | Q(organisation__isnull=False, person=None)
    return models.CheckConstraint(condition=condition, name=name)


class ForParty(models.Model):
    """A row that is for one of the two."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        InvitedPerson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited person"),
    )

    class Meta:
        abstract = True

    @property
    def party(self) -> Party:
        party = self.organisation or self.person
        assert party is not None, "the database refuses a row for nobody"  # noqa: S101
        return party
