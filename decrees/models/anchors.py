"""Where the comments on one version stand in the versions after it, step by step."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models.comments import Comment
from decrees.models.drafts import Version
from decrees.models.querysets import AnchorQuerySet
from decrees.text.anchoring.further import FurtherStep, steps_of
from decrees.text.anchoring.targets import Target
from forum.models import RecordedRow, User


class Anchor(RecordedRow):
    """One step of a comment, by the machine or by a person. Rows are added, never changed; the newest for a comment and
    a version counts. What was selected when the comment was made stays in the comment."""

    class State(models.TextChoices):
        KEPT = "kept", _("passage unchanged")
        RECASED = "recased", _("letter case changed")
        MOVED = "moved", _("passage moved")
        EDITED = "edited", _("passage edited")
        REPLACED = "replaced", _("passage replaced")
        ORPHANED = "orphaned", _("passage gone")

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="anchors", verbose_name=_("comment"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="anchors", verbose_name=_("version"))
    from_version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("from version")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, help_text=_("Of this step"))
    altered = models.BooleanField(_("worded otherwise than when the comment was made"), default=False)
    in_doubt = models.BooleanField(_("please check"), default=False)
    score = models.FloatField(_("likeness"), default=1.0)
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    clause_label = models.CharField(_("place"), max_length=120, blank=True, help_text=_("If lost: where it stood last"))
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    last_known_clause = models.CharField(
        _("stood at"),
        max_length=80,
        blank=True,
        db_column="stood_at",
        help_text=_("The clause that stands there now"),
    )
    # A `FurtherStep` for each further passage of the comment, and whether a person has to look at one of them.
    further = models.JSONField(_("places of the further passages"), null=True, editable=False)
    others_wait = models.BooleanField(_("please check another passage"), null=True, editable=False)
    # The row may not change, not even when the login goes.
    by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", verbose_name=_("login")
    )
    office = models.CharField(_("by"), max_length=300, blank=True)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        db_table = "decrees_placement"  # as the database has always called it, and guards it
        verbose_name = _("place of a comment")
        verbose_name_plural = _("places of comments")
        ordering = ["pk"]
        default_permissions = ("view",)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["version", "comment"], name="placement_step")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")), name="placement_passage_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(state="orphaned", clause="", start=None) | (~Q(state="orphaned") & ~Q(clause="")),
                name="placement_somewhere_or_orphaned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause_label}: {self.words}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A step of a comment never changes; add another.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A step of a comment is never removed.")

    @property
    def target(self) -> Target:
        return Target(self.clause, self.start, self.end)

    @property
    def further_steps(self) -> list[FurtherStep]:
        return steps_of(self.further)

    @property
    def lost(self) -> bool:
        return self.state == self.State.ORPHANED

    @property
    def by_person(self) -> bool:
        """The machine has neither login nor office."""
        return self.by_id is not None or bool(self.office)

    @property
    def struck(self) -> bool:
        """The clause went because the comment proposed it: nobody has to look for another place."""
        return self.lost and self.by_person and not self.in_doubt

    @property
    def waits(self) -> bool:
        """For a person to look at it."""
        return self.in_doubt or bool(self.others_wait) or (self.lost and not self.struck)

    @property
    def words(self) -> str | Promise:
        """The place, compared with what was commented on, in words."""
        if self.struck:
            return _("struck out as proposed")
        return self.words_of(self)

    def words_of(self, step: "FurtherStep | Anchor") -> str | Promise:
        """What became of one passage, whatever became of the others."""
        if step.state in (self.State.RECASED, self.State.REPLACED):
            return self.State(step.state).label
        if step.in_doubt and not step.lost:
            return _("please check")
        return self.State.EDITED.label if step.altered and not step.lost else self.State(step.state).label
