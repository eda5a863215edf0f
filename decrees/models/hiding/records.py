"""The hiding of words, and what readers reported. Rows are only ever added; the database refuses more."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models import RecordedRow
from forum.models.ledger.hiding import Hiding, only_personal_data_at_once


class Part(models.TextChoices):
    """Which words of a comment."""

    COMMENT = "comment", _("comment")
    ANSWER = "answer", _("answer")
    REACTION = "reaction", _("what is said to the answer")
    OBJECTION = "objection", _("objection to a hiding")


class Concealment(Hiding):
    """The hiding of words of a comment, or of what was said to it."""

    comment = models.ForeignKey(
        "decrees.Comment", on_delete=models.PROTECT, related_name="concealments", verbose_name=_("comment")
    )
    part = models.CharField(_("words of"), max_length=10, choices=Part.choices)

    class Meta:
        verbose_name = _("hiding")
        verbose_name_plural = _("hidings")
        ordering = ["-pk"]
        default_permissions = ()
        permissions: ClassVar[list[Any]] = [("view_hidden_words", _("May look at hidden words"))]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            only_personal_data_at_once("hidden_at_once_personal_data")
        ]

    def __str__(self) -> str:
        return f"{self.comment.clause_label}: {self.get_reason_display()}"


class HiddenWords(models.Model):
    """Which words: those that this entry of the ledger told. An answer given to several comments has several."""

    concealment = models.ForeignKey(Concealment, on_delete=models.PROTECT, related_name="hidden_words")
    entry = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["concealment", "entry"], name="hidden_words_once")
        ]

    def __str__(self) -> str:
        return str(self.entry)


class Report(RecordedRow):
    """A reader says that words should go. Nobody is told who it was: no name, no address is kept."""

    class Reason(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("contains personal data")
        ABUSE = "abuse", _("insults a person or threatens")
        UNLAWFUL = "unlawful", _("is against the law")
        OTHER = "other", _("something else")

    comment = models.ForeignKey(
        "decrees.Comment", on_delete=models.PROTECT, related_name="reports", verbose_name=_("comment")
    )
    part = models.CharField(_("words of"), max_length=10, choices=Part.choices, default=Part.COMMENT)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    words = models.TextField(_("in your own words"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    outcome = models.TextField(_("what was decided"), blank=True)
    office = models.CharField(_("by"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        ordering = ["closed_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_reason_display()
