"""Words that only the internal edition has, with the ground in law; and personal data that stays, with a reason.

Rows are only ever added. What is in force for the public stands on the page itself (`MinutesPage.blackouts`)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.ledger.acts import Act
from minutes.models import content
from minutes.text import grounds
from minutes.text.grounds import GROUNDS, Ground


class Redaction(Act):
    """Blacked out from `edition` on, in every edition that the public reads.

    `part` names the row as `HiddenPart` does; `whole`: all of it. `note` is the consequence test, for the secretariat.
    """

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="redactions")
    edition = models.PositiveSmallIntegerField(_("edition"))
    part = models.CharField(_("row"), max_length=100)
    quote = models.TextField(_("words"))
    whole = models.BooleanField(_("the whole row"), default=False)
    ground = models.CharField(_("legal ground"), max_length=10, choices=grounds.choices)
    note = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.minutes}: {self.law.citation}"

    @property
    def law(self) -> Ground:
        return GROUNDS[self.ground]

    @property
    def place(self) -> str:
        return content.place_of(self.minutes, self.part)

    def plain(self) -> dict[str, Any]:
        """As it stands on the page while it is in force."""
        return {
            "part": self.part,
            "quote": self.quote,
            "whole": self.whole,
            "ground": self.ground,
            "office": self.office,
            "at": self.at.isoformat(),
            "entry": self.seq,
        }


class RedactionLift(Act):
    """The words are shown to the public again from `edition` on, in every edition."""

    redaction = models.OneToOneField(Redaction, on_delete=models.PROTECT, related_name="lift")
    edition = models.PositiveSmallIntegerField(_("edition"))
    words = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("end of a redaction")
        verbose_name_plural = _("ends of redactions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.redaction}: {self.words[:60]}"


class KeptFinding(Act):
    """What looks like personal data and stays in the public text all the same: wherever it stands in these minutes."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="kept_findings")
    kind = models.CharField(_("kind"), max_length=10)
    words = models.TextField(_("words"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("personal data that stays")
        verbose_name_plural = _("personal data that stay")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason[:60]}"
