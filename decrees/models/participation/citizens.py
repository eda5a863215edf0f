"""What citizens say and support online, without a login.

Anybody can type any address. So what was typed waits until the link in the mail was used, then for the secretariat's
check; only then it is a comment like all others (`Comment`), with a `PublicVoice` that tells whose it is.
Names and addresses stay here and go in time.
"""

import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from decrees.models.comments import Comment
from decrees.models.drafts import Round, Version
from decrees.text import find
from decrees.text.anchoring.further import FurtherPassage, passages_of
from decrees.text.passages import CONTEXT
from forum import clock
from forum.models.ledger.hiding import Why
from forum.models.typed import TypedText

CONFIRMED_WITHIN = datetime.timedelta(hours=24)


class Kind(models.TextChoices):
    """As whom somebody speaks."""

    CITIZEN = "citizen", _("as a citizen")
    VILLAGE = "village", _("for a village or neighbourhood")
    ORGANISATION = "organisation", _("for an organisation outside the forum")


class PublicVoice(TypedText, models.Model):
    """What a comment owes to citizens: who of them said it (`kind` is empty where an organisation of the forum did),
    how many said the same, how many support it. Public, and without anything that its writers keep to themselves."""

    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, primary_key=True, related_name="public", verbose_name=_("comment")
    )
    kind = models.CharField(_("speaks"), max_length=12, choices=Kind.choices, blank=True)
    place = models.CharField(_("village or organisation"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("Only if its owner wished it."))
    said = models.PositiveIntegerField(_("how many said it"), default=0)
    supports = models.PositiveIntegerField(_("how many support it"), default=0)

    class Meta:
        verbose_name = _("voice of the public")
        verbose_name_plural = _("voices of the public")
        default_permissions = ()

    def __str__(self) -> str:
        return self.place or self.get_kind_display()

    @property
    def is_withdrawn(self) -> bool:
        """Nobody of those who said it stands behind it any more; what was said stays."""
        return bool(self.kind) and self.said == 0

    @property
    def others(self) -> int:
        """How many said the same, beside the one whose words are shown."""
        return max(self.said - 1, 0)


class Citizen(TypedText, models.Model):
    """One address on one draft. Whoever has the link from its mails sees what became of what was said with it."""

    decree = models.ForeignKey(
        "decrees.DecreePage", on_delete=models.PROTECT, related_name="citizens", verbose_name=_("draft")
    )
    email = models.EmailField(_("email address"))
    consent = models.TextField(_("consent"), help_text=_("The text that the person agreed to, as it was shown."))
    kept_days = models.PositiveIntegerField(default=365, editable=False)  # as the consent says, after the last round
    asked_at = models.DateTimeField(_("asked"), default=clock.now, editable=False)
    mails_ended_at = models.DateTimeField(_("wants no more mails"), null=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("citizen who is heard")
        verbose_name_plural = _("citizens who are heard")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("decree", Lower("email"), name="citizen_once_per_draft")
        ]

    def __str__(self) -> str:
        return self.email


class CitizenLink(models.Model):
    """What one mail holds leads to the page of its citizen. Only its key is stored: who reads the database, or a copy
    of it, has no link."""

    citizen = models.ForeignKey(
        Citizen, on_delete=models.CASCADE, related_name="links", verbose_name=_("citizen who is heard")
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("link of a citizen")
        verbose_name_plural = _("links of citizens")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"


class AskedQuerySet(models.QuerySet[Any]):
    def lapsed(self, now: datetime.datetime) -> Self:
        """Nobody has used the link in time."""
        return self.filter(confirmed_at=None, asked_at__lte=now - CONFIRMED_WITHIN)


class CitizenCommentQuerySet(AskedQuerySet):
    def waiting(self) -> Self:
        """For the secretariat's check, the longest first."""
        return self.filter(confirmed_at__isnull=False, checked_at=None, withdrawn_at=None).order_by(
            "confirmed_at", "pk"
        )

    def refused(self) -> Self:
        return self.exclude(reason="").order_by("-checked_at", "-pk")


class CitizenComment(TypedText, models.Model):
    """What somebody typed, on its way to a comment.

    With the check it becomes a comment, or counts with the `comment` that says the same; or it is refused for a reason
    of the rules by which words are hidden. The words of what became a comment stand there and no more here.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not confirmed")
        WAITING = "waiting", _("waits for the secretariat's check")
        REFUSED = "refused", _("not published")
        HEARD = "heard", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    citizen = models.ForeignKey(
        Citizen, on_delete=models.CASCADE, related_name="comments", verbose_name=_("citizen who is heard")
    )
    form = models.UUIDField(editable=False)  # a form that is sent twice asks once
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="citizen_comments", verbose_name=_("round"))
    clause = models.CharField(_("clause"), max_length=80)
    clause_label = models.CharField(_("place"), max_length=120)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    further = models.JSONField(_("further passages"), null=True, editable=False)  # as those of a comment
    text = models.TextField(_("comment"), blank=True)
    # "" proposes to strike it out, so no typed text that is emptied when nothing is said: the service cleans it.
    proposed = models.TextField(_("proposed wording"), null=True, blank=True, editable=False)  # noqa: DJ001
    wordings = models.JSONField(_("further wordings"), null=True, editable=False)  # by the clause of a further passage
    kind = models.CharField(_("speaks"), max_length=12, choices=Kind.choices)
    place = models.CharField(_("village or organisation"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    shows_name = models.BooleanField(_("name may be published"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    office = models.CharField(_("checked by"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Why.choices, blank=True)
    note = models.TextField(_("explanation"), blank=True)
    comment = models.ForeignKey(
        Comment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="from_citizens",
        verbose_name=_("comment"),
    )
    erased_at = models.DateTimeField(_("words erased"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = CitizenCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of a citizen")
        verbose_name_plural = _("comments of citizens")
        ordering = ["pk"]
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["round", "checked_at"], name="citizens_to_check")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["citizen", "form"], name="citizen_form_once"),
            models.CheckConstraint(condition=Q(comment=None) | Q(reason=""), name="citizen_heard_or_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.clause_label}"

    @property
    def state(self) -> State:
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.comment_id:
            return self.State.HEARD
        if self.reason:
            return self.State.REFUSED
        return self.State.WAITING if self.confirmed_at else self.State.ASKED

    @property
    def further_passages(self) -> list[FurtherPassage]:
        return passages_of(self.further)

    @property
    def proposed_beside(self) -> list[tuple[FurtherPassage, str]]:
        """The further passages for which a wording is proposed, each with it."""
        wordings = self.wordings or {}
        return [(one, wordings[one.clause]) for one in self.further_passages if one.clause in wordings]

    @property
    def passage(self) -> str:
        """The words spoken about: the quote, or those of the whole clause."""
        clause = find(self.version.document, self.clause)
        return self.quote or (clause.text if clause else "")

    @property
    def may_be_withdrawn(self) -> bool:
        """Until its round is closed. What was not published is not there to be withdrawn."""
        return self.is_open and self.state in (self.State.WAITING, self.State.HEARD)

    @property
    def is_lapsed(self) -> bool:
        return self.confirmed_at is None and self.asked_at + CONFIRMED_WITHIN <= clock.now()

    @property
    def days_waiting(self) -> int:
        return (clock.now() - self.confirmed_at).days if self.confirmed_at else 0

    @property
    def is_open(self) -> bool:
        """Its round takes it still, also in the hours after its end, when links are on their way."""
        return self.round.closed_at is None


class CitizenSupport(models.Model):
    """Somebody stands behind a comment: once for each comment and address."""

    citizen = models.ForeignKey(
        Citizen, on_delete=models.CASCADE, related_name="supports", verbose_name=_("citizen who is heard")
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="citizen_supports", verbose_name=_("comment")
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("support of a citizen")
        verbose_name_plural = _("supports of citizens")
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["citizen", "comment"], name="citizen_supports_once")
        ]

    def __str__(self) -> str:
        return str(self.comment)

    @property
    def is_open(self) -> bool:
        """It may be taken back: a closed round keeps its numbers."""
        return self.comment.round.closed_at is None
