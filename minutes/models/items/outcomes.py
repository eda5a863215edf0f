"""What became of an item of the agenda that was to be decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum.models.typed import TypedText


class AgendaOutcome(TypedText, Orderable):
    """`text` is the item in the words of the agenda, which are frozen with the minutes."""

    class Outcome(models.TextChoices):
        __empty__ = _("not decided yet")
        DECIDED = "decided", _("decided")
        NOTED = "noted", _("noted")
        POSTPONED = "postponed", _("postponed to the next meeting")

    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="outcomes")
    text = models.CharField(_("agenda item"), max_length=300)
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("outcome of an agenda item")
        verbose_name_plural = _("outcomes of agenda items")

    def __str__(self) -> str:
        return f"{self.text}: {self.get_outcome_display()}"
