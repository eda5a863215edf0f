"""The steps of a hiding. Rows are only ever added; the database refuses more."""

from typing import ClassVar

from django.db import models

from decrees.models.hiding.records import Concealment
from decrees.models.hiding.words import Sealed, sealed
from forum.models.ledger.hiding import HidingStep, decided_and_ended_once


class ConcealmentStep(Sealed, HidingStep):
    """The words of an objection may have to go as well."""

    concealment = models.ForeignKey(Concealment, on_delete=models.PROTECT, related_name="steps")
    words = sealed(models.TextField(blank=True))

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = decided_and_ended_once("concealment", "hiding")
