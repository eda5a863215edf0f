"""What was said about a passage of a version. Anchors after W3C Web Annotation."""

import datetime
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.drafting.restructuring import Structure, Wanted
from decrees.models.drafts import Round, Version
from decrees.models.hiding.words import Sealed, sealed
from decrees.models.querysets import CommentQuerySet
from decrees.text import Document, find
from decrees.text.anchoring.further import FurtherPassage, FurtherStep, passages_of
from decrees.text.anchoring.targets import Target
from decrees.text.passages import CONTEXT
from forum import clock
from forum.audiences import PUBLIC, Audience
from forum.models import Organisation, User
from forum.models.ledger import AudienceField, audience_is_spelled_right

if TYPE_CHECKING:
    from decrees.models.anchors import Anchor
    from decrees.models.answers import Answer, Reaction
    from decrees.models.participation.citizens import PublicVoice


# For a slip of the pen one's own words may be changed; later one adds.
GRACE = datetime.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FurtherPlace:
    """A further passage of a comment on one version: its own, or one to which `anchor` carried the comment, and `step`
    this passage."""

    passage: FurtherPassage
    anchor: "Anchor | None"
    step: FurtherStep | None

    @property
    def target(self) -> Target:
        if self.anchor is None:
            return self.passage.target
        return self.step.target if self.step else Target()

    @property
    def label(self) -> str:
        return (self.step.label if self.step else "") or self.passage.label

    @property
    def lost(self) -> bool:
        return not self.target.clause

    @property
    def words(self) -> str | Promise:
        """What became of it, in words; '' where it was made."""
        return self.anchor.words_of(self.step) if self.anchor and self.step else ""


