"""What a meeting is about, item by item: two levels, with lengths, presenters and notes."""

import re
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum.models.directory.outside import LinkedOutside
from forum.models.directory.people import Organisation
from forum.models.meetings.agenda.outline import LONGEST, MAIN, SUB, Line
from forum.models.typed import TypedText

# What is private of a presenter, however it was typed: mail addresses, numbers of telephones and of employees.
PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:\b(?:NIP|HP|WA|Telp?)\b[\s.:]*)?(?<!\d)(?!(?:19|20)\d\d ?- ?(?:19|20)\d\d\b)\+?\d(?:[ ().-]{0,2}\d){7,}",
    re.IGNORECASE,
)
LEFT_OVER = re.compile(r"\(\s*\)|[\s,;:/|–-]+(?=\)|$)|(?<=\()[\s,;:/|–-]+")


def new_key() -> str:
    return uuid4().hex


class AgendaItem(TypedText, LinkedOutside, Orderable):
    """`key` stays when the item is moved, renamed or copied to another meeting: papers and changes name it."""

    class Level(models.IntegerChoices):
        MAIN = MAIN, _("item")
        SUB = SUB, _("sub-item")

    class Kind(models.TextChoices):
        __empty__ = _("kind")
        INFORMATION = "information", _("information")
        DISCUSSION = "discussion", _("discussion")
        DECISION = "decision", _("decision")

    meeting = ParentalKey("forum.MeetingPage", on_delete=models.CASCADE, related_name="agenda_items")
    key = models.SlugField(max_length=32, default=new_key, db_index=False)
    text = models.CharField(_("agenda item"), max_length=300)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.MAIN)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("presented by"),
    )
    presenter = models.CharField(_("name and position"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")

    def __str__(self) -> str:
        return self.text

    @property
    def line(self) -> Line:
        return Line(self.level, self.minutes)

    @property
    def announced(self) -> str:
        """Who presents it, for letters and calendars, which are handed on: without any address."""
        return self._with_office(LEFT_OVER.sub("", PRIVATE.sub("", self.presenter)).strip())

    @property
    def presented_by(self) -> str:
        """'Andi Wijaya, Kepala Bidang (Dinas Kominfo)'"""
        return self._with_office(self.presenter)

    def _with_office(self, presenter: str) -> str:
        office = self.organisation.label if self.organisation else ""
        return f"{presenter} ({office})" if presenter and office else presenter or office
