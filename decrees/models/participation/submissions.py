"""How organisations take part beside commenting: support, requests for input, notices; and the names in drafts."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models.comments import Comment
from decrees.models.drafts import Round, Version
from decrees.models.querysets import InputRequestQuerySet, NotificationQuerySet
from forum import clock
from forum.models import Organisation, RecordedRow, User
from forum.models.invitations.mails import Problem
from forum.models.typed import TypedText


class Support(RecordedRow):
    """An organisation stands behind a comment of another; the row goes when it withdraws.

    With `consent` it is more: the words are its own as well, as a joint position. It is the sha256 of the words that it
    agreed to; where they are others now, it is asked again.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="supports", verbose_name=_("comment"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("login"))
    consent = models.CharField(_("fingerprint of the words agreed to"), max_length=64, blank=True)

    agrees = True  # with the words as they are; set by `decrees.reading` for the card

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "organisation"], name="support_once")
        ]

    def __str__(self) -> str:
        return self.organisation.label


class InputRequest(RecordedRow):
    """'BI: please comment on Lampiran II, tasks', until a day. `clause` is empty if the whole draft is meant.

    `met_by` is the first comment of that organisation there.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="requests", verbose_name=_("round"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    clause_label = models.CharField(_("place"), max_length=120, blank=True)
    question = models.TextField(_("what is asked"))
    due = models.DateField(_("until"))
    met_by = models.ForeignKey(
        Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("met by")
    )
    office = models.CharField(_("asked by"), max_length=300, blank=True)

    objects = InputRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for input")
        verbose_name_plural = _("requests for input")
        ordering = ["due", "pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.question}"

    @property
    def is_late(self) -> bool:
        """Not met in time, or not before the round was closed."""
        return self.met_by_id is None and (self.due < clock.today() or self.round.closed_at is not None)


class NotificationPreference(models.Model):
    """How somebody wants to be told: at once, once a day, or only on the site; and of what otherwise."""

    class How(models.TextChoices):
        AT_ONCE = "at_once", _("by mail, at once")
        DAILY = "daily", _("by mail, once a day")
        NEVER = "never", _("on this site only")

    class Subject(models.TextChoices):
        ANSWERS = "answers", _("answers to comments")
        PASSAGES = "passages", _("passages that were commented on")
        SUPPORTED = "supported", _("what becomes of comments that your organisation supports")
        DUTIES = "duties", _("what you or your organisation are asked to do")
        MENTIONS = "mentions", _("where your organisation is mentioned (@)")
        ROUNDS = "rounds", _("new versions, and rounds of comments that open or are about to close")
        DRAFTS = "drafts", _("what else is new on your drafts and minutes (once a day)")
        MEETINGS = (
            "meetings",
            _("lesser news of meetings: agenda (once a day), proposals, circulated minutes, last reminder"),
        )

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notice_choice", verbose_name=_("login"))
    how = models.CharField(_("how"), max_length=10, choices=How.choices, default=How.AT_ONCE)
    by_subject = models.JSONField(_("otherwise"), default=dict, blank=True)  # what is not in it is told as `how` says

    class Meta:
        db_table = "decrees_noticechoice"
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_how_display()

    def how_for(self, subject: str) -> str:
        return str(self.by_subject.get(subject, self.how))

    def told(self, *hows: str) -> models.Q:
        """The condition on notifications: they are told in one of these ways."""
        told = {subject for subject in self.Subject.values if self.how_for(subject) in hows}
        kinds = [kind for kind in Notification.Kind.values if SUBJECTS.get(kind, self.Subject.DUTIES) in told]
        own = models.Q(supports=False, kind__in=kinds)
        return own | models.Q(supports=True) if self.Subject.SUPPORTED in told else own


class Notification(models.Model):
    """Something happened that concerns one person: told on the site, and by mail as they chose."""

    class Kind(models.TextChoices):
        ANSWERED = "answered", _("Your comment was answered")
        REANSWERED = "reanswered", _("The answer to your comment was changed")
        CONTESTED = "contested", _("The answer that your organisation objected to was changed")
        CHANGED = "changed", _("The passage you commented on was changed")
        REPLACED = "replaced", _("The passage you commented on was replaced by other words")
        LOST = "lost", _("The passage you commented on is gone")
        TAKEN = "taken", _("Your proposed wording went into the text")
        ASKED = "asked", _("Your organisation is asked for input")
        ASSIGNED = "assigned", _("Your organisation is to answer a comment")
        HIDDEN = "hidden", _("Words were hidden; you may object")
        SHOWN = "shown", _("Words that were hidden are shown again")
        MENTIONED = "mentioned", _("Your organisation is mentioned")
        CIRCULATED = "circulated", _("A new version was circulated")
        OPENED = "opened", _("A round of comments was opened")
        MOVED = "moved", _("The end of a round of comments was moved")
        CLOSING = "closing", _("A round of comments is about to close")
        FOLLOWED = "followed", _("The text was changed because of your comment")
        WITHDRAWN = "withdrawn", _("Nobody stands behind the comment any more")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", verbose_name=_("login"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    supports = models.BooleanField(_("as who supports the comment"), default=False, editable=False)
    decree = models.ForeignKey(
        "decrees.DecreePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("draft")
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("comment")
    )
    request = models.ForeignKey(
        InputRequest, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("request")
    )
    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("round")
    )
    closes_on = models.DateField(_("end of the round when it was told"), null=True, blank=True)
    at = models.DateTimeField(_("time"), default=clock.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    # A process is mailing it. One that was killed never says so: after a time the notice is free again.
    claimed_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(_("why it could not be mailed"), max_length=20, blank=True, choices=Problem.choices)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        db_table = "decrees_notice"
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["user", "mailed_at"], name="notice_to_mail")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "round", "closes_on"], condition=models.Q(kind="closing"), name="notice_closing_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        """Leads on to what it tells about, and marks it as read."""
        return reverse("decrees:notice", args=[self.pk])

    @property
    def says(self) -> str | Promise:
        """What happened, to whoever is told."""
        return TOLD_TO_SUPPORTERS.get(self.kind, "") if self.supports else self.Kind(self.kind).label

    @property
    def place(self) -> str:
        """As it was called where the comment was made, or the input asked for; '' for the whole draft."""
        about = self.comment or self.request
        return about.clause_label if about else ""

    @property
    def is_over(self) -> bool:
        """Nothing can be done about it any more, or it says another day than what holds now."""
        if self.round:
            is_stale = self.kind == self.Kind.CLOSING and self.closes_on != self.round.closes_on
            return is_stale or not self.round.is_open
        if self.request:
            return self.request.met_by_id is not None or not self.request.round.is_open
        return self.kind == self.Kind.ASSIGNED and self.comment is not None and self.comment.answer_id is not None


_Kind, _Subject = Notification.Kind, NotificationPreference.Subject
SUBJECTS: dict[str, str] = {
    **dict.fromkeys([_Kind.ANSWERED, _Kind.REANSWERED, _Kind.CONTESTED], _Subject.ANSWERS),
    **dict.fromkeys([_Kind.CHANGED, _Kind.REPLACED, _Kind.LOST, _Kind.TAKEN, _Kind.FOLLOWED], _Subject.PASSAGES),
    **dict.fromkeys([_Kind.CIRCULATED, _Kind.OPENED, _Kind.MOVED, _Kind.CLOSING], _Subject.ROUNDS),
    _Kind.MENTIONED: _Subject.MENTIONS,
}
# Who supports a comment hears of what becomes of it, not of what its writers alone can do about that.
TOLD_TO_SUPPORTERS: dict[str, Promise] = {
    _Kind.ANSWERED: _("A comment that you support was answered"),
    _Kind.REANSWERED: _("The answer to a comment that you support was changed"),
    _Kind.CONTESTED: _("The answer to a comment that you support was changed"),
    _Kind.CHANGED: _("The passage of a comment that you support was changed"),
    _Kind.REPLACED: _("The passage of a comment that you support was replaced by other words"),
    _Kind.LOST: _("The passage of a comment that you support is gone"),
    _Kind.TAKEN: _("The wording of a comment that you support went into the text"),
    _Kind.FOLLOWED: _("The text was changed because of a comment that you support"),
    _Kind.WITHDRAWN: _("A comment that you support was withdrawn"),
}


class Term(TypedText, models.Model):
    """One body, one name: how the drafts call it, and the other names that it goes by."""

    preferred = models.CharField(_("preferred name"), max_length=120, unique=True)
    variants = models.TextField(_("other names"), help_text=_("One line each."))

    class Meta:
        verbose_name = _("name in drafts")
        verbose_name_plural = _("names in drafts")
        ordering = ["preferred"]

    def __str__(self) -> str:
        return self.preferred