class Comment(Sealed, models.Model):
    """Belongs for ever to the version it was made on. `start` and `end` count code points in the clause's text.

    A person comments; an organisation takes a position (`is_position`), which is never edited, only amended by a reply.
    """

    read_with = ("answer", "reaction")

    class Tag(models.TextChoices):
        SUBSTANCE = "substance", _("substance")
        LEGAL = "legal", _("legal")
        WORDING = "wording", _("wording")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments", verbose_name=_("version"))
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="comments", verbose_name=_("round"))
    clause = models.CharField(_("clause"), max_length=80)
    clause_label = models.CharField(_("place"), max_length=120, help_text=_("As a reader calls it: diktum KEDUA"))
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    # Its passages in other clauses (`FurtherPassage`), none of most comments. The one above is where it is listed.
    further = models.JSONField(_("further passages"), null=True, editable=False)
    text = sealed(models.TextField(_("comment")))
    # "" proposes to strike it out.
    proposed = sealed(models.TextField(_("proposed wording"), null=True, blank=True))
    # A new clause of the proposed words behind this one, or this one moved (`Wanted`); none where words are proposed.
    structure = models.JSONField(_("proposed order"), null=True, editable=False)
    # Said with the same form for another of its passages, whose wording is this one's alone: the comment that it is
    # together with. Each is carried, answered and taken by itself.
    together_with = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="together",
        verbose_name=_("proposed together with"),
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="comments", verbose_name=_("organisation")
    )
    office = models.CharField(_("office"), max_length=300, help_text=_("As it was when the comment was made."))
    audience = AudienceField(_("who may read it"), max_length=40, default=PUBLIC)
    tag = models.CharField(_("concerns"), max_length=10, choices=Tag.choices, blank=True)
    is_position = models.BooleanField(_("position of the organisation"), default=False)
    position_of = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="position",
        verbose_name=_("discussion that it comes from"),
    )
    received_on = models.DateField(_("received on paper on"), null=True, blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("typed in by")
    )
    letter_part = models.ForeignKey(
        "decrees.LetterPart",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="comments",
        verbose_name=_("place in a letter"),
    )
    answer = models.ForeignKey(
        "decrees.Answer",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answer that stands"),
    )
    reaction = models.ForeignKey(
        "decrees.Reaction",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("reaction to the answer that stands"),
    )
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("time"), default=clock.now)
    seq = models.BigIntegerField(null=True, editable=False, help_text=_("Its entry in the ledger"))

    # Set by `decrees.reading` for the card; where it stands on the page if that is not its own version's.
    shown_replies: list["Comment"]
    proposal: list[tuple[str, str]]
    anchor: "Anchor | None" = None
    heard_on = ""  # the channel on which its writer hears of it, for who answers the request in which it was made
    is_hidden = False  # by the reader's filter

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["seq", "pk"]
        default_permissions = ("view",)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["version", "clause"], name="comment_place")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")), name="comment_passage_not_empty"
            ),
            models.CheckConstraint(condition=Q(position_of=None) | Q(is_position=True), name="comment_position_of"),
            audience_is_spelled_right("comment_audience_form"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.clause_label}"

    def get_absolute_url(self) -> str:
        return reverse("decrees:comment-detail", args=[self.version.decree_id, self.pk])

    @property
    def passage(self) -> str:
        return self.passage_in(self.version.document)

    def passage_in(self, document: Document) -> str:
        """The words commented on: the quote, or those of the whole clause. `document` is the version's."""
        if self.quote or self.parent_id:
            return self.quote
        clause = find(document, self.clause)
        return clause.text if clause else ""

    @property
    def own_target(self) -> Target:
        """Where it was made."""
        return Target(self.clause, self.start, self.end)

    @property
    def target(self) -> Target:
        """Where it stands on the page that is shown; if its first passage is lost, with the first that is not."""
        if self.anchor is None or self.anchor.target.clause or not self.further:
            return self.anchor.target if self.anchor else self.own_target
        return next((one.target for one in self.further_places if not one.lost), Target())

    @property
    def wanted(self) -> Wanted | None:
        """What it proposes besides other words: where a clause is to stand."""
        return Wanted(**{**self.structure, "kind": Structure(self.structure["kind"])}) if self.structure else None

    @property
    def further_passages(self) -> list[FurtherPassage]:
        """As they were selected."""
        return passages_of(self.further)

    @property
    def further_places(self) -> list["FurtherPlace"]:
        """Its further passages, each where it stands on the page that is shown."""
        steps: list[FurtherStep | None] = list(self.anchor.further_steps) if self.anchor else []
        passages = self.further_passages
        steps += [None] * (len(passages) - len(steps))
        return [FurtherPlace(passage, self.anchor, step) for passage, step in zip(passages, steps, strict=True)]

    @property
    def place(self) -> str:
        """Where it stands on the page that is shown, as a reader calls it; if it is lost, where it stood last."""
        return (self.anchor.clause_label if self.anchor else "") or self.clause_label

    @property
    def places_made(self) -> list[str]:
        """All clauses that it was made on, as a reader calls them."""
        return [self.clause_label, *(one.label for one in self.further_passages)]

    @property
    def quotes(self) -> list[str]:
        """The words that were selected, passage by passage."""
        return [quote for quote in (self.quote, *(one.quote for one in self.further_passages)) if quote]

    @property
    def earlier_answers(self) -> list["Answer"]:
        """Those that were changed since, the oldest first, each with the reactions to it."""
        return [answer for answer in self.answers.all() if answer.pk != self.answer_id]

    @property
    def earlier_reactions(self) -> list["Reaction"]:
        """What its organisation said to the answer that stands before it thought otherwise."""
        said = (answer.reactions.all() for answer in self.answers.all() if answer.pk == self.answer_id)
        return [reaction for reactions in said for reaction in reactions if reaction.pk != self.reaction_id]

    @property
    def earlier_objections(self) -> list["Reaction"]:
        """Those that stood when the answer was changed."""
        last = (list(answer.reactions.all())[-1:] for answer in self.earlier_answers)
        return [reaction for reactions in last for reaction in reactions if reaction.objects_still]

    @property
    def is_fresh(self) -> bool:
        """Young enough for its author to change it. A position never is, nor are hidden words."""
        return not self.is_position and clock.now() < self.fresh_until and self.gap is None

    @property
    def fresh_until(self) -> datetime.datetime:
        return self.created_at + GRACE

    @property
    def takes_edits(self) -> bool:
        """For a card: fresh, and nobody has built on it as far as the reader sees."""
        return self.is_fresh and not (self.answer or self.shown_replies or self.supports.all())

    @property
    def addition(self) -> str | Promise:
        """What a reply of the comment's own organisation is called; '' for that of another, and among their own."""
        if self.parent is None or self.is_private or self.parent.organisation_id != self.organisation_id:
            return ""
        return _("Change of position") if self.parent.is_position else _("Addition")

    @property
    def sent_position(self) -> "Comment | None":
        """What the organisation made of its own discussion."""
        return getattr(self, "position", None)

    @property
    def from_public(self) -> "PublicVoice | None":
        """What it owes to citizens who have no login."""
        return getattr(self, "public", None)

    @property
    def is_private(self) -> bool:
        """An organisation's own discussion."""
        return Audience(self.audience).is_private
