"""How circulated minutes become approved ones: each circulation and who was told of it, the passages that organisations
object to and what became of that, who agreed, and on what terms the approval was given. Rows are only ever added."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models import MeetingPage, Organisation
from forum.models.typed import TypedText
from minutes.models.records.made import Approval, Correction, MadeRecord


class Circulation(MadeRecord):
    """One circulation of one text, and until when those present may object to it."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="circulations")
    edition = models.PositiveSmallIntegerField(_("edition"))
    digest = models.CharField(_("digest of the circulated text"), max_length=64)
    content = models.JSONField(_("the words that were circulated, by part"))
    # A login that may be gone by now, so its key alone.
    editor_key = models.PositiveBigIntegerField(_("who edited last"), null=True)
    closes_at = models.DateTimeField(_("objections until"))

    class Meta:
        verbose_name = _("circulation of minutes")
        verbose_name_plural = _("circulations of minutes")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.minutes}: {self.closes_at:%Y-%m-%d}"

    @property
    def is_over(self) -> bool:
        return clock.now() > self.closes_at


class Telling(models.Model):
    """That an organisation was told of a circulation: to how many addresses the mail server took it, and how many it
    refused. None of either: it has no address."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="tellings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(_("people"))
    refused = models.PositiveSmallIntegerField(_("refused addresses"), default=0)
    told_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("telling of a circulation")
        verbose_name_plural = _("tellings of circulations")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["circulation", "organisation"], name="told_once_of_a_circulation")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.people}"


class Passage(TypedText, models.Model):
    """To which words a correction objects, and what ought to stand there instead.

    `part` names the row as `HiddenPart` does; an empty `quote` means all of it.
    """

    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="passage")
    edition = models.PositiveSmallIntegerField(_("edition"))
    part = models.CharField(_("part"), max_length=100, blank=True)
    quote = models.TextField(_("passage"), blank=True)
    proposed = models.TextField(_("proposed wording"), blank=True)

    class Meta:
        verbose_name = _("passage of minutes")
        verbose_name_plural = _("passages of minutes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.part}: {self.quote[:60]}"


class CorrectionStep(TypedText, MadeRecord):
    """What became of a correction. `before` and `after` are the words of the part that the acceptance changed."""

    class Step(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        ASKED = "asked", _("asked back")
        REPLIED = "replied", _("replied")
        WITHDRAWN = "withdrawn", _("withdrawn")

    ANSWERS = (Step.ACCEPTED, Step.DECLINED)

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    office = models.CharField(_("office"), max_length=300, blank=True)
    words = models.TextField(_("reason"), max_length=4000, blank=True)
    before = models.TextField(_("words before"), blank=True)
    after = models.TextField(_("words after"), blank=True)

    class Meta:
        verbose_name = _("step of a correction")
        verbose_name_plural = _("steps of corrections")
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["correction"],
                condition=models.Q(step__in=["accepted", "declined"]),
                name="correction_answered_once",
            ),
            models.UniqueConstraint(
                fields=["correction"], condition=models.Q(step="withdrawn"), name="correction_withdrawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.words[:60]}"


class Agreement(MadeRecord):
    """An organisation that was present agrees with exactly this text. Other words need another agreement."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("digest of the circulated text"), max_length=64)

    class Meta:
        verbose_name = _("agreement with minutes")
        verbose_name_plural = _("agreements with minutes")
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "organisation", "digest"], name="agreed_once_with_a_text")
        ]

    def __str__(self) -> str:
        return self.organisation.label


class ApprovalTerms(models.Model):
    """How an approval was given: in a meeting or in writing, by somebody else than the last editor or not, and over how
    many objections."""

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="terms")
    meeting = models.ForeignKey(
        MeetingPage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in the meeting")
    )
    same_person = models.BooleanField(_("the same person edited and approved"), default=False)
    unanswered = models.PositiveSmallIntegerField(_("objections without an answer"), default=0)
    standing = models.PositiveSmallIntegerField(_("objections that stand"), default=0)
    agreed = models.PositiveSmallIntegerField(_("organisations that agreed"), default=0)

    class Meta:
        verbose_name = _("terms of an approval")
        verbose_name_plural = _("terms of approvals")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.approval}"


def end_of_day(days: int) -> datetime.datetime:
    """The last moment of the day that comes so many days from now: nobody has to know the hour of the circulation."""
    return clock.local_now().replace(hour=23, minute=59, second=59, microsecond=0) + datetime.timedelta(days=days)
