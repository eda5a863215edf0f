"""What a decision led to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minutes.models.records.made import MadeRecord


class DecisionJoin(MadeRecord):
    """`number` is that of the decision in its minutes; `target` is a draft, a comment or a follow-up, as the ledger
    names it ('decrees.comment:7')."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="decision_joins")
    number = models.PositiveIntegerField(_("number"))
    target = models.CharField(_("what it led to"), max_length=80, db_index=True)

    class Meta:
        verbose_name = _("what a decision led to")
        verbose_name_plural = _("what decisions led to")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number", "target"], name="decision_joined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.target}"
