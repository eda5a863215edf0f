"""Parts of minutes that are out of sight with a visible gap: who wanted it, what a second person decided, what stands
in their place. Rows are only ever added; the database refuses more, and the same person twice."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.models.ledger import Act, Why
from forum.models.memory import remembered
from minutes.models import content


@dataclass(frozen=True, slots=True)
class Gap:
    """`entry` is the number of the entry that told the hiding."""

    entry: int
    reason: str
    office: str
    at: datetime.datetime

    def __str__(self) -> str:
        told = {"reason": Why(self.reason).label, "office": self.office or gettext("Secretariat"), "day": self.day}
        return gettext("Hidden: %(reason)s — %(office)s, %(day)s") % told

    @property
    def day(self) -> str:
        return date_format(localtime(self.at), "j F Y")


class HiddenPart(Act):
    """One person wants a part of minutes hidden, in every edition: on the word of a second one.

    `part` is `discussion:<id of the block>`, `inputs:<number>`, `decisions:<number>`, `action_items:<number>` or
    `attachments:<number of the document>`. `note` is for those who decide and is not published.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("hidden")
        REFUSED = "refused", _("not hidden")
        LIFTED = "lifted", _("shown again")

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="hidings")
    part = models.CharField(_("part"), max_length=100)
    reason = models.CharField(_("reason"), max_length=20, choices=Why.choices)
    note = models.TextField(_("explanation"))

    class Meta:
        verbose_name = _("hiding of a part of minutes")
        verbose_name_plural = _("hidings of parts of minutes")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.minutes}: {self.get_reason_display()}"

    @property
    def place(self) -> str:
        return content.place_of(self.minutes, self.part)

    @property
    def state(self) -> State:
        """By the newest step."""
        steps = [step.step for step in self.steps.all()]
        return self.State(steps[-1]) if steps else self.State.PROPOSED

    @property
    def is_open(self) -> bool:
        """Waits for the second person."""
        return self.state == self.State.PROPOSED


class HidingStep(Act):
    """What became of it. `words` are the reason."""

    class Step(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        LIFTED = "lifted", _("shown again")

    hiding = models.ForeignKey(HiddenPart, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["hiding"], condition=Q(step__in=["confirmed", "refused"]), name="part_decided_once"
            ),
            models.UniqueConstraint(fields=["hiding"], condition=Q(step="lifted"), name="part_lifted_once"),
        ]

    def __str__(self) -> str:
        return self.get_step_display()


def all_gaps() -> dict[int, dict[str, Gap]]:
    """What is out of sight now, by the number of the minutes and the part: asked for once in a request that reads."""
    return remembered(("gaps of minutes",), _read)


def is_hidden_file(document: Any) -> bool:
    return any(f"attachments:{document.pk}" in gaps for gaps in all_gaps().values())


def _read() -> dict[int, dict[str, Gap]]:
    confirmed = HidingStep.objects.filter(step="confirmed").exclude(hiding__steps__step="lifted")
    found: defaultdict[int, dict[str, Gap]] = defaultdict(dict)
    rows = confirmed.values_list("hiding__minutes", "hiding__part", "seq", "hiding__reason", "office", "at")
    for minutes, part, seq, reason, office, at in rows:
        found[minutes][part] = Gap(seq, reason, office, at)
    return dict(found)
