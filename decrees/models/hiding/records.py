"""The hiding of words, step by step, and what readers reported. Rows are only ever added; the database refuses more."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models import RecordedRow
from forum.models.ledger import Act, Why

# What stands in a row whose words are erased; its readers see the gap.
ERASED = "[…]"


class Part(models.TextChoices):
    """Which words of a comment."""

    COMMENT = "comment", _("comment")
    ANSWER = "answer", _("answer")
    REACTION = "reaction", _("what is said to the answer")


class State(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    PROVISIONAL = "provisional", _("hidden for the time being")
    CONFIRMED = "confirmed", _("hidden")
    REFUSED = "refused", _("not hidden")
    LAPSED = "lapsed", _("shown again: nobody else confirmed it in time")
    LIFTED = "lifted", _("shown again")
    ERASED = "erased", _("hidden and erased")


def state_of(*, provisional: bool, at: datetime.datetime, steps: Collection[str]) -> State:
    """By the steps that were taken, whatever else was said; what nobody confirmed in time has lapsed by itself."""
    for state in (State.ERASED, State.LIFTED, State.CONFIRMED, State.REFUSED, State.LAPSED):
        if state in steps:
            return state
    if not provisional:
        return State.PROPOSED
    return State.PROVISIONAL if clock.now() < at + confirmed_within() else State.LAPSED


def confirmed_within() -> datetime.timedelta:
    return datetime.timedelta(days=settings.HIDING_CONFIRMED_WITHIN_DAYS)


class Concealment(Act):
    """One person wants words hidden: on the word of a second one, or, of personal data, at once until that one decides.

    `note` is for those who decide and is not published.
    """

    comment = models.ForeignKey(
        "decrees.Comment", on_delete=models.PROTECT, related_name="concealments", verbose_name=_("comment")
    )
    part = models.CharField(_("words of"), max_length=10, choices=Part.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=Why.choices)
    note = models.TextField(_("explanation"))
    provisional = models.BooleanField(_("hidden at once"), default=False)

    class Meta:
        verbose_name = _("hiding")
        verbose_name_plural = _("hidings")
        ordering = ["-pk"]
        default_permissions = ()
        permissions: ClassVar[list[Any]] = [("view_hidden_words", _("May look at hidden words"))]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(provisional=False) | Q(reason=Why.PERSONAL_DATA), name="hidden_at_once_personal_data"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment.clause_label}: {self.get_reason_display()}"

    @property
    def state(self) -> State:
        steps = [step.step for step in self.steps.all()]
        return state_of(provisional=self.provisional, at=self.at, steps=steps)

    @property
    def is_open(self) -> bool:
        """Waits for the second person."""
        return self.state in (State.PROPOSED, State.PROVISIONAL)

    @property
    def lapses_at(self) -> datetime.datetime:
        return self.at + confirmed_within()


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


class ConcealmentStep(Act):
    """What became of it. `words` are the reason of a decision, or the objection."""

    class Step(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        LAPSED = "lapsed", _("lapsed")
        LIFTED = "lifted", _("shown again")
        OBJECTED = "objected", _("objection")
        ERASED = "erased", _("erased")

    concealment = models.ForeignKey(Concealment, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["concealment"],
                condition=Q(step__in=["confirmed", "refused", "lapsed"]),
                name="hiding_decided_once",
            ),
            models.UniqueConstraint(
                fields=["concealment"], condition=Q(step__in=["lifted", "erased"]), name="hiding_ended_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()


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
