"""Parts of minutes that are out of sight with a visible gap: who wanted it, what a second person decided, what stands
in their place. Rows are only ever added; the database refuses more, and the same person twice."""

from collections import defaultdict
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.ledger import hiding
from forum.models.ledger.hiding import Gap, gaps_in_force, hiding_lines
from forum.models.memory import Prepared, remembered
from minutes.models import content


class HiddenPart(hiding.Hiding):
    """The hiding of a part of minutes, in every edition.

    `part` is `discussion:<id of the block>`, `inputs:<number>`, `decisions:<number>`, `action_items:<number>` or
    `attachments:<number of the document>`; of what was said about them `corrections:<key>`, `reports:<key>`,
    `evidence:<key>` or, if it was told before reports had a state, `completions:<number>`.
    """

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="hidings")
    part = models.CharField(_("part"), max_length=100)

    class Meta:
        verbose_name = _("hiding of a part of minutes")
        verbose_name_plural = _("hidings of parts of minutes")
        ordering = ["-pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            hiding.only_personal_data_at_once("part_hidden_at_once_personal_data")
        ]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.get_reason_display()}"

    @property
    def place(self) -> str:
        return content.place_of(self.minutes, self.part)


class HidingStep(hiding.HidingStep):
    hiding = models.ForeignKey(HiddenPart, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = hiding.decided_and_ended_once("hiding", "part")


def all_gaps() -> dict[int, dict[str, Gap]]:
    """What is out of sight now, by the number of the minutes and the part: asked for once in a request that reads."""
    return remembered(("gaps of minutes",), _read)


class Remark(models.Model):
    """Something said about minutes that can be hidden like a part of them."""

    class Meta:
        abstract = True

    @property
    def gap(self) -> Gap | None:
        return all_gaps().get(self.minutes_id, {}).get(content.part_of_remark(self))  # type: ignore[attr-defined]


def is_hidden_file(document: Any) -> bool:
    return any(f"attachments:{document.pk}" in gaps for gaps in all_gaps().values())


def _read() -> dict[int, dict[str, Gap]]:
    found: defaultdict[int, dict[str, Gap]] = defaultdict(dict)
    for (minutes, part), gap in gaps_in_force(HIDING_LINES()).items():
        found[minutes][part] = gap
    return dict(found)


HIDING_LINES = Prepared(lambda: hiding_lines(HiddenPart.objects.all(), "minutes", "part"))
