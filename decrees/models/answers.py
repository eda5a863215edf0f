"""What became of a comment: who answers it, the answer, what its organisation says to that, and the change."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decrees.models.comments import Comment
from decrees.models.drafts import Round, Version
from decrees.models.hiding.words import Sealed, sealed
from forum import clock
from forum.models import Organisation, RecordedRow, User
from forum.models.typed import TypedText


class Answer(Sealed, TypedText, models.Model):
    """A reasoned answer to a comment. It stays as it was given; whoever changes it adds another, and the comment names
    the one that stands. Answers given together, to like comments, share `group` and are changed together."""

    class Disposition(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("partly accepted")
        NOT_ACCEPTED = "not_accepted", _("not accepted")
        NOTED = "noted", _("noted")
        OUT_OF_SCOPE = "out_of_scope", _("out of scope")

    said_to = "comment"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="answers", verbose_name=_("comment"))
    disposition = models.CharField(_("disposition"), max_length=20, choices=Disposition.choices)
    reason = sealed(models.TextField(_("reason")))
    group = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    office = models.CharField(_("office"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("time"), default=clock.now)
    seq = models.BigIntegerField(null=True, editable=False, help_text=_("Its entry in the ledger"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason")
        ]

    def __str__(self) -> str:
        return self.get_disposition_display()

    def others(self) -> models.QuerySet[Comment]:
        """The other comments that share this answer as long as it stands."""
        return Comment.objects.filter(answer__group=self.group).exclude(pk=self.comment_id)

    @property
    def promises_change(self) -> bool:
        return self.disposition in (self.Disposition.ACCEPTED, self.Disposition.PARTLY)

    def is_after(self, round_: Round) -> bool:
        """Given when the round was closed already: only a change of an answer can be."""
        return round_.closed_at is not None and self.answered_at > round_.closed_at


class Assignment(RecordedRow):
    """Which organisation is to answer a comment, and by when. Replaced when it is given to another."""

    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, related_name="assignment", verbose_name=_("comment")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("to be answered by")
    )
    due = models.DateField(_("until"))
    office = models.CharField(_("assigned by"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.organisation.label

    @property
    def is_late(self) -> bool:
        return self.due < clock.today() and self.comment.answer is None


class RecordedStatement(RecordedRow):
    """What somebody stated for an office. The office stays as it was then; the login may go."""

    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("login"))
    office = models.CharField(_("office"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Reaction(Sealed, RecordedStatement):
    """What the organisation that commented says to an answer. It stays, with the answer it was given to; the newest to
    the answer that stands is the one that counts (`Comment.reaction`)."""

    class Stance(models.TextChoices):
        CONTENT = "content", _("accepts the answer")
        OBJECTS = "objects", _("maintains the objection")

    said_to = "answer"

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="reactions", verbose_name=_("answer"))
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    reason = sealed(models.TextField(_("reason"), blank=True))

    class Meta:
        verbose_name = _("reaction to an answer")
        verbose_name_plural = _("reactions to answers")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(stance="objects", reason=""), name="objection_has_a_reason")
        ]

    def __str__(self) -> str:
        return self.get_stance_display()

    @property
    def objects_still(self) -> bool:
        return self.stance == self.Stance.OBJECTS


class ChangeSource(RecordedStatement):
    """Why a change stands in the redline from the version before: a comment it follows, or else a reason in words.

    The words of the change are kept beside the hunk's id, so that the record can be read without computing it again.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sources", verbose_name=_("version"))
    hunk = models.CharField(_("change"), max_length=64)
    clause = models.CharField(_("clause"), max_length=80)
    clause_label = models.CharField(_("place"), max_length=120)
    old = models.TextField(_("before"), blank=True)
    new = models.TextField(_("after"), blank=True)
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("comment")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        db_table = "decrees_origin"
        verbose_name = _("origin of a change")
        verbose_name_plural = _("origins of changes")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "hunk", "comment"], name="origin_once"),
            models.CheckConstraint(
                condition=Q(comment=None) & ~Q(reason="") | Q(comment__isnull=False), name="origin_comment_or_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause_label}: {self.old} → {self.new}"

    @property
    def origin(self) -> tuple[int | None, str]:
        """The comment, or else the reason."""
        return self.comment_id, self.reason

    def get_absolute_url(self) -> str:
        """The change in the redline from the version before."""
        pair = (self.version.number - 1, self.version.number)
        return f"{reverse('decrees:compare', args=[self.version.decree_id, *pair])}#h-{self.hunk}"


class AdoptedAmendment(RecordedRow):
    """A proposed wording that the editor's text has taken in with one action, until it is circulated."""

    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, related_name="adoption", verbose_name=_("comment")
    )
    clause = models.CharField(_("clause"), max_length=80)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    # Of a clause that was moved: what it stands behind now (`after`), and its neighbours of before.
    structure = models.JSONField(_("where the clause stands"), null=True, editable=False)
    office = models.CharField(_("by"), max_length=300, blank=True)

    class Meta:
        db_table = "decrees_takenwording"
        verbose_name = _("wording taken into the text")
        verbose_name_plural = _("wordings taken into the text")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
