"""What is asked during a meeting, and who wants it answered."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation, User
from forum.models.meetings import MeetingPage
from forum.models.sitting.sittings import Sitting
from forum.models.typed import TypedText


class QuestionQuerySet(models.QuerySet[Any]):
    def shown(self) -> "QuestionQuerySet":
        """What anybody may read."""
        return self.filter(state__in=Question.SHOWN)

    def by_support(self) -> "QuestionQuerySet":
        """The most supported first; of two alike whoever asked first."""
        return self.annotate(support=Count("supports")).order_by("-support", "asked_at", "pk")


class Question(TypedText, models.Model):
    """One question to the room. What comes from the public is checked by the secretariat before anybody reads it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not yet checked")
        OPEN = "open", _("open")
        ANSWERING = "answering", _("being answered")
        ANSWERED = "answered", _("answered")
        MINUTES = "minutes", _("for the minutes")
        HIDDEN = "hidden", _("not shown")

    SHOWN: ClassVar[tuple[str, ...]] = (State.OPEN, State.ANSWERING, State.ANSWERED, State.MINUTES)

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    name = models.CharField(_("name"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("login")
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a meeting")
        verbose_name_plural = _("questions to meetings")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_shown(self) -> bool:
        return self.state in self.SHOWN

    @property
    def asker(self) -> str:
        """Empty for whoever gave no name."""
        return self.organisation.label if self.organisation else self.name


class QuestionSupport(models.Model):
    """Somebody wants this answered: once for each login, or for each browser (`visitor`, a number from its cookie)."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("login")
    )
    visitor = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("support of a question")
        verbose_name_plural = _("support of questions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "user"], name="support_once_per_login"),
            models.UniqueConstraint(
                fields=["question", "visitor"], condition=~Q(visitor=""), name="support_once_per_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"


class AskedQuestions(models.Model):
    """What was asked and shown in a meeting, as it stood when the questions were closed: the page of the meeting reads
    it here. Whatever changes it leaves an entry. `asked` are {"text", "by", "is_member", "state", "support"}."""

    meeting = models.OneToOneField(MeetingPage, on_delete=models.CASCADE, related_name="asked_questions")
    asked = models.JSONField(default=list)
    closed_at = models.DateTimeField(_("closed"), default=clock.now)

    class Meta:
        verbose_name = _("questions of a meeting")
        verbose_name_plural = _("questions of meetings")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.meeting)
